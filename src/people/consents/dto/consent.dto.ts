import { z } from 'zod';

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
};

/** What was crossed out on the sheet, and who decided. */
export const AnswerConsent = z
  .strictObject({ ...giver, struckItems: z.array(text(40)).max(30).default([]) })
  .meta({ id: 'AnswerConsent' });
export type AnswerConsent = z.output<typeof AnswerConsent>;

/** A consent sheet (R98). `decision: asked` prints it or sends it; `given` and `refused` record the answer at once. */
export const CreateConsent = z
  .strictObject({
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

export const WithdrawConsent = z.strictObject({ reason: text(300).optional() }).meta({ id: 'WithdrawConsent' });
export type WithdrawConsent = z.output<typeof WithdrawConsent>;
