import { z } from 'zod';
import type { TermHolder, TermRow } from '../access-terms.store';
import type { ApiKeyRow } from '../api-keys.service';
import type { PostRow } from '../posts.store';
import type { SessionEntry } from '../sessions.service';

const moment = z.iso.datetime();

export const postsView = z
  .object({
    self: z.string(),
    items: z.array(
      z.object({
        id: z.uuid(),
        role: z.string(),
        organisationId: z.uuid().nullable(),
        unitId: z.uuid().nullable(),
        districtCode: z.string().nullable(),
        regionPath: z.string().nullable(),
        validFrom: moment,
        validUntil: moment.nullable(),
        contractId: z.uuid().nullable(),
        contractEndsAt: moment.nullable(),
        endedAt: moment.nullable(),
      }),
    ),
  })
  .meta({ id: 'Posts' });
export type PostsView = z.infer<typeof postsView>;

export const termView = z
  .object({
    id: z.uuid(),
    self: z.string(),
    organisationId: z.uuid(),
    districtCode: z.string(),
    label: z.string(),
    startsAt: moment,
    endsAt: moment,
    endedAt: moment.nullable(),
  })
  .meta({ id: 'AccessTerm' });
export const termsView = z.object({ items: z.array(termView) });
/** Whose access ends with the contract, so that their cases can be handed over (R14). */
export const handoverView = termView
  .extend({
    holders: z.array(
      z.object({
        accountId: z.uuid(),
        username: z.string(),
        displayName: z.string(),
        role: z.string(),
        unitId: z.uuid().nullable(),
        endedAt: moment.nullable(),
      }),
    ),
  })
  .meta({ id: 'TermHandover' });

export const sessionsView = z
  .object({
    self: z.string(),
    items: z.array(
      z.object({
        id: z.uuid(),
        kind: z.enum(['cookie', 'bearer']),
        device: z.string().nullable(),
        address: z.string().nullable(),
        createdAt: moment,
        lastSeenAt: moment,
        endsAt: moment,
        current: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'OwnSessions' });

/** The key stands in the first answer only; a repeat of the request shows it without. */
export const apiKeyView = z
  .object({
    id: z.uuid(),
    self: z.string(),
    name: z.string(),
    prefix: z.string(),
    scopes: z.array(z.string()),
    createdAt: moment,
    expiresAt: moment,
    revokedAt: moment.nullable(),
    lastUsedAt: moment.nullable(),
    key: z.string().optional(),
  })
  .meta({ id: 'ApiKey' });
export type ApiKeyView = z.infer<typeof apiKeyView>;
/** `possibleScopes`: what a key of the caller can be made for. */
export const apiKeysView = z.object({ items: z.array(apiKeyView), possibleScopes: z.array(z.string()) });

export const viewPosts = (accountId: string, rows: readonly PostRow[]): PostsView => ({
  self: `/api/v1/accounts/${accountId}/posts`,
  items: rows.map((row) => ({
    id: row.id,
    role: row.role,
    organisationId: row.organisation_id,
    unitId: row.unit_id,
    districtCode: row.district_code,
    regionPath: row.region_path,
    validFrom: row.valid_from.toISOString(),
    validUntil: row.valid_until?.toISOString() ?? null,
    contractId: row.term_id,
    contractEndsAt: row.term_ends_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
  })),
});

export const viewTerm = (row: TermRow): z.infer<typeof termView> => ({
  id: row.id,
  self: `/api/v1/access-terms/${row.id}`,
  organisationId: row.organisation_id,
  districtCode: row.district_code,
  label: row.label,
  startsAt: row.starts_at.toISOString(),
  endsAt: row.ends_at.toISOString(),
  endedAt: row.ended_at?.toISOString() ?? null,
});

export const viewHandover = (row: TermRow, holders: readonly TermHolder[]): z.infer<typeof handoverView> => ({
  ...viewTerm(row),
  holders: holders.map((holder) => ({
    accountId: holder.account_id,
    username: holder.username,
    displayName: holder.display_name,
    role: holder.role,
    unitId: holder.unit_id,
    endedAt: holder.ended_at?.toISOString() ?? null,
  })),
});

export const viewSessions = (
  rows: readonly SessionEntry[],
  current: string | null | undefined,
): z.infer<typeof sessionsView> => ({
  self: '/api/v1/me/sessions',
  items: rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    device: row.device,
    address: row.address,
    createdAt: row.created_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
    current: row.id === current,
  })),
});

export const viewApiKey = (row: ApiKeyRow, key?: string): ApiKeyView => ({
  id: row.id,
  self: `/api/v1/me/api-keys/${row.id}`,
  name: row.name,
  prefix: row.prefix,
  scopes: row.scopes,
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  revokedAt: row.revoked_at?.toISOString() ?? null,
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
  ...(key !== undefined && { key }),
});
