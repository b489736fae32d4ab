import { z } from 'zod';
import { confirmationModes, groundVerdicts, legalGrounds, outcomes } from '../referral.entity';

const text = (max: number) => z.string().trim().min(1).max(max);
const reason = text(500);

/** From an item of a confirmed plan, or from a need and an offering. `candidates`: whom to ask next, in order. */
export const CreateReferral = z
  .strictObject({
    planItemId: z.uuid().optional(),
    needId: z.uuid().optional(),
    offeringId: z.uuid().optional(),
    candidates: z.array(z.uuid()).max(20).default([]),
    /** To the provider, e.g. what matters to the household; no names, no address. */
    message: text(1000).optional(),
    /** What a visitor must know for safety and access, nothing else (C3). */
    safetyNote: text(300).optional(),
  })
  .refine((input) => input.planItemId !== undefined || (input.needId !== undefined && input.offeringId !== undefined), {
    path: ['needId'],
    message: 'referral-source-missing',
  })
  .meta({ id: 'CreateReferral' });
export type CreateReferral = z.output<typeof CreateReferral>;

/** Without a ground: the household's consent in force is looked up and linked. */
export const ConsentReferral = z
  .strictObject({
    consentId: z.uuid().optional(),
    legalGround: z.enum(legalGrounds).optional(),
    legalReason: z.string().trim().min(5).max(500).optional(),
  })
  .refine((input) => (input.legalGround === undefined) === (input.legalReason === undefined), {
    path: ['legalReason'],
    message: 'legal-reason-missing',
  })
  .meta({ id: 'ConsentReferral' });
export type ConsentReferral = z.output<typeof ConsentReferral>;

export const ReviewGround = z.strictObject({ verdict: z.enum(groundVerdicts) }).meta({ id: 'ReviewLegalGround' });
export type ReviewGround = z.output<typeof ReviewGround>;

export const SendReferral = z
  .strictObject({
    /** Month YYYY-MM whose places are asked for; this month when left out. */
    period: z
      .string()
      .regex(/^20\d{2}-(0[1-9]|1[0-2])$/)
      .optional(),
    /** Working days to answer; the pack's timer when left out. */
    answerDays: z.int().min(1).max(20).optional(),
  })
  .meta({ id: 'SendReferral' });
export type SendReferral = z.output<typeof SendReferral>;

export const AcceptReferral = z.strictObject({ message: text(500).optional() }).meta({ id: 'AcceptReferral' });

/** Three steps (ux.md pattern 17): the reason, what the household reads, what only the sender reads. */
export const DeclineReferral = z
  .strictObject({
    reason: z.string().max(40),
    message: text(500).optional(),
    /** Whether the household is told the reason itself. */
    shared: z.boolean().default(false),
    privateNote: text(500).optional(),
  })
  .meta({ id: 'DeclineReferral' });
export type DeclineReferral = z.output<typeof DeclineReferral>;

export const ReasonOnly = z.strictObject({ reason }).meta({ id: 'ReferralReason' });
export const ResumeReferral = z.strictObject({ reason: reason.optional() }).meta({ id: 'ResumeReferral' });
export const ForwardReferral = z
  .strictObject({
    ...{ offeringId: z.uuid(), reason, candidates: z.array(z.uuid()).max(20).default([]) },
    /** Asks who was asked for this need before all the same; the reason says why. */
    again: z.boolean().default(false),
  })
  .meta({ id: 'ForwardReferral' });
export type ForwardReferral = z.output<typeof ForwardReferral>;

export const ScheduleReferral = z
  .strictObject({ scheduledFor: z.iso.datetime({ offset: true }) })
  .meta({ id: 'ScheduleReferral' });
export const StartReferral = z.strictObject({}).meta({ id: 'StartReferral' });
export const CompleteReferral = z.strictObject({ note: text(500).optional() }).meta({ id: 'CompleteReferral' });

/** The household's word; a worker who writes it down says `assisted` and for whom (R53). */
export const ConfirmReferral = z
  .strictObject({ mode: z.enum(confirmationModes).default('self'), byName: text(60).optional() })
  .meta({ id: 'ConfirmReferral' });
export type ConfirmReferral = z.output<typeof ConfirmReferral>;

export const DisputeReferral = z.strictObject({ text: text(1000) }).meta({ id: 'DisputeReferral' });
export const resolutions = ['continue', 'served', 'not-served'] as const;
export const ResolveReferral = z
  .strictObject({ decision: z.enum(resolutions), reason })
  .meta({ id: 'ResolveReferral' });
export type ResolveReferral = z.output<typeof ResolveReferral>;

/** `outcome` is asked for once somebody was to be served; `reason` where the household has not confirmed. */
export const CloseReferral = z
  .strictObject({ outcome: z.enum(outcomes).optional(), reason: reason.optional() })
  .meta({ id: 'CloseReferral' });
export type CloseReferral = z.output<typeof CloseReferral>;
