import { z } from 'zod';
import { type Levels, released, releaseFields, withheld } from '../../../trust/access';
import type { Consent } from '../consent.entity';
import { consentLifecycle } from '../consent.lifecycle';

export const consentView = z
  .object({
    id: z.uuid(),
    self: z.string(),
    householdId: z.uuid(),
    scope: z.string(),
    receiverKind: z.string(),
    receiverId: z.uuid().nullable(),
    receiverName: z.string(),
    items: z.array(z.string()),
    struckItems: z.array(z.string()),
    givenByMemberId: z.uuid().nullable(),
    givenByName: released('contact', z.string().nullable(), { from: 'masked' }),
    mode: z.string(),
    sittingId: z.uuid().nullable(),
    aboutMemberId: z.uuid().nullable(),
    /** The paper of a guardian by its kind; its number or description stays sealed. */
    proofKind: z.string().nullable(),
    guardianInformed: z.boolean(),
    state: z.string(),
    textVersion: z.string(),
    askedAt: z.iso.datetime(),
    givenAt: z.iso.datetime().nullable(),
    validUntil: z.iso.date(),
    endedAt: z.iso.datetime().nullable(),
    version: z.number().int(),
    moves: z.array(z.string()),
    withheld,
  })
  .meta({ id: 'Consent' });
export type ConsentView = z.infer<typeof consentView>;
export const consentsView = z.object({ items: z.array(consentView) });

/** @param roles of the reader: they decide which moves are offered */
export function viewConsent(consent: Consent, roles: readonly string[], levels: Levels): ConsentView {
  const { id, householdId, scope, receiverKind, receiverId, receiverName, items, struckItems, mode, state } = consent;
  const { givenByMemberId, givenByName, textVersion, validUntil, version } = consent;
  const view = {
    ...{
      id,
      self: `/api/v1/consents/${id}`,
      householdId,
      scope,
      receiverKind,
      receiverId,
      receiverName,
      items,
      struckItems,
    },
    ...{ givenByMemberId, givenByName, mode, state, textVersion, validUntil, version },
    sittingId: consent.sittingId,
    aboutMemberId: consent.aboutMemberId,
    proofKind: consent.proofKind,
    guardianInformed: consent.guardianInformed ?? false,
    askedAt: consent.askedAt.toISOString(),
    givenAt: consent.givenAt?.toISOString() ?? null,
    endedAt: consent.endedAt?.toISOString() ?? null,
    moves: consentLifecycle.allowed(state, roles),
  };
  return releaseFields(consentView, view, levels);
}
