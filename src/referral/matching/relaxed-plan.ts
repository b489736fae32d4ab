import { groupedBy } from './grouping';
import type { Choice, PlanProblem } from './plan-problem';

/** An allowed option of a need, the best one of its provider. */
interface Bid {
  need: number;
  option: number;
  provider: string;
  value: number;
}

/** To look at an option takes about as long as so many steps of a table. */
const OPTION_STEPS = 40;
const IMPOSSIBLE = -1_000_000_000;

/** Which options a plan may hold; undefined: all. */
type Allowed = ((need: number, option: number) => boolean) | undefined;

/** The best allowed option of every provider for one need, without those that no best plan can use. */
function bidsFor(problem: PlanProblem, need: number, allowed: Allowed): Bid[] {
  const bids = new Map<string, Bid>();
  const options = problem.needs[need]?.options ?? [];
  let best = IMPOSSIBLE;
  for (let option = 0; option < options.length; option += 1) {
    const { providerId, value } = options[option]!;
    if (allowed && !allowed(need, option)) continue;
    best = Math.max(best, value);
    const known = bids.get(providerId);
    if (!known || value > known.value) bids.set(providerId, { need, option, provider: providerId, value });
  }
  // Going over to the best option costs at most one more provider.
  return [...bids.values()].filter(({ value }) => value >= best - problem.providerCost);
}

/** What is counted of the work of a search: steps of its tables, so that every machine stops at the same place. */
export interface Work {
  left: number;
}

/** One step of the table: a provider is either left out, or pays its cost once and serves a subset of its needs. */
function openProvider(
  table: Int32Array,
  bids: readonly Bid[],
  cost: number,
  { opened, served }: { opened: Int32Array; served: Int32Array },
): void {
  for (let mask = 0; mask < table.length; mask += 1) {
    const value = table[mask]!;
    opened[mask] = value === IMPOSSIBLE ? IMPOSSIBLE : value - cost;
  }
  for (const { need, value } of bids) {
    const bit = 1 << need;
    for (let mask = 0; mask < table.length; mask += 1) {
      const from = opened[mask]!;
      if (mask & bit || from === IMPOSSIBLE || from + value <= opened[mask | bit]!) continue;
      opened[mask | bit] = from + value;
      served[mask | bit] = served[mask]! | bit;
    }
  }
  for (let mask = 0; mask < table.length; mask += 1) {
    const value = opened[mask]!;
    if (value > table[mask]!) table[mask] = value;
    else served[mask] = 0;
  }
}

/** Providers who can serve two needs or more interact and are steps of their own; of the others the best of each need is enough. */
function stepsOf(problem: PlanProblem, allowed: Allowed): Bid[][] {
  const all = problem.needs.flatMap((_, need) => bidsFor(problem, need, allowed));
  const byProvider = [...groupedBy(all, ({ provider }) => provider).entries()].sort(([a], [b]) => (a < b ? -1 : 1));
  const alone = new Map<number, Bid>();
  const shared: Bid[][] = [];
  for (const [, bids] of byProvider) {
    const [only] = bids;
    if (bids.length > 1) shared.push(bids);
    else if (only && only.value > (alone.get(only.need)?.value ?? IMPOSSIBLE)) alone.set(only.need, only);
  }
  return [...[...alone.values()].map((bid) => [bid]), ...shared];
}

/**
 * The best choice when places, hours and money are set aside: a table over the subsets of needs, one step per provider,
 * O(providers x needs x 2^needs). Its value bounds every real plan from above.
 */
export function relaxedPlan(
  problem: PlanProblem,
  allowed?: Allowed,
  work: Work = { left: 0 },
): { choice: Choice; value: number } {
  const table = new Int32Array(1 << problem.needs.length).fill(IMPOSSIBLE);
  table[0] = 0;
  const steps = stepsOf(problem, allowed);
  const looked = problem.needs.reduce((sum, { options }) => sum + OPTION_STEPS * options.length, 0);
  work.left -= looked + steps.reduce((sum, bids) => sum + (2 + bids.length) * table.length, 0);
  // One piece of memory for all steps: a table each costs more than what is reckoned in it.
  const tables = new Int32Array(steps.length * table.length);
  const opened = new Int32Array(table.length);
  for (const [step, bids] of steps.entries()) {
    const served = tables.subarray(step * table.length, (step + 1) * table.length);
    openProvider(table, bids, problem.providerCost, { opened, served });
  }
  let mask = table.indexOf(table.reduce((best, value) => Math.max(best, value), 0));
  const value = table[mask] ?? 0;
  const choice = problem.needs.map(() => -1);
  for (let step = steps.length - 1; step >= 0; step -= 1) {
    const part = tables[step * table.length + mask] ?? 0;
    for (const bid of steps[step] ?? []) if (part & (1 << bid.need)) choice[bid.need] = bid.option;
    mask &= ~part;
  }
  return { choice, value };
}
