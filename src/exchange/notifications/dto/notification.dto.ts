import { z } from 'zod';
import { pageQuery } from '../../../platform/database';
import { notificationChannels, notificationStates, recipientKinds } from '../notification.entity';

const yes = z.enum(['true', 'false']).transform((value) => value === 'true');

/** Filters of the outbox. `todo`: what a person has to print or to call; `mine`: for me to do, or sent to me. */
export const NotificationQuery = z.strictObject({
  ...pageQuery,
  state: z.enum(notificationStates).optional(),
  channel: z.enum(notificationChannels).optional(),
  recipientKind: z.enum(recipientKinds).optional(),
  householdId: z.uuid().optional(),
  template: z.string().max(60).optional(),
  todo: yes.optional(),
  mine: yes.optional(),
});
export type NotificationQuery = z.output<typeof NotificationQuery>;

/** What came of a letter, a call or a message in the console. */
export const HandleNotification = z
  .strictObject({ result: z.enum(['done', 'unreachable']), note: z.string().trim().min(1).max(300).optional() })
  .meta({ id: 'HandleNotification' });
export type HandleNotification = z.output<typeof HandleNotification>;
