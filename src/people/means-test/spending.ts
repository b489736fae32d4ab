import { add, type Rational, ZERO } from '../../reference/formulas';
import type { CalculationFacts } from './calculation-facts';
import type { CompiledRules } from './compile-rules';
import { monthly } from './line-amount';

/** Spending a month and its rigid part (B18); null while it was not asked. */
export function spendingOf(facts: CalculationFacts, rules: CompiledRules): { all: Rational; rigid: Rational } | null {
  if (!facts.asked.expenditure) return null;
  const counted = new Set(rules.pack.rigid.kinds.filter((kind) => kind.counted).map(({ code }) => code));
  let [all, rigid] = [ZERO, ZERO];
  for (const line of facts.lines) {
    if (line.kind !== 'expenditure') continue;
    const sum = monthly(line, facts.on, rules.pack.income.windowMonths);
    all = add(all, sum);
    if (counted.has(line.item)) rigid = add(rigid, sum);
  }
  return { all, rigid };
}
