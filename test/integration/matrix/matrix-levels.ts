import { type Levels, levelsOf, type ReferralPhase, type ReleaseRelation, type Role } from '../../../src/trust/access';
import type { Asker } from './matrix-askers';

/** Where the case of the file stands, and the referral for its provider. */
export interface Standing {
  /** Role whose tier holds the case; null when no case is open. */
  tier: Role | null;
  /** Name of the asker who leads it. */
  lead: string | null;
  phase: ReferralPhase;
}

export const AT_THE_WINDOW: Standing = { tier: 'window-worker', lead: 'window-worker own', phase: 'visit-day' };

/** A lead waits at the station, is no emergency, and was typed by a reporter (R54). */
const ofLead = (roles: readonly string[]): ReleaseRelation[] => [
  ...(roles.includes('reporter') ? (['own-entry'] as const) : []),
  ...(roles.includes('station-worker') ? (['own-tier'] as const) : []),
];

/**
 * What an asker may see of the file by the table of fields (C3).
 * @param sees whether the asker, by name, reaches a kind of thing
 * @param path of the route: leads and samples of evaluators have relations of their own
 */
export function levelsFor(
  { name, roles }: Asker,
  sees: (asker: string, kind: string) => boolean,
  { tier, lead, phase }: Standing,
  path: string,
): Levels {
  if (/\/leads/.test(path)) return sees(name, 'lead') ? levelsOf(roles, ofLead(roles)) : levelsOf([], []);
  // Evaluators see their samples, nothing else of any file.
  if (roles.includes('evaluator')) {
    return /\/evaluations/.test(path) && sees(name, 'evaluation') ? levelsOf(roles, []) : levelsOf([], []);
  }
  if (roles.includes('dispatcher') || roles.includes('practitioner')) {
    return sees(name, 'referral') ? levelsOf(roles, [phase]) : levelsOf([], []);
  }
  if (!sees(name, 'household')) return levelsOf([], []);
  const relations: ReleaseRelation[] = [];
  if (name === lead) relations.push('own-case');
  if (tier !== null && roles.includes(tier)) relations.push('own-tier');
  // A sheet of a device is its assessor's as a draft is (R103).
  if (/\/field-sheets/.test(path)) relations.push('own-draft');
  return levelsOf(roles, relations);
}
