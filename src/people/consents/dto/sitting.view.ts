import { z } from 'zod';
import { type Levels, released, releaseFields, withheld } from '../../../trust/access';
import type { Receipt, SittingSheet } from '../consent-sittings';
import { answerOf } from '../receipt';
import { consentView, viewConsent } from './consent.view';

export const sittingView = z
  .object({
    id: z.uuid(),
    self: z.string(),
    householdId: z.uuid(),
    textVersion: z.string(),
    askedAt: z.iso.datetime(),
    answeredAt: z.iso.datetime().nullable(),
    receiptDigest: z.string().nullable(),
    lines: z.array(consentView),
    version: z.number().int(),
  })
  .meta({ id: 'ConsentSitting' });
export type SittingView = z.infer<typeof sittingView>;

/** A receipt by itself; what the law lets be shared beside it is added to the left. */
export const receiptLinesView = z.object({
  sittingId: z.uuid(),
  householdId: z.uuid(),
  textVersion: z.string(),
  answeredAt: z.iso.datetime().nullable(),
  digest: z.string(),
  /** Whether the rows still say what was said on that day. */
  intact: z.boolean(),
  /** Whether the digest of the question is the one on file; null when none was asked about. */
  matches: z.boolean().nullable(),
  lines: z.array(
    z.object({
      id: z.uuid(),
      answer: z.enum(['given', 'refused', 'unanswered']),
      scope: z.string(),
      receiverKind: z.string(),
      receiverName: z.string(),
      items: z.array(z.string()),
      struckItems: z.array(z.string()),
      validUntil: z.iso.date(),
      givenByName: released('contact', z.string().nullable(), { from: 'masked' }),
      mode: z.string(),
    }),
  ),
  withheld,
});
export type ReceiptLinesView = z.infer<typeof receiptLinesView>;

/** @param roles of the reader: they decide which moves are offered */
export function viewSitting({ sitting, lines }: SittingSheet, roles: readonly string[], levels: Levels): SittingView {
  const { id, householdId, textVersion, askedAt, answeredAt, receiptDigest, version } = sitting;
  return {
    ...{ id, self: `/api/v1/consent-sittings/${id}`, householdId, textVersion, receiptDigest, version },
    askedAt: askedAt.toISOString(),
    answeredAt: answeredAt?.toISOString() ?? null,
    lines: lines.map((line) => viewConsent(line, roles, levels)),
  };
}

export function viewReceipt(
  { sitting, lines, digest, intact }: Receipt,
  levels: Levels,
  asked?: string,
): ReceiptLinesView {
  const { id: sittingId, householdId, textVersion, answeredAt } = sitting;
  const view = {
    ...{ sittingId, householdId, textVersion, digest, intact },
    answeredAt: answeredAt?.toISOString() ?? null,
    matches: asked === undefined ? null : asked === digest,
    lines: lines.map((line) => {
      const { id, scope, receiverKind, receiverName, items, struckItems, validUntil, givenByName, mode } = line;
      const said = { id, answer: answerOf(line), scope, receiverKind, receiverName, items, struckItems };
      return { ...said, validUntil, givenByName, mode };
    }),
  };
  return releaseFields(receiptLinesView, view, levels);
}
