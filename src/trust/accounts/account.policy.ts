import { type FieldError, invalid } from '../../platform/errors';
import { PROVIDER_STAFF, type Role, ROLES, WORKERS } from '../access';
import type { Post } from './account';

const ADMINISTRATORS: readonly string[] = [
  'system-administrator',
  'security-administrator',
  'audit-administrator',
] satisfies Role[];
const NOT_FOR_PEOPLE: readonly string[] = ['household', 'system'] satisfies Role[];
const WITH_ORGANISATION: readonly string[] = PROVIDER_STAFF;
const MAY_HAVE_ORGANISATION: readonly string[] = [...PROVIDER_STAFF, 'volunteer', 'evaluator'] satisfies Role[];
const WITH_REGION: readonly string[] = [...WORKERS, 'officer', 'supervisor'] satisfies Role[];

/** Roles that an account may be given. */
export const ASSIGNABLE_ROLES = ROLES.filter((role) => !NOT_FOR_PEOPLE.includes(role));

function postFaults(post: Post, prefix: string): FieldError[] {
  const faults: FieldError[] = [];
  if (!ASSIGNABLE_ROLES.some((role) => role === post.role))
    faults.push({ field: `${prefix}role`, code: 'role-unknown' });
  if (WITH_ORGANISATION.includes(post.role) && !post.organisationId) {
    faults.push({ field: `${prefix}organisationId`, code: 'role-needs-organisation' });
  }
  if (post.organisationId && !MAY_HAVE_ORGANISATION.includes(post.role)) {
    faults.push({ field: `${prefix}organisationId`, code: 'role-without-organisation' });
  }
  if (WITH_REGION.includes(post.role) && (!post.districtCode || !post.regionPath)) {
    faults.push({ field: `${prefix}regionPath`, code: 'role-needs-region' });
  }
  return faults;
}

function togetherFaults(posts: readonly Post[], field: string): FieldError[] {
  const roles = posts.map((post) => post.role);
  const codes: string[] = [];
  if (posts.length === 0) codes.push('role-missing');
  if (new Set(posts.map((post) => `${post.role}|${post.districtCode}`)).size !== posts.length) codes.push('role-twice');
  if (roles.some((role) => ADMINISTRATORS.includes(role)) && new Set(roles).size > 1) codes.push('administrator-alone');
  if (new Set(posts.map((post) => [post.organisationId, post.unitId, post.regionPath].join('|'))).size > 1) {
    codes.push('posts-in-two-places');
  }
  return codes.map((code) => ({ field, code }));
}

/**
 * Which roles one person may hold together: the three administrators are different people and do no case work (C2,
 * C3); whoever decides does not deliver (R14); all posts are at one place.
 * @throws AppError 422
 */
export function checkPosts(posts: readonly Post[]): void {
  const faults = [...posts.flatMap((post, at) => postFaults(post, `posts.${at}.`)), ...togetherFaults(posts, 'posts')];
  if (faults.length > 0) throw invalid(faults);
}

/** As `checkPosts`, for one more beside those that are held in the same time. @throws AppError 422 */
export function checkNewPost(post: Post, others: readonly Post[]): void {
  const faults = [...postFaults(post, ''), ...togetherFaults([...others, post], 'role')];
  if (faults.length > 0) throw invalid(faults);
}

/** An operator's people run a unit; they neither decide nor supervise nor administer (R14: operator ≠ authority). */
export const mayStandOnTerm = (role: string): boolean =>
  [...WORKERS, ...PROVIDER_STAFF, 'volunteer', 'reporter'].some((one) => one === role);
