import { z } from 'zod';
import { pageQuery } from '../../../platform/database';
import { approvalKinds, askableGroups, reviewResults } from '../approval.entity';

const code = 'identity-number-in-text';
/** What people write about a request; identity numbers have no place in it (C3). */
const text = (min: number, max: number) =>
  z
    .string()
    .trim()
    .min(min)
    .max(max)
    .refine((typed) => !/\d{17}[\dXx]/.test(typed.normalize('NFKC').replace(/[\s-]/g, '')), {
      error: code,
      params: { code },
    });

/** A request for access that C3 ties to a second person. */
export const AskApproval = z
  .strictObject({
    kind: z.enum(approvalKinds),
    /** Number of the file, or an exact identity number or phone of somebody in it. */
    householdKey: z.string().trim().min(4).max(40),
    /** Groups of the table C3; none for break-glass, which opens the file as the own role sees files. */
    fieldGroups: z.array(z.enum(askableGroups)).max(askableGroups.length).default([]),
    /** Number of the document that a supervisor's request rests on (R88). */
    documentNumber: z.string().trim().min(2).max(60).optional(),
    reason: text(10, 1000),
  })
  .meta({ id: 'AskApproval' });
export type AskApproval = z.output<typeof AskApproval>;

/** A household may be told later when the notice itself would do harm; the ground and the day stay on the record. */
export const ConfirmApproval = z
  .strictObject({
    note: text(1, 500).optional(),
    noticeDelayReason: text(10, 500).optional(),
    /** The day on which the household is told. */
    noticeOn: z.iso.date().optional(),
  })
  .meta({ id: 'ConfirmApproval' });
export type ConfirmApproval = z.output<typeof ConfirmApproval>;

export const RefuseApproval = z.strictObject({ note: text(2, 500) }).meta({ id: 'RefuseApproval' });
export type RefuseApproval = z.output<typeof RefuseApproval>;

export const ReviewApproval = z
  .strictObject({ result: z.enum(reviewResults), text: text(10, 1000) })
  .meta({ id: 'ReviewApproval' });
export type ReviewApproval = z.output<typeof ReviewApproval>;

/** `waiting`: for a decision of the reader; `mine`: asked by the reader; `review`: ended and not looked at yet. */
export const approvalShows = ['waiting', 'mine', 'running', 'review'] as const;
export type ApprovalShow = (typeof approvalShows)[number];
export const ApprovalQuery = z.strictObject({ show: z.enum(approvalShows).default('mine'), ...pageQuery });
export type ApprovalQuery = z.output<typeof ApprovalQuery>;
