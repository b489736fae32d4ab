import fc from 'fast-check';
import { namedChoices } from '../../../test/factories/invented-market.factory';
import { certificateOf } from './certificate';
import { MarketError, type MarketInput, packMarket } from './market';
import { solve } from './solve';
import { verify } from './verify';

/** Small enough that every allocation can be tried. */
const SMALL = { needs: 5, offerings: 4 };

interface Shape {
  needs: number;
  offerings: number;
}

/** Any market of a few households: some share providers, some offerings have no place, purses may be empty. */
const markets = ({ needs, offerings }: Shape): fc.Arbitrary<MarketInput> =>
  fc
    .record({
      households: fc.array(fc.nat(2), { minLength: needs, maxLength: needs }),
      offered: fc.array(fc.record({ provider: fc.nat(2), capacity: fc.nat(4), budget: fc.nat(2) }), {
        minLength: offerings,
        maxLength: offerings,
      }),
      admitted: fc.array(
        fc.record({
          weight: fc.integer({ min: 1, max: 60_000 }),
          size: fc.integer({ min: 1, max: 3 }),
          cost: fc.nat(500),
          is: fc.boolean(),
        }),
        { minLength: needs * offerings, maxLength: needs * offerings },
      ),
      fen: fc.array(fc.nat(1200), { minLength: 2, maxLength: 2 }),
      penalty: fc.constantFrom(0, 1500),
    })
    .map(({ households, offered, admitted, fen, penalty }) => ({
      needs: households.map((household, place) => ({ id: `n${place}`, household: `h${household}` })),
      offerings: offered.map(({ provider, capacity, budget }, place) => ({
        ...{ id: `o${place}`, provider: `p${provider}`, capacity },
        budget: budget === 2 ? null : `b${budget}`,
      })),
      budgets: fen.map((one, place) => ({ id: `b${place}`, fen: one })),
      edges: admitted.flatMap(({ is, ...edge }, place) =>
        is ? [{ need: `n${place % needs}`, offering: `o${Math.floor(place / needs)}`, ...edge }] : [],
      ),
      providerPenalty: penalty,
    }));

/** The best of all allocations there are, by trying each. */
function optimum({ needs, offerings, edges, budgets = [], providerPenalty = 0 }: MarketInput): number {
  const room = new Map(offerings.map(({ id, capacity }) => [id, capacity]));
  const money = new Map(budgets.map(({ id, fen }) => [id, fen]));
  const pairs = new Map<string, number>();
  const tryFrom = (place: number): number => {
    const need = needs[place];
    if (!need) return 0;
    let best = tryFrom(place + 1);
    for (const { need: whose, offering: id, weight, size = 1, cost = 0 } of edges) {
      const offering = offerings.find((one) => one.id === id)!;
      if (whose !== need.id || room.get(id)! < size) continue;
      if (offering.budget && money.get(offering.budget)! < cost) continue;
      const pair = `${need.household} ${offering.provider}`;
      const known = pairs.get(pair) ?? 0;
      const book = (sign: number) => {
        room.set(id, room.get(id)! - sign * size);
        if (offering.budget) money.set(offering.budget, money.get(offering.budget)! - sign * cost);
        pairs.set(pair, (pairs.get(pair) ?? 0) + sign);
      };
      book(1);
      best = Math.max(best, weight - (known > 0 ? 0 : providerPenalty) + tryFrom(place + 1));
      book(-1);
    }
    return best;
  };
  return tryFrom(0);
}

const places = (input: MarketInput): MarketInput => ({
  ...input,
  offerings: input.offerings.map((one) => ({ ...one, budget: null })),
  edges: input.edges.map((edge) => ({ ...edge, size: 1, cost: 0 })),
  budgets: [],
  providerPenalty: 0,
});

const OPTIONS = { turns: 40 };
const solved = (input: MarketInput, more: Parameters<typeof solve>[1] = {}) =>
  solve(packMarket(input), { ...OPTIONS, ...more });

