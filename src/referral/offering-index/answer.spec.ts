import fc from 'fast-check';
import { aContext, aHousehold, aNeed, anOffering } from '../../../test/factories/matching.factory';
import { Dice, someOffering, someQuestion, uuidOf } from '../../../test/factories/offering-market.factory';
import { CANDIDATES_PER_NEED, match } from '../matching';
import type { CandidateOffering, MatchResult } from '../matching';
import { answer, type Question } from './answer';
import { HouseholdTerms, NeedTerms } from './household-terms';
import { OfferingIndex } from './offering-index';

const TODAY = aContext().today;
const SIZES = [3, 12, 30, 80];

/** The part of a match that the index answers. */
function told({ needs, plan, brokenPins }: MatchResult) {
  const { alternatives: _, ...best } = plan;
  const lists = needs.map(({ need, candidates }) => ({
    need,
    // What a plan names beyond the ten is no matter of the list.
    candidates: candidates.slice(0, CANDIDATES_PER_NEED).map(({ offering: { id, providerId }, score, askFirst }) => ({
      ...{ offeringId: id, providerId, score, askFirst },
    })),
  }));
  return { needs: lists, plan: best, brokenPins };
}

function asked(index: OfferingIndex, question: Question) {
  const { read: _, ...rest } = answer(index, question);
  return rest;
}

const market = (dice: Dice, seed: number, size: number): CandidateOffering[] =>
  Array.from({ length: size }, (_, number) => someOffering(dice, number, seed));

