import { z } from 'zod';
import { pageQuery } from '../../../platform/database';
import { commitmentOutcomes, signedHows, signerKinds } from '../commitment.entity';
import { commitmentLifecycle } from '../commitment.lifecycle';

const code = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
const words = z.string().trim().min(8).max(1000);
const flag = z.stringbool({ truthy: ['true', '1'], falsy: ['false', '0'] });

/** For which papers the household would stand by its word, and who signs. */
export const TakeCommitment = z
  .strictObject({
    waived: z.array(code).min(1).max(20),
    signerKind: z.enum(signerKinds).default('person'),
    /** A member of the household; left out: the applicant. */
    signerId: z.uuid().optional(),
  })
  .meta({ id: 'TakeCommitment' });
export type TakeCommitment = z.output<typeof TakeCommitment>;

/** What the person answered after it was read to them (R89). */
export const AnswerCommitment = z
  .strictObject({ readAloud: z.boolean(), how: z.enum(signedHows) })
  .meta({ id: 'AnswerCommitment' });
export type AnswerCommitment = z.output<typeof AnswerCommitment>;

export const WithdrawCommitment = z.strictObject({ reason: words }).meta({ id: 'WithdrawCommitment' });
export type WithdrawCommitment = z.output<typeof WithdrawCommitment>;

/** What somebody else found out later, and from what. */
export const CheckCommitment = z
  .strictObject({ outcome: z.enum(commitmentOutcomes), ground: words })
  .meta({ id: 'CheckCommitment' });
export type CheckCommitment = z.output<typeof CheckCommitment>;

export const ContestCommitment = z.strictObject({ words }).meta({ id: 'ContestCommitment' });
export type ContestCommitment = z.output<typeof ContestCommitment>;

/** The answer to an objection: it stays with what was found, or the household was right. */
export const ReplyCommitment = z
  .strictObject({ outcome: z.enum(['not-true', 'true']), words })
  .meta({ id: 'ReplyCommitment' });
export type ReplyCommitment = z.output<typeof ReplyCommitment>;

/** What follows from a word that was not true: a person decides (R3). */
export const SettleCommitment = z
  .strictObject({ next: z.enum(['recheck', 'let-stand']), ground: words })
  .meta({ id: 'SettleCommitment' });
export type SettleCommitment = z.output<typeof SettleCommitment>;

/** Filters of the list; all of them stand in the address. */
export const CommitmentQuery = z.strictObject({
  state: z.enum(commitmentLifecycle.states).optional(),
  act: code.optional(),
  applicationId: z.uuid().optional(),
  householdId: z.uuid().optional(),
  drawId: z.uuid().optional(),
  /** Somebody of the administration is at turn. */
  waiting: flag.optional(),
  /** Past the day by which somebody has to have looked. */
  overdue: flag.optional(),
  ...pageQuery,
});
export type CommitmentQuery = z.output<typeof CommitmentQuery>;

export const DrawQuery = z.strictObject({ ...pageQuery });
export type DrawQuery = z.output<typeof DrawQuery>;
