import { z } from 'zod';
import { type OrderRules, overtakingDays, priorityOf, urgencies } from '../queue-order';
import { endReasons, type WaitingListEntry, worseningReasons } from '../waiting-list-entry.entity';
import { waitingListLifecycle } from '../waiting-list.lifecycle';
import type { WaitRange } from '../wait-range';

const count = z.int().min(0);
/** Days, if places come free as they did; null where that cannot be told. */
const waitRange = z.strictObject({ fromDays: count, toDays: count.nullable() }).nullable();

/** How the order comes about, for whoever reads it. */
export const queueOrderView = z.strictObject({
  points: z.strictObject({ red: count, amber: count, green: count }),
  pointsADay: count,
  /** Nobody who joins so many days later can be served before. */
  overtakenWithinDays: count,
});

export const waitingListEntryView = z
  .strictObject({
    id: z.uuid(),
    self: z.string(),
    householdId: z.uuid(),
    needId: z.uuid(),
    needCode: z.string(),
    offeringId: z.uuid(),
    providerId: z.uuid(),
    urgency: z.enum(urgencies),
    state: z.enum(waitingListLifecycle.states),
    joinedAt: z.iso.datetime(),
    /** Points today; null once the wait is over. */
    priority: z.int().nullable(),
    position: z.int().nullable(),
    wait: waitRange,
    worsenedBy: z.enum(worseningReasons).nullable(),
    worsenedAt: z.iso.datetime().nullable(),
    offeredAt: z.iso.datetime().nullable(),
    offeredUntil: z.iso.datetime().nullable(),
    referralId: z.uuid().nullable(),
    endedAt: z.iso.datetime().nullable(),
    endReason: z.enum(endReasons).nullable(),
    order: queueOrderView,
    version: z.int(),
  })
  .meta({ id: 'WaitingListEntry' });
export type WaitingListEntryView = z.infer<typeof waitingListEntryView>;

export const waitingListEntriesView = z.strictObject({ items: z.array(waitingListEntryView), next: z.null() });

/** The queue of an offering: everybody counted, those of the reader's own reach one by one. */
export const waitingListView = z
  .strictObject({
    offeringId: z.uuid(),
    /** Null where so small a number would tell of a restricted need (R46). */
    waiting: count.nullable(),
    offered: count.nullable(),
    byUrgency: z.strictObject({ red: count, amber: count, green: count }).nullable(),
    freedPlaces: count.nullable(),
    freedInDays: count,
    order: queueOrderView,
    items: z.array(waitingListEntryView),
    next: z.string().nullable(),
  })
  .meta({ id: 'WaitingList' });
export type WaitingListView = z.infer<typeof waitingListView>;

export const viewOrder = (rules: OrderRules): z.infer<typeof queueOrderView> => ({
  points: { ...rules.points },
  pointsADay: rules.pointsADay,
  overtakenWithinDays: overtakingDays(rules),
});

export function viewEntry(
  entry: WaitingListEntry,
  { rules, wait, today }: { rules: OrderRules; wait: WaitRange | null; today: string },
): WaitingListEntryView {
  const { id, householdId, needId, needCode, offeringId, providerId, urgency, state, position, version } = entry;
  const { worsenedBy, referralId, endReason, endedAt } = entry;
  return {
    ...{ id, self: `/api/v1/waiting-list-entries/${id}`, householdId, needId, needCode, offeringId, providerId },
    ...{ urgency, state, joinedAt: entry.joinedAt.toISOString(), position, wait, worsenedBy, referralId, endReason },
    priority: endedAt === null ? priorityOf(entry, today, rules) : null,
    worsenedAt: entry.worsenedAt?.toISOString() ?? null,
    offeredAt: entry.offeredAt?.toISOString() ?? null,
    offeredUntil: entry.offeredUntil?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
    order: viewOrder(rules),
    version,
  };
}
