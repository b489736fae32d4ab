import { MOST_JOINT_NEEDS, solvePlan, workOfMatch } from './joint-plan';
import type { Candidate } from './candidates';
import type { MatchContext, NeedToMeet, Phrase } from './matching.types';
import { planProblem, weightOf } from './plan-options';
import { SERVED_BASE, assignmentsOf } from './plan-problem';
import type { Choice, PlanProblem } from './plan-problem';
import { sideOf } from './route';
import type { Side } from './route';

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
  /** Needs left open because every place is worth more to others (matching.md 3.5); absent where no bid price counts. */
  heldBack?: readonly string[];
}

/** One need and its candidates, the best first. */
export interface NeedOptions {
  need: NeedToMeet;
  candidates: readonly Candidate[];
}

/** The weightiest need first, then by id. */
export const byWeight = (a: NeedToMeet, b: NeedToMeet): number => weightOf(b) - weightOf(a) || (a.id < b.id ? -1 : 1);

/** What a choice proposes, need by need. */
export function proposedItems(
  problem: PlanProblem,
  judged: readonly NeedOptions[],
  choice: Choice,
  context: MatchContext,
): Pick<ProposedPlan, 'items' | 'contested' | 'heldBack'> {
  const open = openNeeds(judged, choice);
  const items = plannedNeeds(problem, judged, choice, context);
  const idsOf = (some: readonly number[]): string[] => some.flatMap((index) => judged[index]?.need.id ?? []);
  if (!context.bidPrices) return { items, contested: idsOf(open) };
  const isHeldBack = (index: number): boolean =>
    problem.needs[index]?.options.every(({ value }) => value <= problem.providerCost) ?? false;
  return {
    items,
    contested: idsOf(open.filter((index) => !isHeldBack(index))),
    heldBack: idsOf(open.filter(isHeldBack)),
  };
}

function plannedNeeds(
  problem: PlanProblem,
  judged: readonly NeedOptions[],
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

/** Places of the needs that are not served although somebody could. */
function openNeeds(judged: readonly NeedOptions[], choice: Choice): number[] {
  return judged.flatMap(({ candidates }, index) => (candidates.length > 0 && (choice[index] ?? -1) < 0 ? [index] : []));
}

/** The best joint plan, what it was solved from, and what the needs beyond the joint limit could add to any plan. */
export interface SolvedPlan {
  plan: ProposedPlan & { proof: Phrase };
  joint: readonly NeedOptions[];
  problem: PlanProblem;
  choice: Choice;
}

/**
 * The best joint plan of needs in the order of their weight. Needs beyond the joint limit stay open, and the bound admits
 * what they might have added. `mostBranches` 1 answers "not proven" where the first plan breaks a limit.
 */
export function solvedPlan(
  judged: readonly NeedOptions[],
  context: MatchContext,
  mostBranches?: number,
  work = workOfMatch(),
): SolvedPlan {
  const joint = judged.slice(0, MOST_JOINT_NEEDS);
  const problem = planProblem(joint, context);
  const { choice, objective, bound, proof } = solvePlan(problem, mostBranches, work);
  const rest = judged
    .slice(MOST_JOINT_NEEDS)
    .reduce((sum, { need, candidates: [best] }) => sum + (best ? weightOf(need) * (SERVED_BASE + best.score) : 0), 0);
  const items = proposedItems(problem, joint, choice, context);
  return { plan: { objective, bound: bound + rest, proof, ...items }, joint, problem, choice };
}
