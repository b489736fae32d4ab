import { alternativesTo } from './alternatives';
import type { Emphasis } from './alternatives';
import { judgeAll } from './candidates';
import type { Candidate, Excluded } from './candidates';
import { gapPhrase } from './explain';
import { gapCauseOf } from './gap-cause';
import { MOST_JOINT_NEEDS, solvePlan } from './joint-plan';
import type { CandidateOffering, HouseholdFacts, MatchContext, NeedToMeet, Phrase, Pin } from './matching.types';
import { planProblem, weightOf } from './plan-options';
import { SERVED_BASE, assignmentsOf } from './plan-problem';
import type { Choice, PlanProblem } from './plan-problem';
import { sideOf } from './route';
import type { Side } from './route';
import type { GapCause } from './rule';

const CANDIDATES_PER_NEED = 10;

/** One need with the best candidates and everything that was kept out; a cause when nothing is left. */
export interface NeedMatch {
  need: NeedToMeet;
  candidates: readonly Candidate[];
  /** How many were admitted; `candidates` holds the best of them. */
  admitted: number;
  excluded: readonly Excluded[];
  gap?: { cause: GapCause; because: Phrase };
}

export interface PlannedNeed {
  needId: string;
  offeringId: string;
  providerId: string;
  score: number;
  askFirst: boolean;
  /** R5: the side under which the plan item is counted. */
  side: Side;
  pinned: boolean;
}

export interface ProposedPlan {
  objective: number;
  bound: number;
  items: readonly PlannedNeed[];
  /** Needs left open although they have candidates: another need holds the place, the hour or the money. */
  contested: readonly string[];
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

const byWeight = (a: NeedToMeet, b: NeedToMeet): number => weightOf(b) - weightOf(a) || (a.id < b.id ? -1 : 1);

function needMatch({ need, candidates, excluded }: Judged, most: number): NeedMatch {
  const shown = { need, candidates: candidates.slice(0, most), admitted: candidates.length, excluded };
  if (candidates.length > 0) return shown;
  const cause = gapCauseOf(excluded);
  return { ...shown, gap: { cause, because: gapPhrase(cause) } };
}

function plannedNeeds(
  problem: PlanProblem,
  judged: readonly Judged[],
  choice: Choice,
  context: MatchContext,
): PlannedNeed[] {
  return assignmentsOf(problem, choice).flatMap(({ index, option }) => {
    const need = judged[index]?.need;
    const candidate = judged[index]?.candidates.find(({ offering }) => offering.id === option.offeringId);
    if (!need || !candidate) return [];
    const pinned = context.pins?.some((pin) => pin.needId === need.id && pin.offeringId === option.offeringId) ?? false;
    const { offeringId, providerId } = option;
    const side = sideOf(candidate.offering.layer);
    return [
      { needId: need.id, offeringId, providerId, score: candidate.score, askFirst: candidate.askFirst, side, pinned },
    ];
  });
}

function contestedNeeds(judged: readonly Judged[], choice: Choice): string[] {
  return judged.flatMap(({ need, candidates }, index) =>
    candidates.length > 0 && (choice[index] ?? -1) < 0 ? [need.id] : [],
  );
}

/** Needs beyond the joint limit stay open, and the bound admits what they might have added. */
function planFor(judged: readonly Judged[], context: MatchContext): MatchResult['plan'] {
  const joint = judged.slice(0, MOST_JOINT_NEEDS);
  const problem = planProblem(joint, context);
  const { choice, objective, bound, proof } = solvePlan(problem);
  const rest = judged
    .slice(MOST_JOINT_NEEDS)
    .reduce((sum, { need, candidates: [best] }) => sum + (best ? weightOf(need) * (SERVED_BASE + best.score) : 0), 0);
  const proposed = (one: Choice): Pick<ProposedPlan, 'items' | 'contested'> => ({
    items: plannedNeeds(problem, joint, one, context),
    contested: contestedNeeds(judged, one),
  });
  const alternatives = alternativesTo(choice, joint, context).map((alternative) => ({
    emphasis: alternative.emphasis,
    objective: alternative.objective,
    bound: bound + rest,
    ...proposed(alternative.choice),
  }));
  return { objective, bound: bound + rest, proof, ...proposed(choice), alternatives };
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
  return {
    householdId: household.id,
    asOf: context.asOf,
    needs: judged.map((one) => needMatch(one, context.candidatesPerNeed ?? CANDIDATES_PER_NEED)),
    plan: planFor(judged, context),
    brokenPins: (context.pins ?? []).filter(isBroken),
  };
}
