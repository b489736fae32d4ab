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
  facts: CalculationFacts,
  standing: Standing,
  screens: CalculationResult['screens'],
  rules: CompiledRules,
  trace: Trace,
): Outcome {
  const found = new Set<1 | 2 | 3 | 4>();
  for (const row of rules.rules.statuses) {
    if (!standing.statuses.includes(row.code)) continue;
    found.add(row.class);
    trace.note('status', row.code, row, () => ({}), row.class);
  }
  if (screens.dibao === 'in' || screens['dibao-marginal'] === 'in') found.add(2);
  if (screens['rigid-expenditure'] === 'in' || isOverspent(standing, rules, trace)) found.add(3);
  if (isRecent(facts, rules, trace)) found.add(4);
  // Without any livelihood the income is low as a matter of course: class 1 takes class 2 in.
  if (found.has(1)) found.delete(2);
  const [first = null, ...secondary] = [...found].sort();
  return { class: first, secondary };
}

/** Spending above income, most of it rigid: expenditure-poor however high the income is (R11 class 3). */
function isOverspent({ income, spending }: Standing, rules: CompiledRules, trace: Trace): boolean {
  if (!income || !spending) return false;
  const { all, rigid } = spending;
  const overspent = compare(all, income) > 0 && compare(rigid, multiply(all, rules.shareOfSpending)) > 0;
  const inputs = () => ({ income: textOf(income), spending: textOf(all), rigid: textOf(rigid) });
  trace.note('spending-above-income', null, { citation: 'R11', mark: 'seed' }, inputs, overspent);
  return overspent;
}

/** A disaster or accident not longer ago than the pack's window. */
function isRecent({ on, event }: CalculationFacts, { rules }: CompiledRules, trace: Trace): boolean {
  if (!event) return false;
  const { eventWindowDays, citation } = rules.classification;
  const days = (Date.parse(on) - Date.parse(event.date)) / DAY;
  const recent = days >= 0 && days <= eventWindowDays;
  trace.note('emergency-event', null, { citation, mark: 'default' }, () => ({ days, eventWindowDays }), recent);
  return recent;
}
