import type { Choice, PlanNeed, PlanProblem } from './plan-problem';

/** One question to the search: a choice of at least this value, or null; `open` says that it could not be decided. */
export type Sought = (problem: PlanProblem, least: number) => { choice: Choice | null; open: boolean };

/** A need with some of its options alone, and where each of them stands in its own list. */
interface Narrowed {
  need: PlanNeed;
  places: readonly number[];
}

/** `bonus`: so much more for serving this need. */
function narrowed(need: PlanNeed, bonus: number, keeps: (place: number) => boolean): Narrowed {
  const places = [...need.options.keys()].filter(keeps);
  const options = places.flatMap((place) => need.options[place] ?? []);
  return { need: { ...need, options: options.map((one) => ({ ...one, value: one.value + bonus })) }, places };
}

/** The needs before `at` as chosen, `at` with the options ahead of its own, each a point more when served; the rest free. */
function parted(problem: PlanProblem, choice: Choice, at: number): Narrowed[] {
  const now = choice[at] ?? -1;
  return problem.needs.map((need, index) => {
    if (index < at) return narrowed(need, 1, (place) => place === choice[index]);
    return narrowed(need, Number(index === at), (place) => index > at || now < 0 || place < now);
  });
}

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
    const none = parts[at]?.places.length === 0;
    // As many points more as it takes to keep what is settled and to serve this need too.
    const least = value + 1 + choice.slice(0, at).filter((option) => option >= 0).length;
    const found = none ? null : sought({ ...problem, needs: parts.map(({ need }) => need) }, least);
    if (found?.open) return { choice, open: true };
    if (found?.choice) choice = found.choice.map((option, index) => parts[index]?.places[option] ?? -1);
    else at += 1;
  }
  return { choice, open: false };
}
