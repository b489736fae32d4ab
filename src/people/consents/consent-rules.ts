import type { Consent } from './consent.entity';

/** What somebody wants to share, and with whom. */
export interface SharingWish {
  providerId: string;
  /** The kind of provider as sheets name it, for consents given to a kind instead of one provider. */
  providerKind?: string;
  /** Codes of the pack's consent items. */
  items: readonly string[];
}

/** Whether a given consent allows the sharing on a day (R98): right receiver, every item left standing, not run out. */
export function covers(consent: Consent, wish: SharingWish, today: string): boolean {
  if (consent.state !== 'given' || consent.validUntil < today) return false;
  const named = consent.receiverKind === 'provider' && consent.receiverId === wish.providerId;
  const ofKind = consent.receiverKind === 'provider-kind' && consent.receiverName === wish.providerKind;
  if (!named && !ofKind) return false;
  return wish.items.every((item) => consent.items.includes(item) && !consent.struckItems.includes(item));
}

/**
 * Whether two sheets speak of the same sharing, so that the newer one replaces the older. To a check each person agrees
 * for themselves (B16): the sheet of one does not replace that of another.
 */
export function sameReceiver(one: Consent, other: Consent): boolean {
  const speaker = ({ aboutMemberId, givenByMemberId }: Consent) => aboutMemberId ?? givenByMemberId;
  if (one.scope === 'policy-check' && speaker(one) !== speaker(other)) return false;
  return (
    one.scope === other.scope &&
    one.receiverKind === other.receiverKind &&
    one.receiverId === other.receiverId &&
    (one.receiverId !== null || one.receiverName === other.receiverName)
  );
}
