import { z } from 'zod';
import { pageQuery } from '../../../platform/database';

export const AlarmQuery = z.strictObject({
  state: z.enum(['open', 'looked-into']).optional(),
  ...pageQuery,
});
export type AlarmQuery = z.output<typeof AlarmQuery>;

export const LookIntoAlarm = z
  .strictObject({ finding: z.string().trim().min(4).max(1000) })
  .meta({ id: 'LookIntoAlarm' });
export type LookIntoAlarm = z.output<typeof LookIntoAlarm>;

export const alarmView = z
  .object({
    id: z.uuid(),
    self: z.string(),
    accountId: z.uuid(),
    accountName: z.string(),
    hour: z.iso.datetime(),
    files: z.number().int(),
    searches: z.number().int(),
    vainSearches: z.number().int(),
    /** Files with a red flag that were opened past the cap. */
    emergencies: z.number().int(),
    state: z.string(),
    raisedAt: z.iso.datetime(),
    lookedByName: z.string().nullable(),
    lookedAt: z.iso.datetime().nullable(),
    finding: z.string().nullable(),
    version: z.number().int(),
  })
  .meta({ id: 'BrowsingAlarm' });
export type AlarmView = z.infer<typeof alarmView>;
export const alarmsView = z.object({ items: z.array(alarmView), next: z.string().nullable() });
