import fc from 'fast-check';
import { solvePlan } from './joint-plan';
import type { Draw, PlanNeed, PlanOption, PlanProblem } from './plan-problem';
import type { Schedule } from './matching.types';
import { relaxedPlan } from './relaxed-plan';

/** The limits written a second time, by counting instead of by conflict, so that the search is not its own judge. */
function keepsLimits(chosen: readonly { need: PlanNeed; option: PlanOption }[]): boolean {
  const persons = new Map<string, Set<string>>();
  const spent = new Map<string, number>();
  const hours = new Map<string, string>();
  const paid = new Set<string>();
  for (const { need, option } of chosen) {
    const held = persons.get(option.offeringId) ?? new Set();
    persons.set(option.offeringId, held.add(need.person));
    if (option.places !== null && held.size > option.places) return false;
    for (const { purse, left, take } of option.draws) {
      spent.set(purse, (spent.get(purse) ?? 0) + take);
      if ((spent.get(purse) ?? 0) > left) return false;
    }
    if (option.publiclyPaid && paid.has(`${need.person}/${need.code}`)) return false;
    if (option.publiclyPaid) paid.add(`${need.person}/${need.code}`);
    for (const slot of option.schedule?.fixed ? option.schedule.slots : []) {
      for (let minute = slot.from; minute < slot.to; minute += 30) {
        const at = `${need.person}/${slot.day}/${minute}`;
        if ((hours.get(at) ?? option.offeringId) !== option.offeringId) return false;
        hours.set(at, option.offeringId);
      }
    }
  }
  return true;
}

/** Every combination of "nothing or one option per need". */
function enumerate(problem: PlanProblem): { objective: number; plans: number } {
  let objective = 0;
  let plans = 0;
  const visit = (index: number, chosen: { need: PlanNeed; option: PlanOption }[]): void => {
    const need = problem.needs[index];
    if (need) {
      visit(index + 1, chosen);
      for (const option of need.options) visit(index + 1, [...chosen, { need, option }]);
      return;
    }
    plans += 1;
    if (!keepsLimits(chosen)) return;
    const providers = new Set(chosen.map(({ option }) => option.providerId)).size;
    const value = chosen.reduce((sum, { option }) => sum + option.value, 0) - providers * problem.providerCost;
    objective = Math.max(objective, value);
  };
  visit(0, []);
  return { objective, plans };
}

const SLOTS = [
  { day: 1, from: 480, to: 600 },
  { day: 1, from: 540, to: 660 },
  { day: 1, from: 600, to: 720 },
  { day: 2, from: 480, to: 600 },
];

interface Offer {
  provider: number;
  codes: number;
  score: number;
  places: number;
  slot: number;
  fixed: boolean;
  purse: number;
  cost: number;
}

const offerArbitrary: fc.Arbitrary<Offer> = fc.record({
  provider: fc.nat(3),
  codes: fc.integer({ min: 1, max: 7 }),
  score: fc.tuple(fc.constantFrom(0, 2500, 2500), fc.nat(900)).map(([rank, rest]) => rank + rest),
  places: fc.integer({ min: 0, max: 3 }),
  slot: fc.nat(3),
  fixed: fc.boolean(),
  purse: fc.nat(3),
  cost: fc.integer({ min: 100, max: 400 }),
});

const needArbitrary = fc.record({
  code: fc.nat(2),
  person: fc.constantFrom('a', 'b'),
  weight: fc.constantFrom(1, 2, 3, 5, 8),
});

function drawsOf({ purse, cost }: Offer): Draw[] {
  return purse < 2 ? [{ purse: `fund ${purse}`, left: 500 + 200 * purse, take: cost }] : [];
}

const scheduleOf = ({ slot, fixed }: Offer): Schedule => ({ slots: SLOTS.slice(slot, slot + 1), fixed });

/** A market in which places, hours and money are so scarce that they bind in most cases. */
const marketArbitrary: fc.Arbitrary<PlanProblem> = fc
  .record({
    offers: fc.array(offerArbitrary, { minLength: 5, maxLength: 9 }),
    needs: fc.array(needArbitrary, { minLength: 2, maxLength: 4 }),
  })
  .map(({ offers, needs }) => ({
    providerCost: 1500,
    needs: needs.map(({ code, person, weight }, index) => ({
      id: `n${index}`,
      code: `c${code}`,
      person,
      options: offers.flatMap((offer, at) =>
        offer.codes & (1 << code)
          ? [
              {
                offeringId: `o${at}`,
                providerId: `p${offer.provider}`,
                value: weight * (10_000 + offer.score),
                places: offer.places === 3 ? null : offer.places,
                schedule: scheduleOf(offer),
                draws: drawsOf(offer),
                publiclyPaid: offer.purse < 2,
              },
            ]
          : [],
      ),
    })),
  }));

const MARKETS = 300;

