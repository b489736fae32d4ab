import highs from 'highs';
import type { Market } from '../../src/referral/allocations';

/** What HiGHS says of a market, and the milliseconds that it took. */
export interface Proved {
  /** `optimal`, or what ended it before. */
  status: string;
  /** The best that was found: the optimum only where the status is `optimal`. */
  value: number;
  /** What no answer can exceed, however the run ended. */
  bound: number;
  ms: number;
}

/** The market as a linear or integer program in CPLEX LP text. */
export function programOf(market: Market, whole: boolean): string {
  const { first, offering, size, cost, weight, capacity, provider, budget, fen, household, penalty, needIds } = market;
  const objective: string[] = [];
  const limits: string[] = [];
  const byOffering: string[][] = Array.from(capacity, () => []);
  const byBudget: string[][] = Array.from(fen, () => []);
  const pairs = new Map<string, string[]>();
  const names: string[] = [];
  for (let need = 0; need < needIds.length; need += 1) {
    const own: string[] = [];
    for (let edge = first[need]!; edge < first[need + 1]!; edge += 1) {
      const one = offering[edge]!;
      const name = `x${edge}`;
      names.push(name);
      own.push(name);
      objective.push(`+ ${weight[edge]} ${name}`);
      byOffering[one]!.push(`+ ${size[edge]} ${name}`);
      if (budget[one]! >= 0) byBudget[budget[one]!]!.push(`+ ${cost[edge]} ${name}`);
      if (penalty > 0) {
        const pair = `y${household[need]}_${provider[one]}`;
        pairs.set(pair, [...(pairs.get(pair) ?? []), name]);
      }
    }
    if (own.length > 0) limits.push(`${own.join(' + ')} <= 1`);
  }
  byOffering.forEach((terms, one) => terms.length > 0 && limits.push(`${terms.join(' ')} <= ${capacity[one]}`));
  byBudget.forEach((terms, one) => terms.length > 0 && limits.push(`${terms.join(' ')} <= ${fen[one]}`));
  for (const [pair, served] of pairs) {
    objective.push(`- ${penalty} ${pair}`);
    for (const name of served) limits.push(`${name} - ${pair} <= 0`);
  }
  for (const pair of pairs.keys()) names.push(pair);
  const kinds = whole ? ['Binary', names.join('\n')] : ['Bounds', names.map((name) => `0 <= ${name} <= 1`).join('\n')];
  return ['Maximize', objective.join('\n'), 'Subject To', limits.join('\n'), ...kinds, 'End'].join('\n');
}

/** Solves a market with HiGHS: as a linear program, or `whole` towards the proved optimum, for so many seconds. */
export async function byHighs(market: Market, whole: boolean, seconds = 600): Promise<Proved> {
  const program = programOf(market, whole);
  const solver = await highs();
  const began = performance.now();
  return solver.withModel({ format: 'lp', data: program }, (model): Proved => {
    model.options.set({ time_limit: seconds, mip_rel_gap: 0, output_flag: false });
    const { modelStatus } = model.run();
    const ms = performance.now() - began;
    const [status = 'unknown'] = Object.entries(solver.constants.modelStatus).find(([, code]) => code === modelStatus)!;
    const value = model.getObjectiveValue();
    // A linear program that was not solved to its end proves nothing here.
    const proved = status === 'optimal' ? value : Number.POSITIVE_INFINITY;
    return { status, value, bound: whole ? Number(model.info.get('mip_dual_bound')) : proved, ms };
  });
}
