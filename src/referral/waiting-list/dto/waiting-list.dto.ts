import { z } from 'zod';
import { pageQuery } from '../../../platform/database';

/** Which need is to wait; the newest version of it joins. */
export const JoinWaitingList = z.strictObject({ needId: z.uuid() }).meta({ id: 'JoinWaitingList' });
export type JoinWaitingList = z.output<typeof JoinWaitingList>;

/** Why a need leaves the queue, or does not take the place that is held for it. */
export const LeaveWaitingList = z
  .strictObject({ reason: z.string().trim().min(3).max(500) })
  .meta({ id: 'LeaveWaitingList' });
export const AcceptHeldPlace = z.strictObject({}).meta({ id: 'AcceptHeldPlace' });
export const QueueQuery = z.strictObject({ limit: pageQuery.limit, after: pageQuery.after });
export type QueueQuery = z.output<typeof QueueQuery>;
