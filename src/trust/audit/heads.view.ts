import { z } from 'zod';
import { pageQuery } from '../../platform/database';
import type { Countersignature } from './countersignatures.store';
import type { DayHead } from './day-head';
import type { Head } from './seals.store';
import type { AuditVerification } from './verify-audit.use-case';

/** Numbers of seals are 64 bits wide and therefore text. */
export const sealNumber = z.string().regex(/^(0|[1-9]\d{0,17})$/);
export const headsQuery = z.strictObject(pageQuery);
export type HeadsQuery = z.infer<typeof headsQuery>;

/** One request checks at most so many rows: longer records are walked with `after`. */
export const MOST_ROWS = 100_000;
export const verificationQuery = z.strictObject({
  after: sealNumber.optional(),
  rows: z.coerce.number().int().min(1).max(MOST_ROWS).default(MOST_ROWS),
});
export type VerificationQuery = z.infer<typeof verificationQuery>;

export const countersignInput = z.strictObject({
  hash: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[0-9a-f]{64}$/),
  signer: z.string().trim().min(1).max(200),
  statement: z.string().trim().min(1).max(2000),
  signature: z
    .string()
    .trim()
    .max(20_000)
    .optional()
    .transform((text) => text || undefined),
});
export type CountersignInput = z.infer<typeof countersignInput>;

const headFields = { number: z.string(), hash: z.string(), at: z.iso.datetime() };
export const countersignatureView = z
  .object({
    id: z.uuid(),
    headNumber: z.string(),
    headHash: z.string(),
    accountId: z.uuid(),
    signer: z.string(),
    statement: z.string(),
    signature: z.string().nullable(),
    signedAt: z.iso.datetime(),
  })
  .meta({ id: 'AuditCountersignature' });
export const headView = z
  .object({ ...headFields, countersignatures: z.array(countersignatureView) })
  .meta({ id: 'AuditHead' });
export const headsView = z.object({
  items: z.array(z.object({ day: z.iso.date(), ...headFields, countersignatures: z.array(countersignatureView) })),
  next: z.string().nullable(),
});

const kinds = [
  ...(['edited', 'deleted', 'inserted-late', 'swapped', 'seal-edited', 'seal-missing'] as const),
  ...(['truncated', 'rewritten', 'pruning-unrecorded'] as const),
] satisfies ReadonlyArray<AuditVerification['findings'][number]['kind']>;
export const verificationView = z
  .object({
    through: z.string(),
    seals: z.number(),
    rows: z.number(),
    findings: z.array(
      z.object({
        kind: z.enum(kinds),
        sealNumber: z.string(),
        rowId: z.uuid().optional(),
        throughSeal: z.string().optional(),
      }),
    ),
    next: z.string().nullable().describe('Pass as `after` to go on; null = the newest seal was reached'),
  })
  .meta({ id: 'AuditVerification' });

export const viewCountersignature = (one: Countersignature): z.infer<typeof countersignatureView> => ({
  ...{ id: one.id, headNumber: one.sealNumber, headHash: one.sealHash, accountId: one.accountId },
  ...{ signer: one.signer, statement: one.statement, signature: one.signature },
  signedAt: one.signedAt.toISOString(),
});

export const viewHead = ({
  number,
  hash,
  at,
  countersignatures,
}: Head & Pick<DayHead, 'countersignatures'>): z.infer<typeof headView> => ({
  ...{ number, hash, at: at.toISOString() },
  countersignatures: countersignatures.map(viewCountersignature),
});
