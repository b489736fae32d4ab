import { bidPriceOf } from './bid-price';
import type { Candidate } from './candidates';
import type { MatchContext, NeedToMeet } from './matching.types';
import { PROVIDER_COST, SERVED_BASE } from './plan-problem';
import type { Draw, PlanNeed, PlanOption, PlanProblem } from './plan-problem';
import { costFen } from './rule';

const BY_SEVERITY = [1, 2, 3, 5] as const;
const RED_WEIGHT = 8;

/** u(need): 1, 2, 3, 5 by severity 0 to 3, and 8 when the triage is red (S16). */
export function weightOf(need: NeedToMeet): number {
  return need.urgency === 'red' ? RED_WEIGHT : BY_SEVERITY[need.severity];
}

/** What a choice takes out of purses that other choices may also use. */
function drawsOf(need: NeedToMeet, { offering }: Candidate): Draw[] {
  const { payer } = offering;
  const take = costFen(offering);
  if (payer.kind === 'fund') {
    const left = Math.min(payer.leftFen, payer.ceilingLeftFen ?? Number.MAX_SAFE_INTEGER);
    return [{ purse: `fund ${payer.id}`, left, take }];
  }
  if (payer.kind !== 'contract') return [];
  const money: Draw = { purse: `contract ${payer.id}`, left: payer.leftFen, take };
  if (payer.leftUnits === null || payer.leftUnits === undefined) return [money];
  return [money, { purse: `units ${payer.id}`, left: payer.leftUnits, take: 1 }];
}

function optionOf(need: NeedToMeet, candidate: Candidate, points: number): PlanOption {
  const { offering } = candidate;
  return {
    offeringId: offering.id,
    providerId: offering.providerId,
    value: weightOf(need) * SERVED_BASE + points,
    places: offering.capacity.known ? offering.capacity.left : null,
    schedule: offering.schedule ?? null,
    draws: drawsOf(need, candidate),
    publiclyPaid: offering.payer.kind === 'fund' || offering.payer.kind === 'contract',
  };
}

/** The candidates of one need as options; a pin that is still admitted leaves only the pinned one, whatever its place is worth to others. */
function planNeed(
  need: NeedToMeet,
  all: readonly Candidate[],
  context: MatchContext,
  points: (c: Candidate) => number,
): PlanNeed {
  const pinned = context.pins?.find((pin) => pin.needId === need.id)?.offeringId;
  const kept = all.filter(({ offering }) => offering.id === pinned);
  const isPinned = kept.length > 0;
  const worth = (candidate: Candidate): number =>
    weightOf(need) * points(candidate) - (isPinned ? 0 : bidPriceOf(need, candidate.offering, context));
  const options = (isPinned ? kept : all).map((candidate) => optionOf(need, candidate, worth(candidate)));
  return { id: need.id, code: need.code, person: need.memberId ?? 'household', options };
}

/** A household's needs with their candidates as a planning problem; `points` replaces the score for an alternative. */
export function planProblem(
  needs: readonly { need: NeedToMeet; candidates: readonly Candidate[] }[],
  context: MatchContext,
  points: (candidate: Candidate) => number = ({ score }) => score,
): PlanProblem {
  return {
    needs: needs.map(({ need, candidates }) => planNeed(need, candidates, context, points)),
    providerCost: PROVIDER_COST,
    ...(context.ties && { ties: context.ties }),
  };
}
