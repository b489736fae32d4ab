import { type Market, type MarketInput, packMarket, solve } from '../../src/referral/allocations';
import { inventedMarket } from '../factories/invented-market.factory';
import { bestAtPrices, sharedOutAsTheyCome, sharedOutByPrices } from './bid-prices';

const TIMES = 5;
const NO_OTHERS = { budget: new Float64Array(), floor: new Float64Array() };

/** Two needs, one place: the first to come is worth less. */
const one = (weights: readonly number[], capacity = 1): MarketInput => ({
  needs: weights.map((_, place) => ({ id: `n${place}`, household: `h${place}` })),
  offerings: [{ id: 'o', provider: 'p', capacity }],
  edges: weights.map((weight, place) => ({ need: `n${place}`, offering: 'o', weight })),
});

/** Throws where more is given than there is. */
function checkFits({ capacity, fen, offering, size, cost, budget }: Market, held: Int32Array): void {
  const [room, money] = [capacity.slice(), fen.slice()];
  for (const edge of held) {
    if (edge < 0) continue;
    const place = offering[edge]!;
    room[place]! -= size[edge]!;
    if (budget[place]! >= 0) money[budget[place]!]! -= cost[edge]!;
  }
  expect(Math.min(...room, ...money)).toBeGreaterThanOrEqual(0);
}

describe('prices of an earlier period', () => {
  it('keep a place for somebody to whom it is worth more', () => {
    const [now, earlier] = [packMarket(one([100, 900])), packMarket(one([150, 800]))];
    expect(sharedOutAsTheyCome(now)).toMatchObject({ value: 100 });
    expect(sharedOutByPrices(now, earlier, 1)).toMatchObject({ value: 900, held: Int32Array.from([-1, 1]) });
  });

  it('cost nothing where a place is left over', () => {
    const [now, earlier] = [packMarket(one([100, 900], 3)), packMarket(one([150, 800], 3))];
    expect(sharedOutByPrices(now, earlier, 1).value).toBe(1000);
  });

  it('take an edge only above its price, never at it', () => {
    const market = packMarket(one([100]));
    const left = { room: Int32Array.of(1), fen: new Float64Array() };
    const at = (price: number) => bestAtPrices(market, 0, left, { ...NO_OTHERS, offering: Int32Array.of(price) });
    expect([at(99), at(100), at(101)]).toEqual([0, -1, -1]);
    expect(bestAtPrices(market, 0, { ...left, room: Int32Array.of(0) }, null)).toBe(-1);
  });

  it.each([false, true])('come near what hindsight reaches, and far above first come (full model: %s)', (full) => {
    const plan = { households: full ? 200 : 1000, seed: 5, full };
    const now = { ...inventedMarket({ ...plan, families: 7 }), penalty: 0 };
    const earlier = { ...inventedMarket({ ...plan, families: 8 }), penalty: 0 };
    const best = solve(now, { turns: 0 }).upperBound;
    const [priced, greedy] = [sharedOutByPrices(now, earlier, TIMES), sharedOutAsTheyCome(now)];
    checkFits(now, priced.held);
    checkFits(now, greedy.held);
    expect(priced.value / best).toBeGreaterThan(0.85);
    expect(priced.value - greedy.value).toBeGreaterThan(0.05 * best);
    expect(sharedOutByPrices(now, earlier, TIMES)).toEqual(priced);
  });

  it('refuse those of other offerings', () => {
    const other = packMarket({ ...one([1]), offerings: [{ id: 'x', provider: 'p', capacity: 1 }], edges: [] });
    expect(() => sharedOutByPrices(packMarket(one([1])), other, 1)).toThrow('no offering o');
  });
});
