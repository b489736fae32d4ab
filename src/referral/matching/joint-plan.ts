import { proofPhrase } from './explain';
import type { Phrase } from './matching.types';
import { firstConflict } from './plan-conflicts';
import type { Forbidden } from './plan-conflicts';
import { objectiveOf } from './plan-problem';
import type { Choice, PlanProblem } from './plan-problem';
import { earliestOf } from './plan-ties';
import { relaxedPlan, type Work } from './relaxed-plan';

/** More needs than this are not planned jointly: the table would grow past a second. */
export const MOST_JOINT_NEEDS = 14;
const MOST_BRANCHES = 3_000;
/** Steps of tables for a plan, the order of its equals and its alternatives together: about a second. */
const MOST_WORK = 300_000_000;

/** The work that one match may take. */
export const workOfMatch = (): Work => ({ left: MOST_WORK });

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

function branchOf(problem: PlanProblem, forbidden: ReadonlySet<string>, work: Work): Branch {
  const allowed =
    forbidden.size === 0 ? undefined : (need: number, option: number) => !forbidden.has(pair(need, option));
  const { choice, value } = relaxedPlan(problem, allowed, work);
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
  work: Work,
): void {
  for (const forbidden of branches) {
    const all = new Set([...from.forbidden, ...forbidden.map(([need, option]) => pair(need, option))]);
    const key = [...all].sort().join(' ');
    if (seen.has(key)) continue;
    seen.add(key);
    open.push(branchOf(problem, all, work));
  }
}

interface Found {
  choice: Choice;
  objective: number;
  /** The value that the branches still open could have; null when nothing is open. */
  open: number | null;
  branches: number;
}

/**
 * The relaxed plan is the best of its branch and bounds it; when it breaks a limit, branches are opened that together
 * contain every plan keeping that limit, and the most promising one is looked at next. The first plan that breaks nothing is
 * therefore best. Plans of a value of `beyond` or less are not looked for. It stops where the branches or the work are used up.
 */
function search(problem: PlanProblem, mostBranches: number, work: Work, beyond = 0): Found {
  const open = [branchOf(problem, new Set(), work)];
  const seen = new Set<string>();
  let best: { choice: Choice; objective: number } = { choice: problem.needs.map(() => -1), objective: beyond };
  for (let branches = 1; ; branches += 1) {
    const branch = takeBest(open);
    if (!branch || branch.value <= best.objective) return { ...best, open: null, branches };
    const conflict = firstConflict(problem, branch.choice);
    if (!conflict) return { choice: branch.choice, objective: branch.value, open: null, branches };
    const choice = repaired(problem, branch.choice);
    const objective = objectiveOf(problem, choice);
    if (objective > best.objective) best = { choice, objective };
    if (branches >= mostBranches || work.left <= 0) return { ...best, open: branch.value, branches };
    addBranches(problem, branch, conflict.branches, open, seen, work);
  }
}

/**
 * The best joint plan of one household, exactly, and among equals the earliest by the lists (plan-ties.ts): the same from any
 * order of the facts. With `mostBranches` 1 it says "not proven" as soon as a limit has to be looked at.
 */
export function solvePlan(problem: PlanProblem, mostBranches = MOST_BRANCHES, work = workOfMatch()): JointPlan {
  const found = search(problem, mostBranches, work);
  if (found.open !== null) return unproven(found, found.open);
  if (problem.ties === 'as-met') return proven(found, found.choice);
  const ties = earliestOf(problem, found.choice, found.objective, (part, least) => {
    if (work.left <= 0) return { choice: null, open: true };
    const again = search(part, mostBranches, work, least - 1);
    return { choice: again.objective >= least ? again.choice : null, open: again.open !== null };
  });
  if (ties.open && mostBranches === 1) return unproven(found, found.objective);
  return proven(found, ties.choice);
}

function proven({ objective, branches }: Found, choice: Choice): JointPlan {
  const proof = proofPhrase(branches === 1 ? 'first' : 'branched', { branches, objective });
  return { choice, objective, bound: objective, proof };
}

function unproven({ choice, objective, branches }: Found, bound: number): JointPlan {
  const proof = proofPhrase('limit', { branches, gap: bound - objective });
  return { choice, objective, bound, proof };
}
