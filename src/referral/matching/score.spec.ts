import fc from 'fast-check';
import { aContext, aHousehold, aNeed, anOffering, outcomesAt } from '../../../test/factories/matching.factory';
import type { CandidateOffering } from './matching.types';
import { PROVIDER_COST } from './plan-problem';
import type { RuleInput } from './rule';
import { MOST_POINTS, POLICY_STEP, SCORE_PARTS, scoreParts, totalOf } from './score';
import type { ScorePart } from './score';

const input = (offering: Partial<CandidateOffering> = {}, changes: Partial<RuleInput> = {}): RuleInput => ({
  household: aHousehold(),
  need: aNeed(),
  offering: anOffering(offering),
  context: aContext(),
  ...changes,
});

const points = (part: ScorePart, offering: Partial<CandidateOffering>, changes: Partial<RuleInput> = {}): number =>
  scoreParts(input(offering, changes)).find((one) => one.part === part)?.points ?? -1;

const anyOffering = fc.record({
  layer: fc.constantFrom('policy', 'society', 'special-fund', 'provincial-fund', 'family', 'self'),
  waitDays: fc.option(fc.nat(400)),
  answerMedianHours: fc.option(fc.nat(500)),
  quality: fc.option(fc.record({ outcomes: fc.nat(200), own: fc.nat(100), mean: fc.option(fc.nat(100)) })),
  loadPercent: fc.option(fc.nat(100)),
  priceFen: fc.nat(1_000_000),
  payer: fc.constantFrom({ kind: 'free' }, { kind: 'household' }),
  confirmedOn: fc.constantFrom(null, '2026-11-20', '2026-07-01', '2020-01-01', '2027-01-01'),
  languages: fc.constantFrom([], ['zh'], ['bo', 'zh']),
  point: fc.option(fc.record({ lat: fc.integer({ min: 25, max: 35 }), lon: fc.integer({ min: 100, max: 110 }) })),
}) as fc.Arbitrary<Partial<CandidateOffering>>;

describe('score', () => {
  it('is the sum of its printed parts, each whole and within its published range', () => {
    fc.assert(
      fc.property(anyOffering, fc.constantFrom('red', 'amber', 'green'), (offering, urgency) => {
        const parts = scoreParts(input(offering, { need: aNeed({ urgency }) }));
        expect(parts.map(({ part }) => part)).toEqual(SCORE_PARTS);
        for (const [at, { points: given }] of parts.entries()) {
          const part = SCORE_PARTS[at]!;
          expect(Number.isInteger(given)).toBe(true);
          expect(given).toBeGreaterThanOrEqual(0);
          expect(given).toBeLessThanOrEqual(MOST_POINTS[part]);
        }
        expect(totalOf(parts)).toBe(parts.reduce((sum, one) => sum + one.points, 0));
      }),
      { numRuns: 300, seed: 5 },
    );
  });

  it('lets one step of policy rank outweigh all the rest and one more provider (R7, R78)', () => {
    const rest = SCORE_PARTS.filter((part) => part !== 'policy').reduce((sum, part) => sum + MOST_POINTS[part], 0);
    expect(rest).toBe(900);
    expect(POLICY_STEP - rest).toBeGreaterThan(PROVIDER_COST);
    expect(MOST_POINTS.policy).toBe(3 * POLICY_STEP);
  });

  it('uses the layers in the order of R78, whatever the class of the household (R7, R12)', () => {
    const layers = ['policy', 'society', 'special-fund', 'provincial-fund'] as const;
    for (const one of ['1', '2', '3', '4', null]) {
      const household = aHousehold({ class: one });
      expect(layers.map((layer) => points('policy', { layer }, { household }))).toEqual([7500, 5000, 2500, 0]);
    }
  });

  it('asks for a fast answer only when the need is urgent', () => {
    expect(points('urgency', { answerMedianHours: 10 }, { need: aNeed({ urgency: 'red' }) })).toBe(120);
    expect(points('urgency', { answerMedianHours: 10 }, { need: aNeed({ urgency: 'amber' }) })).toBe(60);
    expect(points('urgency', { answerMedianHours: 10 })).toBe(0);
  });

  it('puts newcomers and unknown facts at the mean, unknown places at nothing', () => {
    expect(points('quality', { quality: null })).toBe(points('quality', { quality: outcomesAt(50) }));
    expect(points('quality', { quality: { outcomes: 29, own: 0, mean: 70 } })).toBe(56);
    expect(points('wait', {})).toBe(60);
    expect(points('distance', { point: null })).toBe(100);
    expect(points('wait', { capacity: { known: false, left: 0 } })).toBe(0);
    expect(points('wait', { waitDays: 10 })).toBe(80);
  });

  it('lowers an entry with the days since it was confirmed, to nothing when stale', () => {
    expect(points('confirmed', { confirmedOn: '2026-11-20' })).toBe(80);
    expect(points('confirmed', { confirmedOn: '2026-08-22' })).toBe(45);
    expect(points('confirmed', { confirmedOn: '2026-05-23' })).toBe(0);
    const stale = scoreParts(input({ confirmedOn: '2026-05-23' })).find(({ part }) => part === 'confirmed');
    expect(stale?.because).toEqual({ key: 'matching.part.confirmed-stale', params: { days: 181 } });
  });

  it('does not look at names', () => {
    const named = scoreParts(input({ providerName: 'Zzz', name: 'Aaa' }));
    expect(named).toEqual(scoreParts(input()));
  });
});
