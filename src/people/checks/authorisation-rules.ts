import type { Consent } from '../consents';

/** Items of a consent sheet that an answer can be of. */
export type AnswerGroup = 'identity' | 'economy' | 'health';
export type AuthorisationReason = 'authorisation-missing' | 'authorisation-expired' | 'authorisation-withdrawn';

/** Whether a person may be asked about, and which groups of items were left standing; or why not, and since which day. */
export type Authorisation =
  | { allowed: true; groups: readonly AnswerGroup[]; until: string }
  | { allowed: false; reason: AuthorisationReason; on: string | null };

const GROUPS: readonly AnswerGroup[] = ['identity', 'economy', 'health'];
// A day in China has the form YYYY-MM-DD in the Canadian locale.
const shanghaiDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });

/**
 * The authorisation of one person (B16): the consent to the authority's check that this person signed, a guardian signed
 * for them, or a proxy with a mandate; from signing to its last day. One signature of the head speaks for the head alone.
 * @param consents of the household, in any order
 * @param today YYYY-MM-DD
 */
export function authorisationOf(memberId: string, consents: readonly Consent[], today: string): Authorisation {
  const own = consents
    .filter((one) => one.scope === 'policy-check' && one.receiverKind === 'department' && one.givenAt !== null)
    .filter((one) => speaksFor(one, memberId))
    .sort((one, other) => other.givenAt!.getTime() - one.givenAt!.getTime());
  const standing = own.find(({ state, validUntil }) => state === 'given' && validUntil >= today);
  if (standing) return { allowed: true, groups: groupsOf(standing), until: standing.validUntil };
  const last = own[0];
  if (!last) return { allowed: false, reason: 'authorisation-missing', on: null };
  if (last.state === 'withdrawn')
    return { allowed: false, reason: 'authorisation-withdrawn', on: last.endedAt && shanghaiDay.format(last.endedAt) };
  return { allowed: false, reason: 'authorisation-expired', on: last.validUntil };
}

function speaksFor({ aboutMemberId, givenByMemberId, mode }: Consent, memberId: string): boolean {
  if (givenByMemberId === memberId) return aboutMemberId === null || aboutMemberId === memberId;
  return aboutMemberId === memberId && (mode === 'guardian' || mode === 'proxy');
}

/** Without the identity nobody can be found by a department: then nothing is left. */
function groupsOf({ items, struckItems }: Consent): AnswerGroup[] {
  const left = GROUPS.filter((group) => items.includes(group) && !struckItems.includes(group));
  return left.includes('identity') ? left : [];
}