describe('joint plan', () => {
  it(`equals full enumeration on ${MARKETS} markets, most of them with binding limits`, () => {
    const counted = { plans: 0, branched: 0, shared: 0 };
    fc.assert(
      fc.property(marketArbitrary, (problem) => {
        const all = enumerate(problem);
        const plan = solvePlan(problem);
        counted.plans += all.plans;
        counted.branched += plan.proof.key.endsWith('branched') ? 1 : 0;
        const chosen = problem.needs.flatMap((need, index) => {
          const option = need.options[plan.choice[index] ?? -1];
          return option ? [{ need, option }] : [];
        });
        const providers = new Set(chosen.map(({ option }) => option.providerId)).size;
        counted.shared += providers < chosen.length ? 1 : 0;
        const value = chosen.reduce((sum, { option }) => sum + option.value, 0) - 1500 * providers;
        expect(keepsLimits(chosen)).toBe(true);
        expect(value).toBe(plan.objective);
        expect(plan.objective).toBe(all.objective);
        expect(plan.bound).toBe(plan.objective);
      }),
      { numRuns: MARKETS, seed: 20261120 },
    );
    // The comparison means something only while limits bind and providers are shared.
    expect(counted.plans).toBeGreaterThan(50_000);
    expect(counted.branched).toBeGreaterThan(60);
    expect(counted.shared).toBeGreaterThan(60);
  });

  it('never says more than the relaxed plan, and more room never makes it worse', () => {
    fc.assert(
      fc.property(marketArbitrary, (problem) => {
        const plan = solvePlan(problem);
        const roomier = {
          ...problem,
          needs: problem.needs.map((need) => ({
            ...need,
            options: need.options.map((option) => ({
              ...option,
              places: option.places === null ? null : option.places + 1,
            })),
          })),
        };
        expect(plan.objective).toBeLessThanOrEqual(relaxedPlan(problem, () => true).value);
        expect(solvePlan(roomier).objective).toBeGreaterThanOrEqual(plan.objective);
      }),
      { numRuns: 100, seed: 7 },
    );
  });

  it('keeps an honest bound when it stops early', () => {
    fc.assert(
      fc.property(marketArbitrary, (problem) => {
        const early = solvePlan(problem, 1);
        const best = solvePlan(problem).objective;
        expect(early.objective).toBeLessThanOrEqual(best);
        expect(early.bound).toBeGreaterThanOrEqual(best);
      }),
      { numRuns: 100, seed: 11 },
    );
  });

  it('chooses nothing when there is nothing', () => {
    expect(solvePlan({ needs: [], providerCost: 1500 })).toMatchObject({ choice: [], objective: 0, bound: 0 });
    const problem = { providerCost: 1500, needs: [{ id: 'n', code: 'c', person: 'a', options: [] }] };
    expect(solvePlan(problem)).toMatchObject({ choice: [-1], objective: 0, bound: 0 });
  });

  it('stops after a second of work, the same everywhere, with an honest bound', () => {
    const providers = 20;
    const needs = Array.from({ length: 10 }, (_, need) => ({
      ...{ id: `n${need}`, code: `c${need}`, person: need % 2 === 0 ? 'a' : 'b' },
      options: Array.from({ length: 20 }, (__, at): PlanOption => ({
        ...{ offeringId: `o${need}-${at}`, providerId: `p${(need * 7 + at) % providers}` },
        ...{ value: 2 * (10_000 + ((need * 31 + at * 17) % 900)), places: 1, draws: [], publiclyPaid: false },
        schedule: { slots: [{ day: 1 + ((need + at) % 3), from: 480 + 30 * (at % 4), to: 960 }], fixed: true },
      })),
    }));
    const problem = { needs, providerCost: 1500 };
    const before = process.cpuUsage();
    const plan = solvePlan(problem);
    // A small part of what it took; time of this process, whatever else the machine does.
    expect(process.cpuUsage(before).user).toBeLessThan(8_000_000);
    expect(plan.proof.key).toBe('matching.proof.limit');
    expect(plan.bound).toBeGreaterThan(plan.objective);
    expect(solvePlan(problem)).toEqual(plan);
    const chosen = needs.flatMap((need, at) => need.options[plan.choice[at] ?? -1] ?? []);
    expect(chosen.length).toBeGreaterThan(0);
    const work = { left: 0 };
    expect(solvePlan(problem, undefined, work).proof.params).toMatchObject({ branches: 1 });
  }, 60_000);

  it('stays exact and quick when many services ask for the same hours', () => {
    const option = (need: number, at: number): PlanOption => ({
      offeringId: `o${need}-${at}`,
      providerId: `p${need}-${at}`,
      value: 2 * (10_000 + 900 - at),
      places: 1,
      schedule: { slots: [{ day: 1, from: 480, to: 960 }], fixed: true },
      draws: [],
      publiclyPaid: false,
    });
    const needs = [0, 1, 2].map((need) => ({
      id: `n${need}`,
      code: `c${need}`,
      person: 'a',
      options: Array.from({ length: 40 }, (_, at) => option(need, at)),
    }));
    const plan = solvePlan({ needs, providerCost: 1500 });
    expect(plan.objective).toBe(2 * 10_900 - 1500);
    expect(plan.bound).toBe(plan.objective);
  });
});
