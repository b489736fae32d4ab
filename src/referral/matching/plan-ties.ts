import type { Choice, PlanNeed, PlanProblem } from './plan-problem';

/** One question to the search: a choice of at least this value, or null; `open` says that it could not be decided. */
export type Sought = (problem: PlanProblem, least: number) => { choice: Choice | null; open: boolean };

/** A need with some of its options alone, and where each of them stands in its own list; null: all of them, as they stand. */
interface Narrowed {
  need: PlanNeed;
  places: readonly number[] | null;
}

/** A point more for serving this need. */
function narrowed(need: PlanNeed, places: readonly number[]): Narrowed {
  const options = places.flatMap((place) => need.options[place] ?? []);
  return { need: { ...need, options: options.map((one) => ({ ...one, value: one.value + 1 })) }, places };
}

/** The needs before `at` as chosen, `at` with the options ahead of its own, each a point more when served; the rest free. */
function parted(problem: PlanProblem, choice: Choice, at: number): Narrowed[] {
  return problem.needs.map((need, index) => {
    const now = choice[index] ?? -1;
    if (index > at) return { need, places: null };
    if (index < at) return narrowed(need, now < 0 ? [] : [now]);
    return narrowed(need, [...(now < 0 ? need.options : need.options.slice(0, now)).keys()]);
  });
}

/** A place of a narrowed list as the place in the whole one. */
const placeIn = (part: Narrowed | undefined, option: number): number =>
  part?.places ? (part.places[option] ?? -1) : option;

/**
 * Of all plans of the best value the one that gives the first need the earliest offering of its list, then the second, and
 * so on; no offering comes last. A worker who reads the lists from above finds the plan in them, and two machines propose
 * the same of two equals. `open`: the search could not decide one of the questions.
 */
export function earliestOf(
  problem: PlanProblem,
  best: Choice,
  value: number,
  sought: Sought,
): { choice: Choice; open: boolean } {
  let choice = best;
  for (let at = 0; at < problem.needs.length;) {
    const parts = parted(problem, choice, at);
    const none = parts[at]?.places?.length === 0;
    // As many points more as it takes to keep what is settled and to serve this need too.
    const least = value + 1 + choice.slice(0, at).filter((option) => option >= 0).length;
    const found = none ? null : sought({ ...problem, needs: parts.map(({ need }) => need) }, least);
    if (found?.open) return { choice, open: true };
    if (found?.choice) choice = found.choice.map((option, index) => placeIn(parts[index], option));
    else at += 1;
  }
  return { choice, open: false };
}
