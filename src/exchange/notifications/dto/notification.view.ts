import { z } from 'zod';
import { released, withheld } from '../../../trust/access';
import { type Notification, notificationChannels, notificationStates, recipientKinds } from '../notification.entity';

const moment = z.iso.datetime();

/** A row of the outbox: no text of the message, no name. */
export const notificationView = z
  .object({
    id: z.uuid(),
    self: z.string(),
    version: z.int(),
    eventType: z.string(),
    subjectId: z.uuid(),
    recipientKind: z.enum(recipientKinds),
    recipientId: z.uuid(),
    householdId: z.uuid().nullable(),
    ownerAccountId: z.uuid().nullable(),
    channel: z.enum(notificationChannels),
    template: z.string(),
    locale: z.string(),
    state: z.enum(notificationStates),
    stateReason: z.string().nullable(),
    attempts: z.int(),
    nextAttemptAt: moment.nullable(),
    lastError: z.string().nullable(),
    sentAt: moment.nullable(),
    handledBy: z.uuid().nullable(),
    handledAt: moment.nullable(),
    createdAt: moment,
  })
  .meta({ id: 'Notification' });
export type NotificationView = z.infer<typeof notificationView>;

/** One message with its text, as the recipient gets it. A household's calls its head by name. */
export const openedNotificationView = notificationView
  .extend({
    subject: z.string(),
    /** Somebody of the household must not be told: speak only with somebody trusted, leave no word (B30, B31). */
    barred: z.boolean(),
    body: released('contact', z.string().nullable(), { from: 'masked' }),
    // Whoever calls may have written down another number.
    handledNote: released('contact', z.string().nullable(), { from: 'full' }),
    withheld,
  })
  .meta({ id: 'OpenedNotification' });
export type OpenedNotificationView = z.infer<typeof openedNotificationView>;

export const notificationsView = z.object({ items: z.array(notificationView), next: z.string().nullable() });

const iso = (at: Date | null) => at?.toISOString() ?? null;

export const viewNotification = (row: Notification): NotificationView => ({
  id: row.id,
  self: `/api/v1/notifications/${row.id}`,
  version: row.version,
  eventType: row.eventType,
  subjectId: row.subjectId,
  recipientKind: row.recipientKind,
  recipientId: row.recipientId,
  householdId: row.householdId,
  ownerAccountId: row.ownerAccountId,
  channel: row.channel,
  template: row.template,
  locale: row.locale,
  state: row.state,
  stateReason: row.stateReason,
  attempts: row.attempts,
  nextAttemptAt: iso(row.nextAttemptAt),
  lastError: row.lastError,
  sentAt: iso(row.sentAt),
  handledBy: row.handledBy,
  handledAt: iso(row.handledAt),
  createdAt: row.createdAt.toISOString(),
});
