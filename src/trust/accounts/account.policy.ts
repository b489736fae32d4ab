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

function postFaults(post: Post, field: string): FieldError[] {
  const faults: FieldError[] = [];
  if (!ASSIGNABLE_ROLES.some((role) => role === post.role))
    faults.push({ field: `${field}.role`, code: 'role-unknown' });
  if (WITH_ORGANISATION.includes(post.role) && !post.organisationId) {
    faults.push({ field: `${field}.organisationId`, code: 'role-needs-organisation' });
  }
  if (post.organisationId && !MAY_HAVE_ORGANISATION.includes(post.role)) {
    faults.push({ field: `${field}.organisationId`, code: 'role-without-organisation' });
  }
  if (WITH_REGION.includes(post.role) && (!post.districtCode || !post.regionPath)) {
    faults.push({ field: `${field}.regionPath`, code: 'role-needs-region' });
  }
  return faults;
}

/**
 * Which roles one person may hold together: the three administrators are different people and do no case work (C2,
 * C3); whoever decides does not deliver (R14); all posts are at one place.
 * @throws AppError 422
 */
export function checkPosts(posts: readonly Post[]): void {
  const faults = posts.flatMap((post, at) => postFaults(post, `posts.${at}`));
  const roles = posts.map((post) => post.role);
  if (posts.length === 0) faults.push({ field: 'posts', code: 'role-missing' });
  if (new Set(posts.map((post) => `${post.role}|${post.districtCode}`)).size !== posts.length) {
    faults.push({ field: 'posts', code: 'role-twice' });
  }
  if (roles.some((role) => ADMINISTRATORS.includes(role)) && new Set(roles).size > 1) {
    faults.push({ field: 'posts', code: 'administrator-alone' });
  }
  if (new Set(posts.map((post) => [post.organisationId, post.unitId, post.regionPath].join('|'))).size > 1) {
    faults.push({ field: 'posts', code: 'posts-in-two-places' });
  }
  if (faults.length > 0) throw invalid(faults);
}
