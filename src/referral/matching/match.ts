import { alternativesTo } from './alternatives';
import type { Emphasis } from './alternatives';
import { judgeAll } from './candidates';
import type { Candidate, Excluded } from './candidates';
import { gapPhrase } from './explain';
import { gapCauseOf } from './gap-cause';
import { workOfMatch } from './joint-plan';
import type { CandidateOffering, HouseholdFacts, MatchContext, NeedToMeet, Phrase, Pin } from './matching.types';
import { byWeight, proposedItems, solvedPlan } from './proposed-plan';
import type { ProposedPlan } from './proposed-plan';
import type { GapCause } from './rule';

/** So many candidates a need are shown, and those that a plan or a pin names; unless the context says otherwise. */
export const CANDIDATES_PER_NEED = 10;

/** One need with the best candidates and everything that was kept out; a cause when nothing is left. */
export interface NeedMatch {
  need: NeedToMeet;
  candidates: readonly Candidate[];
  /** How many were admitted; `candidates` holds the best of them, and further ones that a plan or a pin names. */
  admitted: number;
  /** All that carry the code, or, where they are more than anybody reads, the nearest of them. */
  excluded: readonly Excluded[];
  /** How many are kept out in all, where `excluded` does not hold them all. */
  keptOut?: number;
  /** `setAside`: somebody could help, and the worker has set all of them aside. */
  gap?: { cause: GapCause; because: Phrase; setAside?: true };
}

export interface MatchResult {
  householdId: string;
  asOf: string;
  needs: readonly NeedMatch[];
  plan: ProposedPlan & { proof: Phrase; alternatives: readonly (ProposedPlan & { emphasis: Emphasis })[] };
  /** Pins that a rule now forbids: the worker is told, the need is planned anew. */
  brokenPins: readonly Pin[];
}

interface Judged {
  need: NeedToMeet;
  candidates: readonly Candidate[];
  excluded: readonly Excluded[];
}

const isOnlySetAside = ({ refusals: [first, ...more] }: Excluded): boolean =>
  first?.rule === 'set-aside' && more.length === 0;

const choiceOf = ({ needId, offeringId }: { needId: string; offeringId: string }): string => `${needId} ${offeringId}`;

/** What the answer speaks of, and so has to show: nobody can choose a proposal that stands in no list. */
function namedIn({ items, alternatives }: MatchResult['plan'], { pins = [], earlier }: MatchContext): Set<string> {
  if (earlier) return new Set();
  return new Set([...items, ...alternatives.flatMap((other) => other.items), ...pins].map(choiceOf));
}

/** The worker's word for this match is no cause of a gap: what is full stays full when it is set aside as well (I8). */
const withoutSetAside = ({ refusals, ...one }: Excluded): Excluded => ({
  ...one,
  refusals: refusals.filter(({ rule }) => rule !== 'set-aside'),
});

interface Shown {
  most: number;
  named: ReadonlySet<string>;
  earlier?: true;
}

function needMatch({ need, candidates, excluded }: Judged, { most, named, earlier }: Shown): NeedMatch {
  const isShown = ({ offering }: Candidate, place: number): boolean =>
    place < most || named.has(choiceOf({ needId: need.id, offeringId: offering.id }));
  const shown = { need, candidates: candidates.filter(isShown), admitted: candidates.length, excluded };
  if (candidates.length > 0) return shown;
  if (excluded.some(isOnlySetAside))
    return { ...shown, gap: { cause: 'declined', because: gapPhrase('set-aside'), setAside: true } };
  const cause = gapCauseOf(earlier ? excluded : excluded.map(withoutSetAside));
  return { ...shown, gap: { cause, because: gapPhrase(cause) } };
}

function planFor(judged: readonly Judged[], context: MatchContext): MatchResult['plan'] {
  const work = workOfMatch();
  const { plan, joint, problem, choice } = solvedPlan(judged, context, undefined, work);
  const alternatives = alternativesTo(choice, joint, context, work).map((alternative) => ({
    emphasis: alternative.emphasis,
    objective: alternative.objective,
    bound: plan.bound,
    ...proposedItems(problem, joint, alternative.choice, context),
  }));
  return { ...plan, alternatives };
}

/**
 * Matches one household: per need the ranked candidates and the excluded with their reasons, and the best joint plan.
 * Pure: same facts in any order give the same answer; needs are answered most weighty first.
 */
export function match(
  household: HouseholdFacts,
  needs: readonly NeedToMeet[],
  offerings: readonly CandidateOffering[],
  context: MatchContext,
): MatchResult {
  const judged = [...needs].sort(byWeight).map((need) => ({ need, ...judgeAll(household, need, offerings, context) }));
  const isBroken = ({ needId, offeringId }: Pin): boolean =>
    !judged.some(({ need, candidates }) => need.id === needId && candidates.some((c) => c.offering.id === offeringId));
  const plan = planFor(judged, context);
  const shown = {
    most: context.candidatesPerNeed ?? CANDIDATES_PER_NEED,
    named: namedIn(plan, context),
    earlier: context.earlier,
  };
  return {
    householdId: household.id,
    asOf: context.asOf,
    needs: judged.map((one) => needMatch(one, shown)),
    plan,
    brokenPins: (context.pins ?? []).filter(isBroken),
  };
}
