import { z } from 'zod';
import type { Credential } from '../credential.entity';

export const credentialKinds = [
  'background-check',
  'social-worker',
  'care-worker',
  'counsellor',
  'medical',
  'food-safety',
  'other',
] as const;

export const CredentialInput = z
  .strictObject({
    holderName: z.string().trim().min(1).max(60),
    kind: z.enum(credentialKinds),
    /** Last day on which it holds. */
    expiresOn: z.iso.date(),
  })
  .meta({ id: 'RecordCredential' });
export type CredentialInput = z.output<typeof CredentialInput>;

export const credentialView = z
  .object({
    id: z.uuid(),
    self: z.string(),
    providerId: z.uuid(),
    holderName: z.string(),
    kind: z.enum(credentialKinds),
    expiresOn: z.string(),
    expired: z.boolean(),
    checkedAt: z.string().nullable(),
    version: z.number(),
  })
  .meta({ id: 'Credential' });
export type CredentialView = z.infer<typeof credentialView>;
export const credentialsView = z.object({ items: z.array(credentialView), next: z.null() });

/** @param today YYYY-MM-DD */
export const viewCredential = (row: Credential, today: string): CredentialView => ({
  id: row.id,
  self: `/api/v1/providers/${row.providerId}/credentials/${row.id}`,
  providerId: row.providerId,
  holderName: row.holderName,
  kind: row.kind,
  expiresOn: row.expiresOn,
  expired: row.expiresOn < today,
  checkedAt: row.checkedAt?.toISOString() ?? null,
  version: row.version,
});
