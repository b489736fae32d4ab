import { type Actor, anonymousActor } from '../../platform/database';
import type { Role } from '../access';

/** One role that a person holds at one place; dated, because a contract ends (R14). */
export interface Post {
  role: string;
  organisationId: string | null;
  unitId: string | null;
  districtCode: string | null;
  /** Region ids joined by '/', no trailing slash. */
  regionPath: string | null;
}

/** An active account with the posts that hold today, as the sign-in functions of the database give it. */
export interface ActiveAccount {
  id: string;
  displayName: string;
  locale: string;
  demonstration: boolean;
  secondFactor: boolean;
  /** Whole days since the password was set; null without one. */
  passwordAgeDays: number | null;
  posts: Post[];
}

/**
 * `missing`: the account must set one up before it reaches anything else; `optional`: its roles open no file;
 * `exempt`: an account of the demonstration, whose password is printed on purpose.
 */
export type SecondFactorState = 'set' | 'missing' | 'optional' | 'exempt';

const WITHOUT_FILES: readonly string[] = ['reporter', 'volunteer'] satisfies Role[];

/** How an account stands with its second factor (C2, design 5). */
export function secondFactorState(
  account: Pick<ActiveAccount, 'demonstration' | 'secondFactor'> & { posts: ReadonlyArray<{ role: string }> },
): SecondFactorState {
  if (account.demonstration) return 'exempt';
  if (account.secondFactor) return 'set';
  return account.posts.every((post) => WITHOUT_FILES.includes(post.role)) ? 'optional' : 'missing';
}

const scopeOf = (post: Post) => [post.organisationId, post.unitId, post.regionPath].join('|');

/**
 * The actor of an account. A person acts at one place at a time: posts at another place than the first are left out,
 * so that two posts never add up to more reach than each has. Without a post of today there is no actor.
 */
export function actorOf(account: ActiveAccount, sessionId: string | null, purpose: string): Actor | null {
  const [first] = account.posts;
  if (!first) return null;
  const posts = account.posts.filter((post) => scopeOf(post) === scopeOf(first));
  const districts = posts.flatMap((post) => (post.districtCode === null ? [] : [post.districtCode]));
  return {
    kind: 'user',
    userId: account.id,
    displayName: account.displayName,
    organisationId: first.organisationId,
    unitId: first.unitId,
    roles: [...new Set(posts.map((post) => post.role))],
    districtCodes: [...new Set(districts)],
    regionPath: first.regionPath,
    householdId: null,
    purpose,
    sessionId,
  };
}

/** A household on its own page, let in by link and PIN. */
export const householdActor = (householdId: string, districtCode: string, sessionId: string | null): Actor => ({
  ...anonymousActor('household-page'),
  kind: 'household',
  roles: ['household'],
  districtCodes: [districtCode],
  householdId,
  sessionId,
});

/** Usernames are compared without case and width. */
export const normaliseUsername = (text: string): string => text.normalize('NFKC').trim().toLowerCase();
