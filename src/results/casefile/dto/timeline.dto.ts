import { z } from 'zod';
import { pageQuery } from '../../../platform/database';
import { type Levels, released, releaseFields, withheld } from '../../../trust/access';
import type { TimelineEntry } from '../timeline.store';

export const TimelineQuery = z.strictObject(pageQuery);
export type TimelineQuery = z.output<typeof TimelineQuery>;

export const timelineEntryView = z
  .object({
    id: z.uuid(),
    at: z.iso.datetime(),
    kind: z.enum(['move', 'opened', 'delivered']),
    subject: z.string(),
    subjectId: z.uuid(),
    move: z.string().nullable(),
    fromState: z.string().nullable(),
    toState: z.string().nullable(),
    actorKind: z.string().nullable(),
    actorName: z.string().nullable(),
    reason: released('plan', z.string().nullable(), { from: 'summary' }),
    detail: z.string().nullable(),
    withheld,
  })
  .meta({ id: 'TimelineEntry' });
export type TimelineEntryView = z.infer<typeof timelineEntryView>;
export const timelineView = z.object({ items: z.array(timelineEntryView), next: z.string().nullable() });

export function viewTimelineEntry(entry: TimelineEntry, levels: Levels): TimelineEntryView {
  const { id, kind, subject, subjectId, move, fromState, toState, actorKind, actorName, reason, detail } = entry;
  const view = {
    ...{ id, at: entry.at.toISOString(), kind, subject, subjectId, move, fromState, toState, actorKind },
    ...{ actorName, reason, detail },
  };
  return releaseFields(timelineEntryView, view, levels);
}
