import { z } from 'zod';
import { proofKinds } from '../consent.entity';

const text = (max: number) => z.string().trim().min(1).max(max);
export const consentScopes = ['assessment', 'referral', 'policy-check', 'evaluation'] as const;
export const receiverKinds = ['provider', 'provider-kind', 'department', 'unit', 'evaluator'] as const;
export const consentModes = ['self', 'guardian', 'proxy', 'assisted'] as const;

const giver = {
  /** The member who speaks; a guardian or proxy outside the household has a name only. */
  givenByMemberId: z.uuid().optional(),
  givenByName: text(60).optional(),
  /** assisted = the person decides, a worker writes it down (R53). */
  mode: z.enum(consentModes).default('self'),
  /** For a guardian (PIPL 31): the paper that was shown, its number or description; kept sealed. */
  proofKind: z.enum(proofKinds).optional(),
  proof: text(200).optional(),
  /** For somebody of 14 to 17: the guardian knows of it. */
  guardianInformed: z.boolean().default(false),
};
export type GiverInput = z.output<z.ZodObject<typeof giver>>;
/** Fields that say who decides; they belong to a whole sitting. */
export const giverFields = Object.keys(giver);

/** What was crossed out on the sheet, and who decided. */
export const AnswerConsent = z
  .strictObject({ ...giver, struckItems: z.array(text(40)).max(30).default([]) })
  .meta({ id: 'AnswerConsent' });
export type AnswerConsent = z.output<typeof AnswerConsent>;

/** A consent sheet (R98). `decision: asked` prints it or sends it; `given` and `refused` record the answer at once. */
export const CreateConsent = z
  .strictObject({
    aboutMemberId: z.uuid().optional(),
    scope: z.enum(consentScopes),
    receiverKind: z.enum(receiverKinds),
    receiverId: z.uuid().optional(),
    receiverName: text(120),
    items: z.array(text(40)).min(1).max(30),
    until: z.iso.date().optional(),
    decision: z.enum(['asked', 'given', 'refused']).default('asked'),
    ...giver,
    struckItems: z.array(text(40)).max(30).default([]),
  })
  .meta({ id: 'CreateConsent' });
export type CreateConsent = z.output<typeof CreateConsent>;

const line = z.strictObject({
  scope: z.enum(consentScopes),
  receiverKind: z.enum(receiverKinds),
  receiverId: z.uuid().optional(),
  receiverName: text(120),
  items: z.array(text(40)).min(1).max(30),
  until: z.iso.date().optional(),
  aboutMemberId: z.uuid().optional(),
  /** What the household said to this line; struck = it does not want it. Not read while the sheet is only asked. */
  decision: z.enum(['given', 'struck']).default('given'),
  struckItems: z.array(text(40)).max(30).default([]),
});

/** One sheet with all that is needed (R98); `answer: later` leaves it to the household's own page. */
export const CreateSitting = z
  .strictObject({ lines: z.array(line).min(1).max(20), answer: z.enum(['now', 'later']).default('now'), ...giver })
  .meta({ id: 'CreateConsentSitting' });
export type CreateSitting = z.output<typeof CreateSitting>;

/** The answer to a sheet that was asked: what is not named here as struck is given. */
export const AnswerSitting = z
  .strictObject({
    struck: z.array(z.uuid()).max(20).default([]),
    struckItems: z.array(text(40)).max(30).default([]),
    ...giver,
  })
  .meta({ id: 'AnswerConsentSitting' });
export type AnswerSitting = z.output<typeof AnswerSitting>;

/** Why somebody must not be told, or may be again; kept sealed. */
export const SetGuardianBar = z
  .strictObject({ barred: z.boolean(), reason: z.string().trim().min(4).max(500) })
  .meta({ id: 'SetGuardianBar' });
export type SetGuardianBar = z.output<typeof SetGuardianBar>;
export const ReceiptQuery = z.strictObject({
  /** The digest on the household's paper, to be compared with the one on file. */
  digest: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});

export const WithdrawConsent = z.strictObject({ reason: text(300).optional() }).meta({ id: 'WithdrawConsent' });
export type WithdrawConsent = z.output<typeof WithdrawConsent>;
