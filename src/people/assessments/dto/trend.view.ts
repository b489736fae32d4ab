import { z } from 'zod';
import { type Levels, released, releaseFields, withheld } from '../../../trust/access';
import type { Assessment } from '../assessment.entity';
import { notComparableReasons, type TrendStep } from '../trend';

const severity = z.int().min(0).max(3).nullable();
const change = z.strictObject({
  /** The result that it is compared with: the newest before it, of the same version of the scale. */
  since: z.uuid(),
  severity: z.int(),
  /** Null where another number of points could be reached. */
  score: z.int().nullable(),
});

const trendPoint = z.strictObject({
  id: z.uuid(),
  self: z.string(),
  instrumentVersion: z.string(),
  mode: z.enum(['self', 'proxy', 'observed']),
  completedAt: z.iso.datetime(),
  score: released('answers', z.int().nullable(), { from: 'summary' }),
  maximum: released('answers', z.int().nullable(), { from: 'summary' }),
  severity: released('need', severity, { from: 'summary' }),
  complete: released('answers', z.boolean().nullable(), { from: 'summary' }),
  prorated: released('answers', z.boolean().nullable(), { from: 'summary' }),
  change: released('answers', change.nullable(), { from: 'summary' }),
  notComparable: released('answers', z.enum(notComparableReasons).nullable(), { from: 'summary' }),
  withheld,
});
export type TrendPoint = z.infer<typeof trendPoint>;

/** The results of one person and one scale, the oldest first. */
const trend = z.strictObject({ memberId: z.uuid().nullable(), instrument: z.string(), points: z.array(trendPoint) });
export const trendsView = z.strictObject({ items: z.array(trend), next: z.null() });
export type Trend = z.infer<typeof trend>;

export function viewTrendPoint(row: Assessment, step: TrendStep, levels: Levels): TrendPoint {
  const { id, instrumentVersion, mode, score, maximum, severity: level, result } = row;
  const { change: since, notComparable } = step;
  const view = {
    ...{ id, self: `/api/v1/assessments/${id}`, instrumentVersion, mode, score, maximum, severity: level },
    completedAt: (row.completedAt ?? row.startedAt).toISOString(),
    ...{ complete: result?.complete ?? null, prorated: result?.prorated ?? null, change: since, notComparable },
  };
  return releaseFields(trendPoint, view, levels);
}
