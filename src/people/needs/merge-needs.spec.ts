import * as fc from 'fast-check';
import { mergeNeeds, type NeedStatement, saysNothingBeyond, withoutResults } from './merge-needs';
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

  describe('and what is left of it without a result that does not count', () => {
    const at = '2026-11-01T00:00:00.000Z';
    const said = (assessmentId: string, severity: number, everyDays?: number): NeedStatement => ({
      ...{ severity, everyDays: everyDays ?? null, assessed: true, assessmentIds: [assessmentId] },
      evidence: [
        {
          ...{ kind: 'assessment', assessmentId, instrument: 'S06', severity, items: ['lonely'], at },
          ...(everyDays !== undefined && { everyDays }),
        },
      ],
    });
    const word: NeedStatement = {
      ...{ severity: 1, everyDays: null, assessed: false, assessmentIds: [] },
      evidence: [{ kind: 'statement', text: 'told so', by: 'Li', at }],
    };

    it('is what the others say, or nothing', () => {
      const both = mergeNeeds(said('a1', 3, 1), said('a2', 1));
      expect(withoutResults(both, new Set(['a1']), null)).toEqual(said('a2', 1));
      expect(withoutResults(both, new Set(['a2']), null)).toEqual(said('a1', 3, 1));
      expect(withoutResults(both, new Set(['a1', 'a2']), null)).toBeNull();
      expect(withoutResults(both, new Set(), null)).toEqual(both);
    });

    it('goes back to somebody’s own words, as grave as they were', () => {
      expect(withoutResults(mergeNeeds(word, said('a1', 3)), new Set(['a1']), 1)).toEqual(word);
    });

    it('never becomes graver', () => {
      const reopened = { ...mergeNeeds(said('a1', 3), said('a2', 1)), severity: 1 };
      expect(withoutResults(reopened, new Set(['a2']), null)).toMatchObject({ severity: 1 });
      fc.assert(
        fc.property(statement, fc.subarray(ids), fc.constantFrom(null, 1, 3), (need, gone, words) => {
          const rest = withoutResults(need, new Set(gone), words);
          expect(rest?.severity ?? 0).toBeLessThanOrEqual(need.severity);
          expect(rest?.assessmentIds ?? []).toEqual(rest ? need.assessmentIds.filter((id) => !gone.includes(id)) : []);
        }),
        runs,
      );
    });

    it('adds something to what was refused, or nothing', () => {
      const refused = mergeNeeds(said('a1', 2), word);
      expect(saysNothingBeyond(said('a1', 2), refused)).toBe(true);
      expect(saysNothingBeyond(said('a2', 2), refused)).toBe(false);
    });
  });

  it('a word beside a result is assessed, a word alone is not', () => {
    const text = { kind: 'statement' as const, text: 'told so', by: 'Li', at: '2026-11-01T00:00:00.000Z' };
    const alone = { severity: 3, everyDays: null, assessed: false, assessmentIds: [], evidence: [text] };
    expect(mergeNeeds(alone, alone)).toEqual(alone);
    const result = { ...alone, severity: 1, assessed: true, assessmentIds: ['a1'], evidence: [] };
    expect(mergeNeeds(alone, result)).toMatchObject({ severity: 3, assessed: true, assessmentIds: ['a1'] });
  });
});
