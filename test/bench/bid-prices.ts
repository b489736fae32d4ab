import { type Market, type Solution, solve } from '../../src/referral/allocations';

/** Points for a place by offering, thousandths of a point for a fen by purse: as a certificate gives them. */
export type Prices = Solution['prices'];

/** What is left of a market while households come one by one. */
export interface Left {
  room: Int32Array;
  fen: Float64Array;
}

/** Who was given what, in the order of coming: edge by need, -1 for none, and the points of it all. */
export interface Arrived {
  held: Int32Array;
  value: number;
}

/**
 * The choice of a need that leaves most after the prices of its place and its money; -1 when none beats them: what is left is
 * then kept for somebody to whom it is worth more (matching.md 3.5). Without prices it is the best that is left.
 */
export function bestAtPrices(market: Market, need: number, { room, fen }: Left, prices: Prices | null): number {
  const { first, offering, size, cost, budget, weight } = market;
  let [best, chosen] = [0, -1];
  for (let edge = first[need]!; edge < first[need + 1]!; edge += 1) {
    const one = offering[edge]!;
    const purse = budget[one]!;
    if (size[edge]! > room[one]! || (purse >= 0 && cost[edge]! > fen[purse]!)) continue;
    const charge = prices && purse >= 0 ? Math.floor((cost[edge]! * prices.budget[purse]!) / 1000) : 0;
    const price = prices ? size[edge]! * prices.offering[one]! + charge : 0;
    if (weight[edge]! - price > best) [best, chosen] = [weight[edge]! - price, edge];
  }
  return chosen;
}

/**
 * Households as they come, each given what beats the prices: those at which the demand of an earlier period would share out
 * what is left now. The prices are made anew so many `times`, each time for that part of the earlier demand which is still to
 * come. The same two markets give the same answer. @throws when the offerings are not the same
 */
export function sharedOutByPrices(market: Market, earlier: Market, times: number): Arrived {
  const other = market.offeringIds.findIndex((id, place) => earlier.offeringIds[place] !== id);
  if (other >= 0) throw new Error(`The earlier period has no offering ${market.offeringIds[other]}`);
  const households = market.firstNeed.length - 1;
  const left: Left = { room: market.capacity.slice(), fen: market.fen.slice() };
  const arrived: Arrived = { held: new Int32Array(market.needIds.length).fill(-1), value: 0 };
  let prices: Prices | null = null;
  let made = 0;
  for (let household = 0; household < households; household += 1) {
    if (household * times >= made * households) {
      prices = solve(stillToCome(earlier, made / times, left), { turns: 0 }).prices;
      made += 1;
    }
    for (let need = market.firstNeed[household]!; need < market.firstNeed[household + 1]!; need += 1)
      take(market, need, bestAtPrices(market, need, left, prices), left, arrived);
  }
  return arrived;
}

/** The same without prices: first come, first served. */
export function sharedOutAsTheyCome(market: Market): Arrived {
  const left: Left = { room: market.capacity.slice(), fen: market.fen.slice() };
  const arrived: Arrived = { held: new Int32Array(market.needIds.length).fill(-1), value: 0 };
  for (let need = 0; need < arrived.held.length; need += 1)
    take(market, need, bestAtPrices(market, need, left, null), left, arrived);
  return arrived;
}

function take(market: Market, need: number, edge: number, left: Left, arrived: Arrived): void {
  if (edge < 0) return;
  const one = market.offering[edge]!;
  const purse = market.budget[one]!;
  left.room[one]! -= market.size[edge]!;
  if (purse >= 0) left.fen[purse]! -= market.cost[edge]!;
  arrived.held[need] = edge;
  arrived.value += market.weight[edge]!;
}

/** The demand of a period after a share of its households, with what is left. Floors and pins are not for those to come. */
function stillToCome(market: Market, share: number, { room, fen }: Left): Market {
  const from = Math.floor((market.firstNeed.length - 1) * share);
  const need = market.firstNeed[from]!;
  const edge = market.first[need]!;
  const needs = market.needIds.length - need;
  return {
    ...{ ...market, capacity: room, fen, floors: [], pin: new Int32Array(needs).fill(-1) },
    needIds: market.needIds.slice(need),
    firstNeed: market.firstNeed.subarray(from).map((one) => one - need),
    household: market.household.subarray(need).map((one) => one - from),
    first: market.first.subarray(need).map((one) => one - edge),
    offering: market.offering.subarray(edge),
    weight: market.weight.subarray(edge),
    size: market.size.subarray(edge),
    cost: market.cost.subarray(edge),
  };
}
