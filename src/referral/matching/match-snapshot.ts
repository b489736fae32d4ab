import { match } from './match';
import type { MatchResult } from './match';
import type { CandidateOffering, HouseholdFacts, MatchContext, NeedToMeet } from './matching.types';

/** Which rules were in force: code list, policy pack, and the formula of this room (its README). */
export interface MatchVersions {
  taxonomy: string;
  pack: string;
  formula: string;
}

/** The formula of score and plan as the README of this room states it; it changes when a published number does. */
export const FORMULA_VERSION = '2026.5';
/** Formulas that took of equal plans the one met first: an answer of that time is made again as it was. */
const TIES_AS_MET: ReadonlySet<string> = new Set(['2026.1', '2026.2']);
/** Formulas that showed the first ten alone, whatever the plan held. */
const EARLIER: ReadonlySet<string> = new Set([...TIES_AS_MET, '2026.3']);

/** Everything that a match looked at, so that it can be made again and disputed (design 4). No names of persons. */
export interface MatchSnapshot {
  household: HouseholdFacts;
  needs: readonly NeedToMeet[];
  offerings: readonly CandidateOffering[];
  context: MatchContext;
  versions: MatchVersions;
  /** By need how many were admitted and kept out, where `offerings` holds the nearest of them alone. */
  counted?: Readonly<Record<string, { admitted: number; keptOut: number }>>;
}

/** The context of a stored match, with what the formula of its time did otherwise. */
export function contextOf({
  context,
  versions: { formula },
}: Pick<MatchSnapshot, 'context' | 'versions'>): MatchContext {
  return {
    ...context,
    ...(TIES_AS_MET.has(formula) && { ties: 'as-met' as const }),
    ...(EARLIER.has(formula) && { earlier: true as const }),
  };
}

/** The same facts give the same answer, on any machine and on any day. */
export function replay({ household, needs, offerings, context, versions, counted }: MatchSnapshot): MatchResult {
  const result = match(household, needs, offerings, contextOf({ context, versions }));
  return counted ? { ...result, needs: result.needs.map((one) => ({ ...one, ...counted[one.need.id] })) } : result;
}