describe('the offering index', () => {
  it('answers as match does: lists, order, ties and the joint plan', () => {
    const seen = { plans: 0, branched: 0, full: 0, shared: 0 };
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const dice = new Dice(seed);
        const size = dice.one(SIZES);
        const offerings = market(dice, seed, size);
        const question = someQuestion(dice, size);
        const index = OfferingIndex.of(offerings, TODAY, 16);
        const expected = told(match(question.household, question.needs, offerings, question.context));
        expect(asked(index, question)).toEqual(expected);
        seen.plans += 1;
        seen.branched += Number(expected.plan.proof.key !== 'matching.proof.first');
        seen.full += Number(expected.needs.some(({ candidates }) => candidates.length === 10));
        const providers = expected.plan.items.map(({ providerId }) => providerId);
        seen.shared += Number(new Set(providers).size < providers.length);
      }),
      { numRuns: 2500, seed: 6 },
    );
    // The cases are not trivial ones.
    expect(seen.plans).toBe(2500);
    for (const count of [seen.branched, seen.full, seen.shared]) expect(count).toBeGreaterThan(50);
  });

  it('finds the earliest of equal plans, where nearly all offerings are alike and providers serve several needs', () => {
    let shared = 0;
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const dice = new Dice(seed);
        const codes = ['LI-02', 'LI-04', 'CA-01'];
        const ids = Array.from({ length: 24 }, (_, number) => ({ number, order: dice.roll() }));
        const alike = ids
          .sort((a, b) => a.order - b.order)
          .map(({ number }) =>
            anOffering({
              ...{ id: uuidOf(1, number), providerId: uuidOf(2, dice.below(6)), codes: [dice.one(codes)] },
              ...{ waitDays: dice.below(2), capacity: { known: true, left: 9 } },
            }),
          );
        const needs = codes.map((code, number) => aNeed({ id: uuidOf(5, number), code, severity: dice.one([1, 2]) }));
        const [household, context] = [aHousehold(), aContext()];
        const expected = told(match(household, needs, alike, context));
        const index = OfferingIndex.of(alike, TODAY, 16);
        expect(asked(index, { household, needs, context })).toEqual(expected);
        shared += Number(new Set(expected.plan.items.map(({ providerId }) => providerId)).size < 2);
      }),
      { numRuns: 300, seed: 9 },
    );
    expect(shared).toBeGreaterThan(200);
  });

  it('ends where a need in the middle is served by nobody and two plans are equal', () => {
    const [household, context] = [aHousehold(), aContext()];
    const codes = ['LI-02', 'LI-04', 'LI-05', 'CA-01'];
    const needs = codes.map((code, number) => aNeed({ id: uuidOf(5, number), code }));
    const offered = [
      [1, 'LI-02'],
      [1, 'CA-01'],
      [2, 'LI-04'],
      [2, 'CA-01'],
    ] as const;
    for (const order of [offered, [...offered].reverse()]) {
      const alike = order.map(([provider, code], number) =>
        anOffering({ id: uuidOf(1, number), providerId: uuidOf(2, provider), codes: [code] }),
      );
      const expected = told(match(household, needs, alike, context));
      expect(asked(OfferingIndex.of(alike, TODAY, 16), { household, needs, context })).toEqual(expected);
    }
  });

  it('bounds what hangs on the household: no candidate has more of it than its lists reckon with', () => {
    const parts = ['urgency', 'distance', 'continuity', 'language', 'load'];
    let judged = 0;
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const dice = new Dice(seed);
        const offerings = market(dice, seed, 20);
        const { household, needs, context } = someQuestion(dice, 20);
        const index = OfferingIndex.of(offerings, TODAY, 16);
        const terms = new HouseholdTerms(index, household, context);
        for (const { need, candidates } of match(household, needs, offerings, context).needs) {
          const most = terms.mostDynamicPoints(new NeedTerms(index, terms, need).mostUrgency);
          for (const one of candidates) {
            const own = one.parts.filter(({ part }) => parts.includes(part));
            expect(own.reduce((sum, { points }) => sum + points, 0)).toBeLessThanOrEqual(most);
            judged += 1;
          }
        }
      }),
      { numRuns: 500, seed: 8 },
    );
    expect(judged).toBeGreaterThan(500);
  });

  it('answers as match does after any changes, and holds what a fresh index holds', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const dice = new Dice(seed);
        const live = new Map(market(dice, seed, 60).map((one) => [one.id, one]));
        const index = OfferingIndex.of(live.values(), TODAY, 16);
        for (let change = 0; change < 200; change += 1) {
          const number = dice.below(80);
          const id = uuidOf(1, number);
          const known = live.get(id);
          if (dice.chance(0.2)) {
            index.remove(id);
            live.delete(id);
            continue;
          }
          // Two of three changes are those of every day: places and state.
          const next =
            known && dice.chance(0.7)
              ? { ...known, capacity: { known: true, left: dice.below(3) }, loadPercent: dice.below(101) }
              : someOffering(dice, number, seed);
          index.put(next);
          live.set(id, next);
        }
        const question = someQuestion(dice, 80);
        const expected = told(match(question.household, question.needs, [...live.values()], question.context));
        expect(asked(index, question)).toEqual(expected);
        expect(index.contents()).toEqual(OfferingIndex.of(live.values(), TODAY, 16).contents());
      }),
      { numRuns: 150, seed: 7 },
    );
  });

  it('holds after 10,000 changes in any order what a fresh index holds', () => {
    const dice = new Dice(10);
    const live = new Map(market(dice, 10, 3000).map((one) => [one.id, one]));
    const index = OfferingIndex.of(live.values(), TODAY, 16);
    let inPlace = 0;
    for (let change = 0; change < 10_000; change += 1) {
      const id = uuidOf(1, dice.below(3000));
      const known = live.get(id);
      const before = index.count;
      if (!known || dice.chance(0.05)) {
        const number = Number.parseInt(id.slice(-12), 16);
        const next = someOffering(dice, number, 10);
        if (index.count < 4000) {
          index.put(next);
          live.set(id, next);
        }
      } else if (dice.chance(0.02)) {
        index.remove(id);
        live.delete(id);
      } else {
        const next = { ...known, capacity: { ...known.capacity, left: dice.below(5) }, loadPercent: dice.below(101) };
        index.put(next);
        live.set(id, next);
      }
      inPlace += Number(index.count === before);
    }
    expect(inPlace).toBeGreaterThan(9000);
    expect(index.contents()).toEqual(OfferingIndex.of(live.values(), TODAY, 16).contents());
  });

  it('says that it is full instead of forgetting something', () => {
    const dice = new Dice(3);
    const index = OfferingIndex.of(market(dice, 3, 5), TODAY, 16);
    const add = (): void => {
      for (let number = 5; number < 1200; number += 1) index.put(someOffering(dice, number, 3));
    };
    expect(add).toThrow('no more room for changes');
    expect(() => OfferingIndex.of(market(dice, 3, 40), TODAY, 2)).toThrow('no more room for providers');
  });

  it('reads little of a long list, and as much of it as ties ask for', () => {
    const dice = new Dice(5);
    const offerings = market(dice, 5, 4000);
    const index = OfferingIndex.of(offerings, TODAY, 16);
    const question = { ...someQuestion(new Dice(8), 4000) };
    const { read } = answer(index, { ...question, needs: question.needs.map((need) => ({ ...need, urgency: 'red' })) });
    expect(read).toBeGreaterThan(10);
    expect(read).toBeLessThan(1500);
  });
});
