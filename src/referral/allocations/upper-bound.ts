import { HouseholdPlans } from './household-plans';
import type { Market } from './market';
import { copyOf, PRICE_SCALE, type Prices } from './prices';

/** What no allocation can exceed, and what the plans behind it ask for. */
export interface Bounded {
  bound: number;
  prices: Prices;
  /** Edge by need of the best plans at these prices. */
  chosen: Int32Array;
}

/**
 * Lagrangian bound: best plan of each household at the prices, the price of all places and of all money, less what floors promise.
 * It holds for any prices that are not negative, so nobody has to trust how they were found.
 */
export function boundAt(market: Market, plans: HouseholdPlans, prices: Prices): Bounded {
  const { worth, chosen } = plans.at(prices);
  let bound = worth;
  for (let one = 0; one < market.capacity.length; one += 1) bound += prices.offering[one]! * market.capacity[one]!;
  for (let one = 0; one < market.fen.length; one += 1)
    bound += Math.floor((prices.budget[one]! * market.fen[one]!) / PRICE_SCALE);
  for (const [one, { atLeast }] of market.floors.entries()) bound -= prices.floor[one]! * atLeast;
  return { bound, prices, chosen };
}

/**
 * Lowers a bound by subgradient steps towards `value`: dearer where the plans ask for more than there is, cheaper where they leave
 * something. Steps are measured by each price and amount of its own, halved when they lead nowhere. Prices stay whole numbers.
 */
export function tightened(market: Market, prices: Prices, value: number, steps: number): Bounded {
  const plans = new HouseholdPlans(market);
  let best = boundAt(market, plans, prices);
  let [now, stride, idle] = [best, 1, 0];
  for (let step = 0; step < steps && best.bound > value; step += 1) {
    const next = stepFrom(market, now, stride * (now.bound - value));
    if (!next) break;
    now = boundAt(market, plans, next);
    if (now.bound < best.bound) [best, idle] = [now, 0];
    else idle += 1;
    if (idle === 12) [now, stride, idle] = [best, stride * 0.6, 0];
  }
  return best;
}

function stepFrom(market: Market, { prices, chosen }: Bounded, distance: number): Prices | null {
  const { capacity, fen, offering, size, cost, budget } = market;
  const places = Float64Array.from(capacity);
  const money = fen.slice();
  for (const edge of chosen) {
    if (edge < 0) continue;
    const one = offering[edge]!;
    places[one]! -= size[edge]!;
    if (budget[one]! >= 0) money[budget[one]!]! -= cost[edge]!;
  }
  const placeScale = (one: number) => Math.max(prices.offering[one]!, 500) / Math.max(1, capacity[one]!);
  const moneyScale = (one: number) => (10 * Math.max(prices.budget[one]!, 20)) / PRICE_SCALE / Math.max(1, fen[one]!);
  // Below a price of nothing there is nowhere to go.
  places.forEach((left, one) => left > 0 && prices.offering[one] === 0 && (places[one] = 0));
  money.forEach((left, one) => left > 0 && prices.budget[one] === 0 && (money[one] = 0));
  const length =
    places.reduce((sum, left, one) => sum + left * left * placeScale(one), 0) +
    money.reduce((sum, left, one) => sum + left * left * moneyScale(one), 0);
  if (length === 0) return null;
  const next = copyOf(prices);
  const pace = distance / length;
  places.forEach((left, one) => {
    if (left !== 0) next.offering[one] = Math.max(0, Math.round(prices.offering[one]! - pace * left * placeScale(one)));
  });
  money.forEach((left, one) => {
    const moved = prices.budget[one]! - pace * left * moneyScale(one) * PRICE_SCALE;
    if (left !== 0) next.budget[one] = Math.max(0, Math.round(moved));
  });
  return next;
}
