import type { Market } from './market';
import { moneyAfterPins, roomAfterPins } from './pins';

/** A budget price is thousandths of a point for each fen. */
export const PRICE_SCALE = 1000;

/** What a bound is made of: none of these is ever below zero. */
export interface Prices {
  /** Points for a place or an hour, by offering. */
  offering: Int32Array;
  /** Thousandths of a point for a fen, by budget. */
  budget: Float64Array;
  /** Points that each served need of a group adds, by floor. */
  floor: Float64Array;
}

export const noPrices = (market: Market): Prices => ({
  offering: new Int32Array(market.capacity.length),
  budget: new Float64Array(market.fen.length),
  floor: new Float64Array(market.floors.length),
});

export const copyOf = ({ offering, budget, floor }: Prices): Prices => ({
  offering: offering.slice(),
  budget: budget.slice(),
  floor: floor.slice(),
});

/**
 * What a choice costs its purse in points. Rounded down: the sum of all charges then never exceeds price x budget, and
 * the bound stays one.
 */
export function chargeOf(market: Market, edge: number, budgetPrices: Float64Array): number {
  const budget = market.budget[market.offering[edge]!]!;
  if (budget < 0 || market.cost[edge] === 0) return 0;
  return Math.floor((market.cost[edge]! * budgetPrices[budget]!) / PRICE_SCALE);
}

/** Bonus of each need: the prices of all floors that it counts for. */
export function bonusesOf(market: Market, floorPrices: Float64Array): Float64Array {
  const bonus = new Float64Array(market.needIds.length);
  for (const [place, { needs }] of market.floors.entries()) {
    const price = floorPrices[place]!;
    if (price > 0) for (const need of needs) bonus[need]! += price;
  }
  return bonus;
}

/**
 * Points of each edge after bonus, budget and `providerCost`, before its place is paid for. Below zero where what is
 * left has no room for it: without places no price buys one (a price of nothing would give them away).
 */
export function netWeights(
  market: Market,
  { budget, floor }: Pick<Prices, 'budget' | 'floor'>,
  providerCost: number,
): Int32Array {
  const { first, weight, size, cost, offering } = market;
  const room = roomAfterPins(market);
  const money = moneyAfterPins(market);
  const net = new Int32Array(weight.length);
  const bonus = bonusesOf(market, floor);
  for (let need = 0; need < bonus.length; need += 1) {
    const extra = bonus[need]! - providerCost;
    for (let edge = first[need]!; edge < first[need + 1]!; edge += 1) {
      const one = offering[edge]!;
      const purse = market.budget[one]!;
      const out = size[edge]! > room[one]! || (purse >= 0 && cost[edge]! > money[purse]!);
      net[edge] = out ? -1 : Math.max(-1, weight[edge]! + extra - chargeOf(market, edge, budget));
    }
  }
  return net;
}
