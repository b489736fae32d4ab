import * as fc from 'fast-check';
import { parse } from 'yaml';
import { Taxonomy } from '../../reference/taxonomy';
import {
  type Instrument,
  instrumentProblems,
  Instruments,
  instrumentSchema,
  itemMaximum,
  optionValues,
  score,
} from '../assessments';
import { addEffect, type Effect, emptyEffect, mergeEffects } from './norming-effect';
import { normingResult, shownShares } from './norming-result';
import { instrumentFile, proposedVersion, withCuts } from './proposed-instrument';

const taxonomy = new Taxonomy();
const scales = new Instruments(taxonomy).all().filter(({ scoring }) => scoring.kind === 'sum');
const mostOf = (scale: Instrument) =>
  scale.items.filter(({ scored }) => scored).reduce((sum, item) => sum + itemMaximum(scale, item), 0);
const answered = (scale: Instrument) =>
  fc.record(
    Object.fromEntries(scale.items.map((item) => [item.id, fc.constantFrom(null, ...optionValues(scale, item))])),
  );
const cutsWithin = (most: number) =>
  fc
    .uniqueArray(fc.integer({ min: 1, max: most }), { minLength: 3, maxLength: 3 })
    .map((three) => three.sort((a, b) => a - b) as [number, number, number]);

describe('what other cuts would do', () => {
  it.each(scales.map((scale) => [scale.code, scale] as const))(
    'leaves the red flags of %s above every cut',
    (_, scale) => {
      fc.assert(
        fc.property(answered(scale), cutsWithin(mostOf(scale)), (answers, cuts) => {
          const { severity, flags } = score(withCuts(scale, cuts, 'x'), answers, { ageYears: null });
          for (const flag of flags) expect(severity ?? -1).toBeGreaterThanOrEqual(flag.severity ?? -1);
        }),
        { numRuns: 50 },
      );
    },
  );

  it.each(scales.map((scale) => [scale.code, scale] as const))(
    'is nothing under the same cuts of %s, and never less under lower ones',
    (_, scale) => {
      if (scale.scoring.kind !== 'sum') throw new Error('a sum was asked for');
      const [mild, moderate, severe] = scale.scoring.cuts;
      const lower = withCuts(scale, [1, Math.max(2, moderate - 1), severe], 'x');
      fc.assert(
        fc.property(answered(scale), (answers) => {
          const [same, more] = [emptyEffect(scale), emptyEffect(scale)];
          addEffect(same, scale, withCuts(scale, [mild, moderate, severe], 'x'), answers, null);
          addEffect(more, scale, lower, answers, null);
          expect(same.levels).toEqual({ up: 0, down: 0, same: 1 });
          expect(more.levels.down).toBe(0);
          for (const [code, moves] of Object.entries(more.needs)) {
            expect([code, moves.closes]).toEqual([code, 0]);
            expect([code, same.needs[code]!.same]).toEqual([code, 1]);
          }
        }),
        { numRuns: 30 },
      );
    },
  );

  it('is shown in fives, of no fewer than ten people, and of a township only where nothing follows for others', () => {
    const scale = scales[0]!;
    const effect = (up: number, down: number, same: number): Effect => ({
      ...emptyEffect(scale),
      levels: { up, down, same },
    });
    const { groups } = normingResult(
      scale,
      new Map([
        [7, effect(12, 0, 41)],
        [8, effect(4, 0, 20)],
        [9, effect(0, 0, 6)],
      ]),
    );
    expect(groups.map(({ townshipId, people, levels }) => [townshipId, people, levels])).toEqual([
      [null, 85, { up: 15, down: 0, same: 65 }],
      // The rest beside it has four who would rise: it is listed without its moves.
      [7, 55, null],
    ]);
    expect(normingResult(scale, new Map([[7, effect(1, 2, 3)]]))).toEqual({ groups: [] });
  });

  it('adds up', () => {
    const scale = scales[0]!;
    const one = { ...emptyEffect(scale), levels: { up: 1, down: 2, same: 3 } };
    expect(mergeEffects(one, one).levels).toEqual({ up: 2, down: 4, same: 6 });
  });

  it('tells no share with fewer than ten people on either side', () => {
    const scores = new Map([
      [0, 60],
      [4, 34],
      [8, 6],
    ]);
    expect(shownShares(scores, [1, 8, 9])).toEqual([40, null, 0]);
  });
});

describe('the file of a proposal', () => {
  it.each(scales.map((scale) => [scale.code, scale] as const))(
    'is %s again with other cuts, as the schema wants it',
    (_, scale) => {
      const version = proposedVersion(scale, '990101', 'IQ-2026-000001');
      const content = instrumentFile(withCuts(scale, [1, 2, 3], version), ['first\nsecond', 'third']);
      expect(content.startsWith('# first\n# second\n# third\n')).toBe(true);
      const read = instrumentSchema.parse(parse(content));
      expect(read).toEqual({
        ...scale,
        version: '1.0.990101.2026.1',
        scoring: { kind: 'sum', cuts: [1, 2, 3] },
      });
      expect(instrumentProblems(read, (code) => taxonomy.exists(code))).toEqual([]);
    },
  );
});
