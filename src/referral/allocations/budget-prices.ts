import { auction } from './auction';
import type { Market } from './market';
import { moneyAfterPins } from './pins';
import { netWeights, noPrices } from './prices';

const COARSE = 1000;
const DOUBLINGS = 16;
const HALVINGS = 9;
/** First price tried: a fiftieth of a point for a fen. */
const FIRST = 20;

/** What the holders of an auction take from each purse, pinned choices apart. */
export function spentBy({ offering, budget, cost, fen }: Market, held: Int32Array): Float64Array {
  const spent = new Float64Array(fen.length);
  for (const edge of held) {
    const purse = edge < 0 ? -1 : budget[offering[edge]!]!;
    if (purse >= 0) spent[purse]! += cost[edge]!;
  }
  return spent;
}

/**
 * The lowest price of each purse at which a coarse auction no longer overdraws it: doubled until it bears, then halved in between;
 * all purses at once. A purse that bears everything stays at a price of nothing.
 */
export function budgetPrices(market: Market, floor: Float64Array, providerCost: number): Float64Array {
  const count = market.fen.length;
  const low = new Float64Array(count);
  const high = new Float64Array(count);
  if (count === 0) return high;
  const money = moneyAfterPins(market);
  const most = mostPrice(market);
  const overdrawn = (prices: Float64Array) => {
    const net = netWeights(market, { ...noPrices(market), budget: prices, floor }, providerCost);
    const spent = spentBy(market, auction(market, net, COARSE).held);
    return Array.from(spent, (fen, one) => fen > money[one]!);
  };
  for (let turn = 0; turn < DOUBLINGS; turn += 1) {
    const over = overdrawn(high);
    if (!over.some(Boolean)) break;
    over.forEach((too, one) => {
      if (!too) return;
      low[one] = high[one]!;
      high[one] = Math.min(most, high[one] === 0 ? FIRST : 2 * high[one]!);
    });
  }
  for (let turn = 0; turn < HALVINGS; turn += 1) {
    const middle = high.map((price, one) => Math.floor((price + low[one]!) / 2));
    if (middle.every((price, one) => price === low[one])) break;
    overdrawn(middle).forEach((too, one) => ((too ? low : high)[one] = middle[one]!));
  }
  return high;
}

/** So that price times budget stays a whole number that is exact. */
const mostPrice = ({ fen }: Market): number =>
  Math.floor(Number.MAX_SAFE_INTEGER / Math.max(2_000_000_000, ...fen) / 2);