describe('the allocation of a market', () => {
  it('keeps every limit, and its bound is never below the best there is', () => {
    let reached = 0;
    let tried = 0;
    fc.assert(
      fc.property(markets(SMALL), (input) => {
        const market = packMarket(input);
        const solution = solve(market, OPTIONS);
        expect(verify(certificateOf(market, solution))).toEqual([]);
        const best = optimum(input);
        expect(solution.value).toBeLessThanOrEqual(best);
        expect(solution.upperBound).toBeGreaterThanOrEqual(best);
        tried += 1;
        if (solution.value === best) reached += 1;
      }),
      { numRuns: 150, seed: 1 },
    );
    expect(reached / tried).toBeGreaterThan(0.9);
  });

  it('is within the step of the auction of the best, where a place is a place', () => {
    fc.assert(
      fc.property(markets(SMALL).map(places), (input) => {
        const { value } = solved(input);
        expect(optimum(input) - value).toBeLessThanOrEqual(60 * input.needs.length);
      }),
      { numRuns: 150, seed: 2 },
    );
  });

  it('is the same in whatever order the market is told', () => {
    fc.assert(
      fc.property(markets({ needs: 9, offerings: 5 }), fc.integer({ min: 1, max: 97 }), (input, turn) => {
        const mixed = <T>(list: readonly T[]): T[] =>
          list
            .map((one, place) => ({ one, rank: ((place + 1) * turn * 31) % 101 }))
            .sort((a, b) => a.rank - b.rank)
            .map(({ one }) => one);
        const other = {
          ...input,
          ...{ needs: mixed(input.needs), offerings: mixed(input.offerings), edges: mixed(input.edges) },
        };
        const [one, two] = [solved(input), solved(other)];
        expect(namedChoices(other, two)).toEqual(namedChoices(input, one));
        expect([two.value, two.upperBound]).toEqual([one.value, one.upperBound]);
      }),
      { numRuns: 100, seed: 3 },
    );
  });

  it('is never published worse after a place or money was added', () => {
    fc.assert(
      fc.property(markets({ needs: 9, offerings: 5 }), fc.nat(4), fc.nat(800), (input, which, more) => {
        const before = solved(input);
        const richer = {
          ...input,
          offerings: input.offerings.map((one, place) =>
            place === which ? { ...one, capacity: one.capacity + 2 } : one,
          ),
          budgets: input.budgets!.map(({ id, fen }) => ({ id, fen: fen + more })),
        };
        const after = solved(richer, { incumbent: new Map(Object.entries(namedChoices(input, before))) });
        expect(after.value).toBeGreaterThanOrEqual(before.value);
      }),
      { numRuns: 150, seed: 4 },
    );
  });

  it('keeps what a person settled, and gives the others what is left', () => {
    fc.assert(
      fc.property(markets({ needs: 7, offerings: 4 }), fc.nat(6), (input, which) => {
        const edge = input.edges[which % Math.max(1, input.edges.length)];
        const room = input.offerings.find(({ id }) => id === edge?.offering);
        const money = input.budgets!.find(({ id }) => id === room?.budget);
        fc.pre(edge !== undefined && room!.capacity >= edge.size! && (!money || money.fen >= edge.cost!));
        const pinned = {
          ...input,
          needs: input.needs.map((need) => (need.id === edge.need ? { ...need, pinned: edge.offering } : need)),
        };
        const solution = solved(pinned);
        expect(namedChoices(pinned, solution)[edge.need]).toBe(edge.offering);
        expect(verify(certificateOf(packMarket(pinned), solution))).toEqual([]);
      }),
      { numRuns: 120, seed: 5 },
    );
  });
});

