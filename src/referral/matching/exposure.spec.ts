import fc from 'fast-check';
import { aContext, aHousehold, aNeed, anOffering } from '../../../test/factories/matching.factory';
import { Policies } from '../../reference/policies';
import { match } from './match';
import type { CandidateOffering, Exposure } from './matching.types';
import { PROVIDER_COST } from './plan-problem';
import { MOST_POINTS, POLICY_STEP, SCORE_PARTS, scoreParts, totalOf } from './score';
import { WEIGHED_PARTS } from './weights';

const exposure: Exposure = { points: 5, most: 60, days: 30 };
const first = (offerings: readonly CandidateOffering[], exposed: boolean): string | undefined =>
  match(aHousehold(), [aNeed()], offerings, aContext(exposed ? { exposure } : {})).needs[0]?.candidates[0]?.offering.id;

describe('the cost of being chosen often', () => {
  it('is off in the national defaults, which name every part that may be weighed', () => {
    const rules = new Policies().pack('base').rules.matching!;
    expect(rules.exposure.points).toBe(0);
    expect(rules.weights.map(({ code }) => code)).toEqual(WEIGHED_PARTS);
  });

  it('lets the next of two equals come first, so that one is not always first', () => {
    const often = anOffering({ id: 'o1', providerId: 'p1', connections: 4 });
    const seldom = anOffering({ id: 'o2', providerId: 'p2', connections: 1 });
    expect(first([often, seldom], false)).toBe('o1');
    expect(first([often, seldom], true)).toBe('o2');
  });

  it('is a printed part, of whole points, no more than the pack says, and told with no figure of a discreet service', () => {
    const parts = (offering: Partial<CandidateOffering>, with_ = true) =>
      scoreParts({
        ...{ household: aHousehold(), need: aNeed(), offering: anOffering(offering) },
        context: aContext(with_ ? { exposure } : {}),
      });
    const last = (offering: Partial<CandidateOffering>) => parts(offering).at(-1);
    expect(last({ connections: 3 })).toEqual({
      part: 'exposure',
      points: -15,
      because: { key: 'matching.part.exposure', params: { connections: 3, days: 30 } },
    });
    expect(last({ connections: 400 })?.points).toBe(-60);
    expect(Object.is(last({ connections: 0 })?.points, 0)).toBe(true);
    expect(last({ connections: 3, discreet: true })?.because).toEqual({
      key: 'matching.part.exposure-untold',
      params: { days: 30 },
    });
    expect(parts({ connections: 3 }, false).map(({ part }) => part)).toEqual(SCORE_PARTS);
    expect(totalOf(parts({ connections: 3 }))).toBe(totalOf(parts({ connections: 3 }, false)) - 15);
  });

  it('never passes over policy aid, whatever a pack may set (R7, R78)', () => {
    const rest = SCORE_PARTS.reduce((sum, part) => sum + (part === 'policy' ? 0 : MOST_POINTS[part]), 0);
    expect(POLICY_STEP - rest - 90).toBeGreaterThan(0);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.nat(90), fc.nat(500), (points, most, connections) => {
        const worst = anOffering({ id: 'o9', layer: 'policy', waitDays: 400, languages: ['bo', 'zh'], connections });
        const best = anOffering({ id: 'o1', waitDays: 0, connections: 0, point: aHousehold().point });
        const { needs, plan } = match(
          aHousehold(),
          [aNeed()],
          [best, worst],
          aContext({ exposure: { points, most, days: 30 } }),
        );
        expect(needs[0]?.candidates[0]?.offering.id).toBe('o9');
        expect(plan.items[0]?.offeringId).toBe('o9');
      }),
      { numRuns: 200, seed: 8 },
    );
    expect(PROVIDER_COST).toBeLessThan(POLICY_STEP);
  });
});
