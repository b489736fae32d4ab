import { z } from 'zod';
import { askingWays } from '../../../reference/policies';
import { released, withheld } from '../../../trust/access';
import { answerReasons, answerStates } from '../check-answer.entity';
import { callReasons, callStates } from '../check-call.entity';
import { checkPurposes } from '../check-request.entity';
import { mismatchStates } from '../check-mismatch.entity';

const fen = z.int();
const time = z.iso.datetime().nullable();

/** What the department holds; null where nothing was answered, or it is not for this reader. */
const content = z
  .strictObject({
    held: z.boolean(),
    things: z.int().nullable(),
    amountFen: fen.nullable(),
    period: z.enum(['month', 'year', 'once']).nullable(),
    asOf: z.iso.date().nullable(),
  })
  .nullable();

const answerView = z.strictObject({
  id: z.uuid(),
  memberId: z.uuid(),
  item: z.string(),
  /** Whether anything is held is content, and stands with it. */
  state: z.enum(answerStates).exclude(['nothing-held']),
  reason: z.enum(answerReasons).nullable(),
  answeredAt: time,
  /** From that day on the answer is too old to rest on. */
  staleFrom: z.iso.date().nullable(),
  /** How often the department answered again; the first answer stands. */
  repeats: z.int(),
  /** The content stands in the field of its group. */
  identity: released('identity', content, { from: 'masked' }),
  economy: released('economy', content, { from: 'full' }),
  health: released('health', content, { from: 'full' }),
});
export type AnswerView = z.infer<typeof answerView>;

const callView = z.strictObject({
  department: z.string(),
  /** By file, `sentAt` is the day of the order and `deadlineAt` when the department has to have answered. */
  way: z.enum(askingWays),
  state: z.enum(callStates),
  reason: z.enum(callReasons).nullable(),
  /** The answer came from the invented departments of the demonstration. */
  simulated: z.boolean().nullable(),
  sentAt: time,
  deadlineAt: time,
  answeredAt: time,
  items: z.int(),
  answered: z.int(),
  answers: z.array(answerView),
});

export const mismatchView = z.strictObject({
  id: z.uuid(),
  self: z.string(),
  requestId: z.uuid(),
  householdId: z.uuid(),
  department: z.string(),
  item: z.string(),
  /** Null where no declaration is held against the item. */
  economyKind: z.enum(['income', 'expenditure', 'asset']).nullable(),
  economyItem: z.string().nullable(),
  /** Fen a year; property as it stands. */
  answeredFen: released('economy', fen.nullable(), { from: 'summary' }),
  declaredFen: released('economy', fen.nullable(), { from: 'summary' }),
  state: z.enum(mismatchStates),
  note: released('economy', z.string().nullable(), { from: 'full' }),
  /** Why the household contests the answer, in its own words. */
  said: released('economy', z.string().nullable(), { from: 'summary' }),
  saidAt: time,
  openedAt: z.iso.datetime(),
  dueAt: time,
  decidedAt: time,
  version: z.int(),
  withheld,
});
export type MismatchView = z.infer<typeof mismatchView>;

const head = {
  id: z.uuid(),
  self: z.string(),
  householdId: z.uuid(),
  purpose: z.enum(checkPurposes),
  packVersion: z.string(),
  requestedAt: z.iso.datetime(),
  finishedAt: time,
};

export const checkLine = z.strictObject({
  ...head,
  departments: z.int(),
  answered: z.int(),
  /** Departments that were not reached, or have not answered in time. */
  missing: z.array(z.string()),
  /** Departments whose file is still awaited. */
  byFile: z.array(z.string()),
});
export type CheckLine = z.infer<typeof checkLine>;
export const checkList = z.strictObject({ items: z.array(checkLine), next: z.string().nullable() });

export const checkView = z.strictObject({
  ...head,
  calls: z.array(callView),
  mismatches: z.array(mismatchView),
  withheld,
});
export type CheckView = z.infer<typeof checkView>;
/** How far a check is, in numbers of departments: what is asked while somebody waits, without any answer. */
export const progressView = z.strictObject({
  id: z.uuid(),
  /** Those with a line; files may come in weeks, and nobody waits for them before the screen. */
  departments: z.int(),
  byFile: z.int(),
  answered: z.int(),
  /** Not reached, or no answer in time. */
  silent: z.int(),
  finishedAt: time,
});
export type ProgressView = z.infer<typeof progressView>;
export const mismatchList = z.strictObject({ items: z.array(mismatchView), next: z.string().nullable() });
