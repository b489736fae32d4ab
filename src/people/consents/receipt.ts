import { createHash } from 'node:crypto';
import type { ConsentSitting } from './consent-sitting.entity';
import type { Consent } from './consent.entity';

/** What the household said to a line on that day, whatever became of it since. */
export function answerOf({ givenAt, state }: Pick<Consent, 'givenAt' | 'state'>): 'given' | 'refused' | 'unanswered' {
  if (givenAt !== null) return 'given';
  return state === 'refused' ? 'refused' : 'unanswered';
}

/**
 * The content of a receipt as one text that is the same every time: fixed order of keys, lines by id, items by code.
 * Nothing in it changes later, so that the digest can be computed again from the rows.
 */
export function canonicalReceipt(
  sitting: Pick<ConsentSitting, 'id' | 'householdId' | 'textVersion'>,
  lines: readonly Consent[],
): string {
  const inOrder = [...lines].sort((a, b) => (a.id < b.id ? -1 : 1));
  return JSON.stringify([
    ['sitting', sitting.id],
    ['household', sitting.householdId],
    ['text', sitting.textVersion],
    ...inOrder.map((line) => [
      ...[line.id, answerOf(line), line.scope, line.receiverKind, line.receiverId, line.receiverName],
      ...[[...line.items].sort(), [...line.struckItems].sort(), line.validUntil, line.givenAt?.toISOString() ?? null],
      ...[line.givenByName, line.mode, line.aboutMemberId, line.proofKind, line.guardianInformed],
    ]),
  ]);
}

/** SHA-256 of the canonical content, as 64 hexadecimal digits. */
export function receiptDigest(sitting: Parameters<typeof canonicalReceipt>[0], lines: readonly Consent[]): string {
  return createHash('sha256').update(canonicalReceipt(sitting, lines)).digest('hex');
}
