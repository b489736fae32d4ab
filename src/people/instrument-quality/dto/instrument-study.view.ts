import { z } from 'zod';
import type { Comparison } from '../instrument-studies.service';
import { type InstrumentStudy, studyEnds, studyKinds, studyStates } from '../instrument-study.entity';
import type { NormingResult } from '../norming-result';
import { LEAST_SHOWN } from '../protect-cells';
import { alphaGaps } from '../reliability';
import type { ReliabilityResult } from '../reliability-result';

/** Null: fewer than ten people, or a figure that would give away fewer. */
const cells = z.record(z.string(), z.int().nullable()).nullable();
const place = { townshipId: z.int().nullable().describe('Id of a region; null: the whole district'), people: z.int() };
const figures = z.strictObject({
  ...place,
  states: cells,
  ends: cells,
  spread: z.strictObject({ mean: z.number(), deviation: z.number() }).nullable(),
  alpha: z.number().nullable(),
  gap: z.enum(alphaGaps).nullable(),
  /** How far two assessors came to the same level: kappa with quadratic weights. */
  agreement: z.strictObject({ pairs: z.int(), kappa: z.number().nullable() }).nullable(),
  /** Seconds that people were at it: quartiles. */
  time: z.strictObject({ forms: z.int(), lower: z.int(), median: z.int(), upper: z.int() }).nullable(),
  items: z.array(z.strictObject({ id: z.string(), cells, restCorrelation: z.number().nullable() })),
});
const effects = z.strictObject({
  ...place,
  levels: cells,
  needs: z.array(z.strictObject({ code: z.string(), cells })),
});
const shares = z.array(z.number().nullable()).describe('Per cent at some, moderate and grave need or above');
const three = z.array(z.number()).length(3);
const proposal = z.strictObject({
  version: z.string(),
  cutsBefore: three,
  cuts: three,
  wished: three.nullable(),
  sharesBefore: shares,
  shares,
});
const head = {
  id: z.uuid(),
  self: z.string(),
  number: z.string(),
  kind: z.enum(studyKinds),
  instrument: z.string(),
  instrumentVersion: z.string(),
  state: z.enum(studyStates),
  endReason: z.enum(studyEnds).nullable(),
  reason: z.string().nullable(),
  withdrawReason: z.string().nullable(),
  withdrawnAt: z.iso.datetime().nullable(),
  /** Per cent; null before it began, and of fewer than ten people. */
  progress: z.int().nullable(),
  /** An account. */
  orderedBy: z.uuid(),
  orderedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
};

export const studyHeadView = z.strictObject(head);
export type StudyHeadView = z.infer<typeof studyHeadView>;
export const studiesView = z.strictObject({ items: z.array(studyHeadView), next: z.string().nullable() });
export const studyView = z.strictObject({
  ...head,
  proposal: proposal.nullable(),
  /** Figures of a measurement; null before it is done. */
  reliability: z.strictObject({ groups: z.array(figures) }).nullable(),
  /** What the proposal would do; null before it is done. */
  norming: z.strictObject({ groups: z.array(effects) }).nullable(),
});
export type StudyView = z.infer<typeof studyView>;
const pair = z.strictObject({
  before: z.number().nullable(),
  after: z.number().nullable(),
  difference: z.number().nullable(),
});
export const comparisonView = z.strictObject({
  before: studyHeadView,
  after: studyHeadView,
  groups: z.array(
    z.strictObject({
      townshipId: place.townshipId,
      ...{ people: pair, mean: pair, deviation: pair, alpha: pair, kappa: pair, median: pair },
      items: z.array(z.strictObject({ id: z.string(), restCorrelation: pair })),
    }),
  ),
});
export const instrumentFileView = z.strictObject({ name: z.string(), version: z.string(), content: z.string() });

/** How far a study is, in per cent: a count of few people is told to nobody. */
export function progressOf({ doneCount, peopleCount, state }: InstrumentStudy): number | null {
  if (state === 'waiting' || peopleCount < LEAST_SHOWN) return null;
  return Math.min(100, Math.round((100 * doneCount) / peopleCount));
}

export function viewStudyHead(row: InstrumentStudy): StudyHeadView {
  const { id, number, kind, instrument, instrumentVersion, state, endReason, reason, withdrawReason, orderedBy } = row;
  return {
    ...{ id, self: `/api/v1/instrument-studies/${id}`, number, kind, instrument, instrumentVersion, state, endReason },
    ...{ reason, withdrawReason, orderedBy, progress: progressOf(row) },
    orderedAt: row.orderedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
  };
}

/** Measurements of before have neither agreement nor time. */
const whole = (result: ReliabilityResult | null): ReliabilityResult | null =>
  result && { groups: result.groups.map((group) => ({ ...{ agreement: null, time: null }, ...group })) };

export function viewStudy(row: InstrumentStudy): StudyView {
  return {
    ...viewStudyHead(row),
    proposal: row.proposal,
    reliability: row.kind === 'reliability' ? whole(row.result as ReliabilityResult | null) : null,
    norming: row.kind === 'norming' ? (row.result as NormingResult | null) : null,
  };
}

export function viewComparison({ before, after, groups }: Comparison): z.infer<typeof comparisonView> {
  return { before: viewStudyHead(before), after: viewStudyHead(after), groups };
}
