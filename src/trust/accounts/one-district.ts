import type { FastifyRequest } from 'fastify';
import type { Actor } from '../../platform/database';

/** Remembers in the console which of several districts is being worked in. */
export const districtCookie = 'district';

/**
 * Somebody of a city or province has posts in many districts. A list over all of them would read them all (design 8.1),
 * so such an actor works in one at a time: the API names it (`?district=`), the console asks once and remembers it.
 * @returns the actor in the chosen district, without a choice as it is; with all the districts there are to choose from
 */
export function inOneDistrict(
  actor: Actor,
  { query, cookies, url }: Pick<FastifyRequest, 'query' | 'cookies' | 'url'>,
): { actor: Actor; districts?: readonly string[] } {
  if (actor.districtCodes.length < 2) return { actor };
  const { district } = (query ?? {}) as { district?: unknown };
  const chosen = url.startsWith('/api/') ? district : cookies[districtCookie];
  const found = actor.districtCodes.find((code) => code === chosen);
  return { actor: found === undefined ? actor : { ...actor, districtCodes: [found] }, districts: actor.districtCodes };
}
