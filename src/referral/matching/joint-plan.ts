import { proofPhrase } from './explain';
import type { Phrase } from './matching.types';
import { firstConflict } from './plan-conflicts';
import type { Forbidden } from './plan-conflicts';
import { objectiveOf } from './plan-problem';
import type { Choice, PlanProblem } from './plan-problem';
import { relaxedPlan } from './relaxed-plan';

/** More needs than this are not planned jointly: the table would grow past a second. */
export const MOST_JOINT_NEEDS = 14;
const MOST_BRANCHES = 3_000;

/** `bound` is never below the best plan there is; equal to `objective` when the plan is proven best. */
export interface JointPlan {
  choice: Choice;
  objective: number;
  bound: number;
  proof: Phrase;
}

interface Branch {
  forbidden: ReadonlySet<string>;
  choice: Choice;
  value: number;
}

const pair = (need: number, option: number): string => `${need}:${option}`;

function branchOf(problem: PlanProblem, forbidden: ReadonlySet<string>): Branch {
  const { choice, value } = relaxedPlan(problem, (need, option) => !forbidden.has(pair(need, option)));
  return { forbidden, choice, value };
}

/** Gives up the least valuable choice of each broken limit until the rest can be carried out. */
function repaired(problem: PlanProblem, choice: Choice): Choice {
  const kept = [...choice];
  for (let conflict = firstConflict(problem, kept); conflict; conflict = firstConflict(problem, kept)) {
    const [least] = [...conflict.broken].sort((a, b) => a.option.value - b.option.value || b.index - a.index);
    if (!least) break;
    kept[least.index] = -1;
  }
  return kept;
}

/** Takes out the open branch of the highest value, the oldest among equals. */
function takeBest(open: Branch[]): Branch | undefined {
  let best = 0;
  for (const [index, branch] of open.entries()) if (branch.value > (open[best]?.value ?? 0)) best = index;
  return open.splice(best, 1)[0];
}

function addBranches(
  problem: PlanProblem,
  from: Branch,
  branches: readonly Forbidden[],
  open: Branch[],
  seen: Set<string>,
): void {
  for (const forbidden of branches) {
    const all = new Set([...from.forbidden, ...forbidden.map(([need, option]) => pair(need, option))]);
    const key = [...all].sort().join(' ');
    if (seen.has(key)) continue;
    seen.add(key);
    open.push(branchOf(problem, all));
  }
}

/**
 * The best joint plan of one household, exactly: the relaxed plan is the best of its branch and bounds it; when it breaks
 * a limit, branches are opened that together contain every plan keeping that limit, and the most promising one is looked
 * at next. The first plan that breaks nothing is therefore best. Deterministic: ties go to the smaller id, as sorted.
 */
export function solvePlan(problem: PlanProblem, mostBranches = MOST_BRANCHES): JointPlan {
  const open = [branchOf(problem, new Set())];
  const seen = new Set<string>();
  let best: { choice: Choice; objective: number } = { choice: problem.needs.map(() => -1), objective: 0 };
  for (let looked = 1; ; looked += 1) {
    const branch = takeBest(open);
    if (!branch || branch.value <= best.objective) return proven(best, looked);
    const conflict = firstConflict(problem, branch.choice);
    if (!conflict) return proven({ choice: branch.choice, objective: branch.value }, looked);
    const choice = repaired(problem, branch.choice);
    const objective = objectiveOf(problem, choice);
    if (objective > best.objective) best = { choice, objective };
    if (looked >= mostBranches) {
      const proof = proofPhrase('limit', { branches: looked, gap: branch.value - best.objective });
      return { ...best, bound: branch.value, proof };
    }
    addBranches(problem, branch, conflict.branches, open, seen);
  }
}

function proven(best: { choice: Choice; objective: number }, branches: number): JointPlan {
  const proof = proofPhrase(branches === 1 ? 'first' : 'branched', { branches, objective: best.objective });
  return { ...best, bound: best.objective, proof };
}
