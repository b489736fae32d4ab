import * as fc from 'fast-check';
import { mergeNeeds, type NeedStatement } from './merge-needs';
import type { NeedEvidence } from './need.entity';

const ids = ['a1', 'a2', 'a3', 'a4', 'a5'];
const at = fc.constantFrom('2026-11-01T00:00:00.000Z', '2026-11-02T00:00:00.000Z', '2026-11-03T00:00:00.000Z');
const assessment: fc.Arbitrary<NeedEvidence> = fc.record(
  {
    kind: fc.constant('assessment' as const),
    assessmentId: fc.constantFrom(...ids),
    instrument: fc.constantFrom('S06', 'S07', 'S16'),
    severity: fc.integer({ min: 1, max: 3 }),
    items: fc.subarray(['lonely', 'unseen', 'outing']),
    at,
    everyDays: fc.integer({ min: 1, max: 7 }),
  },
  { requiredKeys: ['kind', 'assessmentId', 'instrument', 'severity', 'items', 'at'] },
);
const word: fc.Arbitrary<NeedEvidence> = fc.record({
  kind: fc.constant('statement' as const),
  text: fc.string({ maxLength: 3 }),
  by: fc.constantFrom('Wang', 'Li'),
  at,
});
const statement: fc.Arbitrary<NeedStatement> = fc
  .record({
    severity: fc.integer({ min: 1, max: 3 }),
    everyDays: fc.option(fc.integer({ min: 1, max: 30 })),
    evidence: fc.uniqueArray(fc.oneof(assessment, word), { maxLength: 4, selector: (one) => JSON.stringify(one) }),
    assessmentIds: fc.uniqueArray(fc.constantFrom(...ids), { maxLength: 3 }),
  })
  .map((one) => ({ ...one, assessed: one.assessmentIds.length > 0 }));

describe('the merge of a need from several results (R18)', () => {
  const runs = { numRuns: 1_000 };

  it('does not depend on which came first', () => {
    fc.assert(
      fc.property(statement, statement, (a, b) => expect(mergeNeeds(a, b)).toEqual(mergeNeeds(b, a))),
      runs,
    );
  });

  it('does not depend on how they are grouped', () => {
    fc.assert(
      fc.property(statement, statement, statement, (a, b, c) =>
        expect(mergeNeeds(mergeNeeds(a, b), c)).toEqual(mergeNeeds(a, mergeNeeds(b, c))),
      ),
      runs,
    );
  });

  it('changes nothing when the same is said again', () => {
    fc.assert(
      fc.property(statement, statement, (a, b) => {
        const merged = mergeNeeds(a, b);
        expect(mergeNeeds(merged, b)).toEqual(merged);
        expect(mergeNeeds(merged, merged)).toEqual(merged);
      }),
      runs,
    );
  });

  it('keeps all evidence, the highest severity and the shortest rhythm', () => {
    fc.assert(
      fc.property(statement, statement, (a, b) => {
        const merged = mergeNeeds(a, b);
        expect(merged.evidence).toEqual(expect.arrayContaining([...a.evidence, ...b.evidence]));
        expect(merged.severity).toBe(Math.max(a.severity, b.severity));
        const rhythms = [a.everyDays, b.everyDays].flatMap((one) => one ?? []);
        expect(merged.everyDays).toBe(rhythms.length > 0 ? Math.min(...rhythms) : null);
      }),
      runs,
    );
  });

  it('a word beside a result is assessed, a word alone is not', () => {
    const text = { kind: 'statement' as const, text: 'told so', by: 'Li', at: '2026-11-01T00:00:00.000Z' };
    const alone = { severity: 3, everyDays: null, assessed: false, assessmentIds: [], evidence: [text] };
    expect(mergeNeeds(alone, alone)).toEqual(alone);
    const result = { ...alone, severity: 1, assessed: true, assessmentIds: ['a1'], evidence: [] };
    expect(mergeNeeds(alone, result)).toMatchObject({ severity: 3, assessed: true, assessmentIds: ['a1'] });
  });
});
