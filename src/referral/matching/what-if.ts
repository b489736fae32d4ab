import type { Candidate } from './candidates';
import { MOST_JOINT_NEEDS, solvePlan } from './joint-plan';
import { contextOf, replay } from './match-snapshot';
import type { MatchSnapshot } from './match-snapshot';
import type { MatchResult } from './match';
import type { CandidateOffering, NeedToMeet } from './matching.types';
import { planProblem } from './plan-options';
import { assignmentsOf } from './plan-problem';
import { pointsUnder } from './weights';
import type { Weights } from './weights';

/** How many of each ranking are shown side by side. */
const MOST_SHOWN = 10;

/** One place of a ranking under other weights, beside its place as it is. */
export interface TriedPlace {
  offering: CandidateOffering;
  rank: number;
  score: number;
  usualRank: number;
  usualScore: number;
}

export interface TriedNeed {
  need: NeedToMeet;
  /** The first ten as they are. */
  usual: readonly TriedPlace[];
  /** The first ten under the other weights. */
  tried: readonly TriedPlace[];
  /** What the joint plan takes as it is, and what it would take. */
  planned: CandidateOffering | null;
  wouldPlan: CandidateOffering | null;
}

/** A stored match with all its candidates, not the shown ones alone. */
export function replayWhole(snapshot: MatchSnapshot): MatchResult {
  const candidatesPerNeed = snapshot.offerings.length;
  return replay({ ...snapshot, context: { ...snapshot.context, candidatesPerNeed } });
}

/**
 * What the order of a stored match would be under other weights: a trial on its facts, which changes nothing and keeps
 * nothing. Rules, limits and the order of use stand as they are.
 */
export function whatIf(snapshot: MatchSnapshot, weights: Weights): readonly TriedNeed[] {
  const result = replayWhole(snapshot);
  const points = pointsUnder(weights);
  const lists = result.needs.map(({ need, candidates }) => ({ need, candidates: reordered(candidates, points) }));
  // The same needs are planned jointly as in the match itself: the weightiest come first in both.
  const joint = lists.slice(0, MOST_JOINT_NEEDS);
  const problem = planProblem(joint, contextOf(snapshot), points);
  const would = new Map(
    assignmentsOf(problem, solvePlan(problem).choice).map(({ need, option }) => [need.id, option.offeringId]),
  );
  return lists.map(({ need, candidates }, at) => {
    const usual = result.needs[at]?.candidates ?? [];
    const places = candidates.map((one, rank): TriedPlace => ({
      ...{ offering: one.offering, rank: rank + 1, score: points(one), usualScore: one.score },
      usualRank: usual.indexOf(one) + 1,
    }));
    const offering = (id: string | undefined): CandidateOffering | null =>
      candidates.find((one) => one.offering.id === id)?.offering ?? null;
    const item = result.plan.items.find(({ needId }) => needId === need.id);
    return {
      need,
      usual: [...places].sort((a, b) => a.usualRank - b.usualRank).slice(0, MOST_SHOWN),
      tried: places.slice(0, MOST_SHOWN),
      planned: offering(item?.offeringId),
      wouldPlan: offering(would.get(need.id)),
    };
  });
}

function reordered(candidates: readonly Candidate[], points: (candidate: Candidate) => number): Candidate[] {
  const byId = (a: Candidate, b: Candidate): number => (a.offering.id < b.offering.id ? -1 : 1);
  return [...candidates].sort((a, b) => points(b) - points(a) || byId(a, b));
}
