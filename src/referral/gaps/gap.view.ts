import { z } from 'zod';
import { gapCauses } from './dto/gap-query.dto';
import type { Gap } from './gap.entity';
import { gapStates } from './gap.lifecycle';
import type { GapCount } from './gaps.store';

export const gapView = z
  .object({
    id: z.string(),
    self: z.string(),
    householdId: z.string(),
    needId: z.string(),
    code: z.string(),
    severity: z.number(),
    cause: z.enum(gapCauses),
    month: z.string(),
    state: z.enum(gapStates),
    openedAt: z.string(),
    closedAt: z.string().nullable(),
  })
  .meta({ id: 'Gap' });
export const gapsView = z.object({ items: z.array(gapView), next: z.string().nullable() });

export const gapSummaryView = z.object({
  items: z.array(
    z.object({
      regionPath: z.string(),
      village: z.string().nullable(),
      code: z.string(),
      month: z.string(),
      open: z.number(),
      closed: z.number(),
      severity: z.number(),
      /** The open ones by cause. */
      causes: z.record(z.string(), z.number()),
      suggestedPlaces: z.number(),
      suggestedUnits: z.number(),
    }),
  ),
});

export function viewGap(gap: Gap): z.infer<typeof gapView> {
  const { id, householdId, needId, code, severity, cause, month, state, openedAt, closedAt } = gap;
  return {
    ...{ id, self: `/api/v1/gaps/${id}`, householdId, needId, code, severity, cause, month, state },
    openedAt: openedAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
  };
}

export function viewGapSummary(
  counts: readonly GapCount[],
  nameOf: (regionPath: string) => string | null,
): z.infer<typeof gapSummaryView> {
  return { items: counts.map((count) => ({ ...count, village: nameOf(count.regionPath) })) };
}