describe('the work of an allocation', () => {
  const market = packMarket({
    needs: [{ id: 'a', household: 'a' }],
    offerings: [{ id: 'x', provider: 'x', capacity: 3, budget: 'purse' }],
    edges: [{ need: 'a', offering: 'x', weight: 9000, size: 2, cost: 5 }],
    budgets: [{ id: 'purse', fen: 9 }],
  });

  it('tells each step, and ends where the listener says so', () => {
    const steps: string[] = [];
    solve(market, { onStep: (step) => steps.push(step) });
    expect(steps).toEqual(['budgets', 'auction', 'repair', 'improve', 'bound']);
    const stop = () => {
      throw new Error('cancelled');
    };
    expect(() => solve(market, { onStep: stop })).toThrow('cancelled');
  });
});

describe('an allocation of little', () => {
  const needs = ['a', 'b', 'c'].map((id) => ({ id, household: id }));
  const offerings = ['x', 'y'].map((id) => ({ id, provider: id, capacity: 1 }));
  const edges = needs.flatMap(({ id: need }) => offerings.map(({ id }) => ({ need, offering: id, weight: 10_000 })));

  it('gives nothing where there is no place, and nothing has a price', () => {
    const none = { needs, offerings: offerings.map((one) => ({ ...one, capacity: 0 })), edges };
    const market = packMarket(none);
    const solution = solve(market);
    const certificate = certificateOf(market, solution);
    expect(solution).toMatchObject({ value: 0, upperBound: 0 });
    expect(Array.from(certificate.prices.offering)).toEqual([-1, -1]);
    expect(verify(certificate)).toEqual([]);
  });

  it('takes less than nothing for nothing', () => {
    const taken = { needs, offerings: offerings.map((one) => ({ ...one, capacity: -3 })), edges };
    expect(solved(taken).value).toBe(0);
  });

  it('fills one full offering beside an empty one', () => {
    const half = { needs, offerings: [{ ...offerings[0]!, capacity: 0 }, offerings[1]!], edges };
    expect(Object.values(namedChoices(half, solved(half)))).toEqual(['y']);
  });

  it('gives by id where all offerings are equal', () => {
    expect(Object.keys(namedChoices({ needs, offerings, edges }, solved({ needs, offerings, edges })))).toHaveLength(2);
    expect(solved({ needs, offerings, edges }).value).toBe(20_000);
  });

  it('spends nothing of a budget of nothing, and still gives what is free', () => {
    const poor = {
      needs,
      offerings: [{ ...offerings[0]!, budget: 'purse' }, offerings[1]!],
      edges: edges.map((edge) => ({ ...edge, cost: edge.offering === 'x' ? 1 : 0 })),
      budgets: [{ id: 'purse', fen: 0 }],
    };
    expect(Object.values(namedChoices(poor, solved(poor)))).toEqual(['y']);
  });

  it('has nothing to do in an empty market', () => {
    expect(solved({ needs: [], offerings: [], edges: [] })).toMatchObject({ value: 0, upperBound: 0, floors: [] });
    expect(solved({ needs, offerings, edges: [] })).toMatchObject({ value: 0, upperBound: 0 });
  });

  it('refuses a market that contradicts itself', () => {
    const code = (input: MarketInput) => {
      try {
        return solved(input).value;
      } catch (error) {
        return (error as MarketError).code;
      }
    };
    const pinnedTo = (pinned: string) => needs.map((need) => ({ ...need, pinned }));
    expect(code({ needs: pinnedTo('x'), offerings, edges })).toBe('pins-too-many');
    expect(code({ needs: pinnedTo('x'), offerings, edges: [] })).toBe('pin-not-admitted');
    expect(code({ needs: pinnedTo('z'), offerings, edges })).toBe('unknown-id');
    expect(code({ needs: [...needs, needs[0]!], offerings, edges })).toBe('repeated-id');
    expect(code({ needs, offerings, edges: [{ ...edges[0]!, weight: 0.5 }] })).toBe('not-whole');
    expect(code({ needs, offerings, edges: [{ ...edges[0]!, weight: -1 }] })).toBe('not-whole');
  });
});
