import { z } from 'zod';
import { released, withheld } from '../../../trust/access';
import { flagTaskKinds } from '../flag-task.entity';
import { flagTaskLifecycle } from '../flag-task.lifecycle';
import { authorities } from '../mandatory-report.entity';
import { mandatoryReportLifecycle } from '../mandatory-report.lifecycle';

const time = z.iso.datetime().nullable();
const name = released('contact', z.string().nullable(), { from: 'masked' });

/** Where it belongs. Rows are there for the team alone; fields follow C3 as everywhere. */
const place = {
  id: z.uuid(),
  self: z.string(),
  householdId: z.uuid(),
  householdNumber: z.string(),
  householdName: released('contact', z.string(), {
    from: 'masked',
    instead: ({ householdNumber }) => String(householdNumber),
  }),
  memberId: z.uuid().nullable(),
  memberName: name,
  assessmentId: z.uuid(),
  instrument: z.string(),
};
const clock = { openedAt: z.iso.datetime(), dueAt: z.iso.datetime(), missedAt: time, overdue: z.boolean() };

const reportHead = {
  ...place,
  flags: released('need', z.array(z.string()), { from: 'summary' }),
  state: z.enum(mandatoryReportLifecycle.states),
  ...clock,
  version: z.int(),
};
export const mandatoryReportLine = z.strictObject({ ...reportHead, withheld }).meta({ id: 'MandatoryReportLine' });
export type MandatoryReportLine = z.infer<typeof mandatoryReportLine>;
export const mandatoryReportsView = z.strictObject({
  items: z.array(mandatoryReportLine),
  next: z.string().nullable(),
});

export const mandatoryReportView = z
  .strictObject({
    ...reportHead,
    openedByName: z.string().nullable(),
    authority: z.enum(authorities).nullable(),
    reportedByName: z.string().nullable(),
    reportedAt: time,
    reference: released('need', z.string().nullable(), { from: 'summary' }),
    words: released('need', z.string().nullable(), { from: 'summary' }),
    withdrawnByName: z.string().nullable(),
    withdrawnAt: time,
    reason: released('need', z.string().nullable(), { from: 'summary' }),
    moves: z.array(z.string()),
    withheld,
  })
  .meta({ id: 'MandatoryReport' });
export type MandatoryReportView = z.infer<typeof mandatoryReportView>;

export const flagTaskView = z
  .strictObject({
    ...place,
    kind: z.enum(flagTaskKinds),
    flag: released('need', z.string(), { from: 'summary' }),
    restricted: z.boolean(),
    state: z.enum(flagTaskLifecycle.states),
    ...clock,
    note: released('need', z.string().nullable(), { from: 'summary' }),
    closedByName: z.string().nullable(),
    closedAt: time,
    moves: z.array(z.string()),
    version: z.int(),
    withheld,
  })
  .meta({ id: 'FlagTask' });
export type FlagTaskView = z.infer<typeof flagTaskView>;
export const flagTasksView = z.strictObject({ items: z.array(flagTaskView), next: z.string().nullable() });
