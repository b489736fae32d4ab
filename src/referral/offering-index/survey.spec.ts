import fc from 'fast-check';
import { aContext } from '../../../test/factories/matching.factory';
import { Dice, someOffering, someQuestion } from '../../../test/factories/offering-market.factory';
import { CANDIDATES_PER_NEED, match, type MatchResult } from '../matching';
import { OfferingIndex } from './offering-index';
import { surveyed } from './survey';

const TODAY = aContext().today;
const SIZES = [12, 30, 80];

/** What a match says that does not hang on how many were looked at. */
const said = ({ needs, plan, brokenPins }: MatchResult) => ({
  lists: needs.map(({ need, candidates, gap }) => ({
    need,
    candidates: candidates.slice(0, CANDIDATES_PER_NEED),
    served: gap === undefined,
  })),
  plan: { objective: plan.objective, items: plan.items, contested: plan.contested },
  brokenPins,
});

describe('what a match of many offerings looks at', () => {
  it('gives the lists and the plan of all, their numbers, and none but those that a rule keeps out', () => {
    const seen = { missed: 0, bounded: 0 };
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const dice = new Dice(seed);
        const size = dice.one(SIZES);
        const offerings = Array.from({ length: size }, (_, number) => someOffering(dice, number, seed));
        const { household, needs, context } = someQuestion(dice, size);
        const index = OfferingIndex.of(offerings, TODAY, 16);
        const whole = match(household, needs, offerings, context);
        const survey = surveyed(index, { household, needs, context }, 0);
        if (survey === null) return expect(whole.needs.every(({ candidates }) => candidates.length === 0)).toBe(true);
        const ids = new Set([...survey.values()].flatMap(({ offeringIds }) => offeringIds));
        for (const { offeringId } of context.pins ?? []) ids.add(offeringId);
        const near = match(
          household,
          needs,
          offerings.filter(({ id }) => ids.has(id)),
          context,
        );
        expect(said(near)).toEqual(said(whole));
        for (const { need, admitted, excluded } of whole.needs) {
          expect(survey.get(need.id)).toMatchObject({ admitted, keptOut: excluded.length });
          const missed = near.needs.find((one) => one.need.id === need.id)!.excluded;
          seen.missed += missed.length;
          seen.bounded += Number(missed.length < excluded.length);
        }
      }),
      { numRuns: 300, seed: 6 },
    );
    for (const count of [seen.missed, seen.bounded]) expect(count).toBeGreaterThan(100);
  });

  it('counts anew who is kept out when offerings come and go', () => {
    const dice = new Dice(4);
    const live = new Map(
      Array.from({ length: 30 }, (_, number) => someOffering(dice, number, 4)).map((one) => [one.id, one]),
    );
    const index = OfferingIndex.of(live.values(), TODAY, 16);
    const { household, needs, context } = someQuestion(dice, 30);
    for (let change = 0; change < 60; change += 1) {
      const next = someOffering(dice, dice.below(60), 4);
      if (dice.chance(0.3)) {
        index.remove(next.id);
        live.delete(next.id);
      } else {
        index.put(next);
        live.set(next.id, next);
      }
      const survey = surveyed(index, { household, needs, context }, 0);
      for (const { need, admitted, excluded } of match(household, needs, [...live.values()], context).needs)
        if (survey) expect(survey.get(need.id)).toMatchObject({ admitted, keptOut: excluded.length });
    }
  });

  it('is left to the database where so few carry the codes that all can be told', () => {
    const dice = new Dice(1);
    const offerings = Array.from({ length: 30 }, (_, number) => someOffering(dice, number, 1));
    expect(surveyed(OfferingIndex.of(offerings, TODAY, 16), someQuestion(dice, 30))).toBeNull();
  });
});
