import { z } from 'zod';
import { pageQuery } from '../../../platform/database';
import { applicationLifecycle } from '../application.lifecycle';
import { visitResults } from '../application-visit.entity';

const code = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
const words = z.string().trim().min(8).max(1000);
const fen = z.int().min(0).max(100_000_000);
const flag = z.stringbool({ truthy: ['true', '1'], falsy: ['false', '0'] });

export const FileApplication = z
  .strictObject({
    act: code,
    /** Who asks, or whom the act is for; left out: the head of the household. */
    applicantId: z.uuid().optional(),
    /** Related to staff or village officials (B14); found by itself where a conflict has been declared. */
    relatedToStaff: z.boolean().default(false),
    /** Why it cannot wait for papers and visit (B24); of acts that may be paid first. */
    urgentGround: words.optional(),
  })
  .meta({ id: 'FileApplication' });
export type FileApplication = z.output<typeof FileApplication>;

/** Everything that is missing, in one list (B14): there is no second one. */
export const ReturnApplication = z
  .strictObject({ missing: z.array(code).min(1).max(20) })
  .meta({ id: 'ReturnApplication' });
export type ReturnApplication = z.output<typeof ReturnApplication>;

export const CheckApplication = z
  .strictObject({
    visitedOn: z.iso.date(),
    investigatorIds: z.array(z.uuid()).min(1).max(6),
    result: z.enum(visitResults),
    note: words,
  })
  .meta({ id: 'CheckApplication' });
export type CheckApplication = z.output<typeof CheckApplication>;

/** The sum of the first opinion; left out: the one that is proposed. */
export const PublishApplication = z.strictObject({ amountFen: fen.optional() }).meta({ id: 'PublishApplication' });
export type PublishApplication = z.output<typeof PublishApplication>;

export const ObjectToApplication = z.strictObject({ words }).meta({ id: 'ObjectToApplication' });
export type ObjectToApplication = z.output<typeof ObjectToApplication>;

export const AnswerObjection = z
  .strictObject({ objectionId: z.uuid().optional(), words })
  .meta({ id: 'AnswerObjection' });
export type AnswerObjection = z.output<typeof AnswerObjection>;

export const DecideApplication = z
  .strictObject({
    outcome: z.enum(['granted', 'refused']),
    /** A month, or once; left out: the sum that is proposed. */
    amountFen: fen.optional(),
    /** Why: always for a refusal, and for what is not as proposed. */
    ground: words.optional(),
    /** Who pays: the district by its list, or the township out of its reserve, for temporary aid that it decides (R70). */
    paidFrom: z.enum(['district', 'reserve']).default('district'),
  })
  .meta({ id: 'DecideApplication' });
export type DecideApplication = z.output<typeof DecideApplication>;

export const WithdrawApplication = z.strictObject({ reason: words }).meta({ id: 'WithdrawApplication' });
export type WithdrawApplication = z.output<typeof WithdrawApplication>;

/** Filters of the list; all of them stand in the address. */
export const ApplicationQuery = z.strictObject({
  state: z.enum(applicationLifecycle.states).optional(),
  act: code.optional(),
  level: z.enum(['township', 'district']).optional(),
  /** Past the day of its next step (R94). */
  overdue: flag.optional(),
  /** Waiting for somebody of the administration. */
  open: flag.optional(),
  /** Whose turn it is: the district where it decides, else the township and its window (R70). */
  turn: z.enum(['township', 'district']).optional(),
  /** Drawn for the district to look at again. */
  sampled: flag.optional(),
  urgent: flag.optional(),
  /** Papers of urgent grants: awaited, awaited beyond their day, there to be read, found wrong (B24). */
  papers: z.enum(['awaited', 'late', 'brought', 'wrong']).optional(),
  ...pageQuery,
});
export type ApplicationQuery = z.output<typeof ApplicationQuery>;

export const PaymentQuery = z.strictObject({
  act: code.optional(),
  /** Paid from this month on, YYYY-MM. */
  month: z
    .string()
    .regex(/^20\d\d-(0[1-9]|1[0-2])$/)
    .optional(),
  ...pageQuery,
});
export type PaymentQuery = z.output<typeof PaymentQuery>;
