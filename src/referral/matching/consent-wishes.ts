import type { Consent } from '../../people/consents';
import { REFERRAL_SCOPE } from './access-rules';

export interface ConsentWishes {
  consentScopes: string[];
  withheldProviderIds: string[];
}

const SAYS_NO: ReadonlySet<Consent['state']> = new Set(['refused', 'withdrawn']);

const allStruck = ({ items, struckItems }: Consent): boolean =>
  items.length > 0 && items.every((item) => struckItems.includes(item));

/**
 * What the household's sheets mean for a match (R98). Matching shares nothing, so a sheet that was never asked keeps
 * nobody out: it is asked before the referral is sent. A no does: to one provider, or to referrals at all. The newest
 * sheet to a receiver speaks.
 */
export function consentWishes(consents: readonly Consent[]): ConsentWishes {
  const newest = new Map<string, Consent>();
  const referral = consents.filter(({ scope, state }) => scope === REFERRAL_SCOPE && state !== 'asked');
  for (const sheet of [...referral].sort((a, b) => b.askedAt.getTime() - a.askedAt.getTime())) {
    const receiver = `${sheet.receiverKind}:${sheet.receiverId ?? sheet.receiverName}`;
    if (!newest.has(receiver)) newest.set(receiver, sheet);
  }
  const refused = [...newest.values()].filter(
    (sheet) => SAYS_NO.has(sheet.state) || (sheet.state === 'given' && allStruck(sheet)),
  );
  const withheldProviderIds = refused.flatMap(({ receiverKind, receiverId }) =>
    receiverKind === 'provider' && receiverId !== null ? [receiverId] : [],
  );
  const refusedAll = refused.some(({ receiverKind, receiverId }) => receiverKind === 'provider' && receiverId === null);
  return { consentScopes: refusedAll ? [] : [REFERRAL_SCOPE], withheldProviderIds };
}
