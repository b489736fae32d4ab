import { namedChoices } from '../../../test/factories/invented-market.factory';
import { certificateOf } from './certificate';
import { type MarketInput, packMarket } from './market';
import { solve, type Solution } from './solve';
import { verify } from './verify';

const OPTIONS = { turns: 40 };

describe('a floor for a group', () => {
  const needs = ['a', 'b', 'c', 'd'].map((id) => ({ id, household: id }));
  const offerings = [{ id: 'x', provider: 'x', capacity: 2 }];
  const weights: Record<string, number> = { a: 20_000, b: 18_000, c: 11_000, d: 10_000 };
  const edges = needs.map(({ id }) => ({ need: id, offering: 'x', weight: weights[id]! }));
  const withFloor = (atLeast: number, members = ['c', 'd']): MarketInput => ({
    ...{ needs, offerings, edges },
    floors: [{ id: 'township', needs: members, atLeast }],
  });

  it('is met by a bonus, whose size is told, and the proof counts it', () => {
    const input = withFloor(1);
    const market = packMarket(input);
    const solution = solve(market);
    expect(namedChoices(input, solution)).toEqual({ a: 'x', c: 'x' });
    expect(solution.floors).toEqual([
      { id: 'township', atLeast: 1, sought: 1, served: 1, met: true, because: null, price: expect.any(Number) },
    ]);
    expect(solution.floors[0]!.price).toBeGreaterThan(0);
    expect(verify(certificateOf(market, solution))).toEqual([]);
  });

  it('costs nothing where it is met anyway', () => {
    expect(solve(packMarket(withFloor(2, ['a', 'b'])), OPTIONS).floors).toEqual([
      { id: 'township', atLeast: 2, sought: 2, served: 2, met: true, because: null, price: 0 },
    ]);
  });

  /** What came out, checked against its own certificate, and how often a bonus was tried. */
  function sharedOut(input: MarketInput): Solution & { rounds: number } {
    const market = packMarket(input);
    let rounds = 0;
    const solution = solve(market, { ...OPTIONS, onStep: (step) => (rounds += Number(step === 'floors')) });
    expect(verify(certificateOf(market, solution))).toEqual([]);
    return { ...solution, rounds };
  }

  it('is sought as far as the group has choices, and what comes of it is proved', () => {
    const input = withFloor(3);
    const { value, upperBound, floors } = sharedOut(input);
    expect(floors).toEqual([
      {
        ...{ id: 'township', atLeast: 3, sought: 2, served: 2, met: false, because: 'too-few-choices' },
        price: expect.any(Number),
      },
    ]);
    expect(floors[0]!.price).toBeLessThanOrEqual(32_000);
    expect(value).toBe(21_000);
    expect(upperBound).toBeLessThanOrEqual(value + 120);
  });

  it('takes nothing from others where nobody of the group could be served', () => {
    const input = { ...withFloor(1, ['e']), needs: [...needs, { id: 'e', household: 'e' }] };
    const { value, upperBound, floors, rounds } = sharedOut(input);
    expect(floors[0]).toMatchObject({ sought: 0, met: false, because: 'too-few-choices', price: 0 });
    expect([value, rounds]).toEqual([38_000, 0]);
    expect(upperBound).toBeLessThanOrEqual(value + 120);
  });

  it('asks for no more than there are places, which needs no bonus', () => {
    const { value, upperBound, floors, rounds } = sharedOut(withFloor(3, ['a', 'b', 'c', 'd']));
    expect(floors[0]).toMatchObject({ sought: 2, served: 2, met: false, because: 'too-few-places', price: 0 });
    expect([value, rounds]).toEqual([38_000, 0]);
    expect(upperBound).toBeLessThanOrEqual(value + 120);
  });

  describe('that the purse cannot bear', () => {
    const poor = (members: string[], cost: Record<string, number>): MarketInput => ({
      ...withFloor(2, members),
      offerings: [{ ...offerings[0]!, budget: 'purse' }],
      edges: edges.map((edge) => ({ ...edge, cost: cost[edge.need]! })),
      budgets: [{ id: 'purse', fen: 9 }],
    });

    it('costs nothing where no bonus served anybody more', () => {
      const { value, upperBound, floors } = sharedOut(poor(['a', 'd'], { a: 5, b: 1, c: 1, d: 5 }));
      expect(floors[0]).toMatchObject({ sought: 2, served: 1, met: false, because: 'not-reached', price: 0 });
      expect(value).toBe(38_000);
      expect(upperBound).toBeLessThanOrEqual(value * 1.01);
    });

    it('keeps the first bonus that served one more, and a bound that holds without it', () => {
      const { value, upperBound, floors } = sharedOut(poor(['c', 'd'], { a: 1, b: 1, c: 5, d: 5 }));
      expect(floors[0]).toMatchObject({ sought: 2, served: 1, met: false, because: 'not-reached', price: 8000 });
      expect(value).toBe(31_000);
      expect(upperBound).toBeGreaterThanOrEqual(38_000);
      expect(upperBound).toBeLessThanOrEqual(38_000 * 1.01);
    });
  });
});
