import type { Candidate } from './candidates';
import { solvePlan } from './joint-plan';
import type { MatchContext, NeedToMeet } from './matching.types';
import { planProblem } from './plan-options';
import { objectiveOf } from './plan-problem';
import type { Choice, PlanProblem } from './plan-problem';
import type { Work } from './relaxed-plan';
import type { PartPoints } from './score';

export type Emphasis = 'fewest-providers' | 'nearest' | 'soonest' | 'other-choice';

export interface Alternative {
  emphasis: Emphasis;
  choice: Choice;
  /** Under the published formula, so that it can be compared with the plan's. */
  objective: number;
}

const MOST_ALTERNATIVES = 3;
/** Heavier than any difference between two served needs, so that no need is given up to save a provider. */
const SERVE_FIRST = 1_000_000;
const HEAVY_PROVIDER = 200_000;

/** The policy rank stays; among equals only the named parts count, to the full width of the rest. */
function emphasised(parts: ReadonlyArray<PartPoints['part']>, factor: number): (candidate: Candidate) => number {
  return (candidate) =>
    candidate.parts.reduce((sum, { part, points }) => {
      if (part === 'policy') return sum + points;
      return parts.includes(part) ? sum + factor * points : sum;
    }, 0);
}

function leanOn(problem: PlanProblem): PlanProblem {
  const needs = problem.needs.map((need) => ({
    ...need,
    options: need.options.map((option) => ({ ...option, value: option.value + SERVE_FIRST })),
  }));
  return { ...problem, needs, providerCost: HEAVY_PROVIDER };
}

/** Without the offerings that the plans so far chose for one need. */
function withoutChosen(problem: PlanProblem, plans: readonly Choice[], index: number): PlanProblem {
  const used = new Set(plans.map((choice) => problem.needs[index]?.options[choice[index] ?? -1]?.offeringId));
  const needs = problem.needs.map((need, at) =>
    at === index
      ? { ...need, options: need.options.map((o) => (used.has(o.offeringId) ? { ...o, value: 0, places: 0 } : o)) }
      : need,
  );
  return { ...problem, needs };
}

/**
 * Up to three plans that differ from the best one and from each other: the best with the fewest providers, with the
 * shortest ways, with the soonest start, then the best with another offering for one need. Each keeps every limit. Where the work of
 * the match is used up, each of the first three is what a first look gives, and no further one is looked for.
 */
export function alternativesTo(
  best: Choice,
  needs: readonly { need: NeedToMeet; candidates: readonly Candidate[] }[],
  context: MatchContext,
  work: Work,
): readonly Alternative[] {
  const problem = planProblem(needs, context);
  const served = best.filter((option) => option >= 0).length;
  const plans = [best];
  const solved = (other: PlanProblem): Choice => solvePlan(other, undefined, work).choice;
  const found: Alternative[] = [];
  const offer = (emphasis: Emphasis, choice: Choice): void => {
    const known = plans.some((plan) => plan.join(' ') === choice.join(' '));
    const count = choice.filter((option) => option >= 0).length;
    if (found.length >= MOST_ALTERNATIVES || known || count < served) return;
    plans.push(choice);
    found.push({ emphasis, choice, objective: objectiveOf(problem, choice) });
  };
  offer('fewest-providers', solved(leanOn(problem)));
  offer('nearest', solved(planProblem(needs, context, emphasised(['distance'], 4))));
  offer('soonest', solved(planProblem(needs, context, emphasised(['wait', 'urgency'], 3))));
  const free = [...best.keys()].filter((index) => (best[index] ?? -1) >= 0 && !hasOneOption(problem, index));
  for (const index of Array.from({ length: MOST_ALTERNATIVES }, () => free).flat()) {
    if (found.length >= MOST_ALTERNATIVES || work.left <= 0) break;
    offer('other-choice', solved(withoutChosen(problem, plans, index)));
  }
  return found;
}

/** A need with a single option, pinned or by scarcity, has no other choice. */
function hasOneOption(problem: PlanProblem, index: number): boolean {
  return (problem.needs[index]?.options.length ?? 0) < 2;
}
