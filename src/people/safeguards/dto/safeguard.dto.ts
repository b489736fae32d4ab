import { z } from 'zod';
import { pageQuery } from '../../../platform/database';
import { flagTaskKinds } from '../flag-task.entity';
import { flagTaskLifecycle } from '../flag-task.lifecycle';
import { authorities } from '../mandatory-report.entity';
import { mandatoryReportLifecycle } from '../mandatory-report.lifecycle';

const words = z.string().trim().min(8).max(1000);
const flag = z.stringbool({ truthy: ['true', '1'], falsy: ['false', '0'] });

/** To whom it was reported, when, under which reference. */
export const ReportHarm = z
  .strictObject({
    authority: z.enum(authorities),
    /** When the authority was told; left out: now. */
    at: z.iso.datetime({ offset: true }).optional(),
    reference: z.string().trim().min(2).max(100).optional(),
    words: z.string().trim().min(2).max(1000).optional(),
  })
  .meta({ id: 'ReportHarm' });
export type ReportHarm = z.output<typeof ReportHarm>;

export const WithdrawReport = z.strictObject({ reason: words }).meta({ id: 'WithdrawMandatoryReport' });
export type WithdrawReport = z.output<typeof WithdrawReport>;

/** What was done. */
export const DoFlagTask = z.strictObject({ note: words }).meta({ id: 'DoFlagTask' });
/** Why it is not needed. */
export const WaiveFlagTask = z.strictObject({ reason: words }).meta({ id: 'WaiveFlagTask' });

const shared = {
  householdId: z.uuid().optional(),
  assessmentId: z.uuid().optional(),
  /** Open, and past its hour. */
  overdue: flag.optional(),
  ...pageQuery,
};
export const ReportQuery = z.strictObject({ state: z.enum(mandatoryReportLifecycle.states).optional(), ...shared });
export type ReportQuery = z.output<typeof ReportQuery>;
export const FlagTaskQuery = z.strictObject({
  state: z.enum(flagTaskLifecycle.states).optional(),
  kind: z.enum(flagTaskKinds).optional(),
  ...shared,
});
export type FlagTaskQuery = z.output<typeof FlagTaskQuery>;
