import { compare, multiply, textOf } from '../../reference/formulas';
import type { CalculationFacts } from './calculation-facts';
import type { CalculationResult } from './calculation-result';
import type { CompiledRules } from './compile-rules';
import type { Standing } from './screens';
import type { Trace } from './trace';

type Outcome = Pick<CalculationResult, 'class' | 'secondary'>;
const DAY = 86_400_000;

/** The classes of R11 that something speaks for: the first is proposed, the others are secondary. */
export function classOf(
  event: CalculationFacts['event'],
  standing: Standing,
  screens: CalculationResult['screens'],
  rules: CompiledRules,
  trace: Trace,
): Outcome {
  const found = new Set<1 | 2 | 3 | 4>();
  for (const row of rules.pack.statuses) {
    if (!standing.statuses.includes(row.code)) continue;
    // A label of another desk's list stands for no class (R105).
    if (row.class === null) continue;
    found.add(row.class);
    trace.note('status', row.code, row, () => ({}), row.class);
  }
  if (screens.tekun === 'in') found.add(1);
  if (screens.dibao === 'in' || screens['dibao-marginal'] === 'in') found.add(2);
  if (screens['rigid-expenditure'] === 'in' || isOverspent(standing, rules, trace)) found.add(3);
  if (isRecent(event, rules, trace)) found.add(4);
  // Without any livelihood the income is low as a matter of course: class 1 takes class 2 in.
  if (found.has(1) && !hasStatusOf(2, standing, rules)) found.delete(2);
  const [first = null, ...secondary] = ([1, 2, 3, 4] as const).filter((one) => found.has(one));
  return { class: first, secondary };
}

const hasStatusOf = (one: number, { statuses }: Standing, { pack }: CompiledRules) =>
  pack.statuses.some((row) => row.class === one && statuses.includes(row.code));

/** Spending above income, most of it rigid: expenditure-poor however high the income is (R11 class 3), unless there is property. */
function isOverspent({ income, spending, property }: Standing, rules: CompiledRules, trace: Trace): boolean {
  if (!income || !spending || property === 'out') return false;
  const { all, rigid } = spending;
  const overspent = compare(all, income.beforeCosts) > 0 && compare(rigid, multiply(all, rules.shareOfSpending)) > 0;
  const inputs = () => ({ income: textOf(income.beforeCosts), spending: textOf(all), rigid: textOf(rigid) });
  trace.note('spending-above-income', null, { citation: 'R11', mark: 'seed' }, inputs, overspent);
  return overspent;
}

/** A disaster or accident not longer ago than the pack's window. */
function isRecent(event: CalculationFacts['event'], { on, pack }: CompiledRules, trace: Trace): boolean {
  if (!event) return false;
  const { eventWindowDays, citation } = pack.classification;
  const days = (Date.parse(on) - Date.parse(event.date)) / DAY;
  const recent = days >= 0 && days <= eventWindowDays;
  trace.note('emergency-event', null, { citation, mark: 'default' }, () => ({ days, eventWindowDays }), recent);
  return recent;
}
