import { z } from 'zod';
import type { Actor } from '../../../platform/database';
import type { AccountRow } from '../accounts.store';
import type { InvitationRow, OneTimeLink } from '../links.store';

const postView = z.object({
  role: z.string(),
  organisationId: z.uuid().nullable(),
  unitId: z.uuid().nullable(),
  districtCode: z.string().nullable(),
  regionPath: z.string().nullable(),
});
export const accountView = z
  .object({
    id: z.uuid(),
    self: z.string(),
    username: z.string(),
    displayName: z.string(),
    email: z.string().nullable(),
    locale: z.string(),
    state: z.enum(['invited', 'active', 'deactivated']),
    demonstration: z.boolean(),
    secondFactor: z.boolean(),
    createdAt: z.iso.datetime(),
    version: z.number().int(),
    posts: z.array(postView),
  })
  .meta({ id: 'Account' });
export type AccountView = z.infer<typeof accountView>;
export const accountsView = z.object({ items: z.array(accountView), next: z.string().nullable() });
/** The link stands in the first answer only; a repeat of the request shows the account without it. */
export const createdAccountView = accountView
  .extend({ link: z.string().nullable().optional() })
  .meta({ id: 'CreatedAccount' });
export const invitationView = z
  .object({
    id: z.uuid(),
    self: z.string(),
    role: z.string(),
    email: z.string().nullable(),
    expiresAt: z.iso.datetime(),
    usedAt: z.iso.datetime().nullable(),
    link: z.string().optional(),
  })
  .meta({ id: 'Invitation' });
export const invitationsView = z.object({ items: z.array(invitationView), next: z.string().nullable() });
export const actorView = z
  .object({
    kind: z.string(),
    userId: z.uuid().nullable(),
    displayName: z.string(),
    organisationId: z.uuid().nullable(),
    unitId: z.uuid().nullable(),
    roles: z.array(z.string()),
    districtCodes: z.array(z.string()),
    regionPath: z.string().nullable(),
  })
  .meta({ id: 'Actor' });
/** Where the second factor has to be set up before the token opens anything else; null where it need not. */
export const signedInView = z
  .object({ token: z.string(), actor: actorView, enrolAt: z.string().nullable() })
  .meta({ id: 'SignedIn' });
export const meView = z
  .object({
    self: z.string(),
    actor: actorView,
    account: accountView,
    secondFactor: z.boolean(),
    recoveryCodesLeft: z.number().int(),
  })
  .meta({ id: 'Me' });
/** `replaces`: the account has an authenticator, and the password is needed to change it. */
export const secondFactorView = z
  .object({ secret: z.string(), uri: z.string(), replaces: z.boolean() })
  .meta({ id: 'SecondFactorProposal' });
/** The codes stand in the first answer only; a repeat of the request shows the account without them. */
export const recoveryCodesView = z
  .object({ self: z.string(), recoveryCodes: z.array(z.string()) })
  .meta({ id: 'RecoveryCodes' });

export const viewAccount = (row: AccountRow): AccountView => ({
  id: row.id,
  self: `/api/v1/accounts/${row.id}`,
  username: row.username,
  displayName: row.display_name,
  email: row.email,
  locale: row.locale,
  state: row.state,
  demonstration: row.demonstration,
  secondFactor: row.second_factor,
  createdAt: row.created_at.toISOString(),
  version: row.version,
  posts: row.posts,
});

export const viewInvitation = (row: InvitationRow, link?: OneTimeLink): z.infer<typeof invitationView> => ({
  id: row.id,
  self: `/api/v1/invitations/${row.id}`,
  role: row.role,
  email: row.email,
  expiresAt: row.expires_at.toISOString(),
  usedAt: row.used_at?.toISOString() ?? null,
  ...(link && { link: link.url }),
});

export const viewActor = (actor: Actor): z.infer<typeof actorView> => ({
  kind: actor.kind,
  userId: actor.userId,
  displayName: actor.displayName,
  organisationId: actor.organisationId,
  unitId: actor.unitId,
  roles: [...actor.roles],
  districtCodes: [...actor.districtCodes],
  regionPath: actor.regionPath,
});
