import {
  add,
  compare,
  divide,
  larger,
  multiply,
  fromDecimal,
  rational,
  type Rational,
  subtract,
  textOf,
  ZERO,
} from '../../reference/formulas';
import type { ObligorFacts } from './calculation-facts';
import type { CalculationResult } from './calculation-result';
import type { CompiledRules } from './compile-rules';
import type { Trace } from './trace';

/**
 * What those who owe support bring a month, by law and in fact (R65): what is proven to be paid counts, with a question when
 * it is less.
 * @returns null when somebody able to pay is not known well enough
 */
export function supportFees(
  obligors: readonly ObligorFacts[],
  rules: CompiledRules,
  trace: Trace,
  clarify: CalculationResult['clarify'],
): Rational | null {
  let sum: Rational | null = ZERO;
  for (const obligor of obligors) {
    const due = owed(obligor, rules);
    const paid = obligor.able && obligor.paidMonthFen !== null ? rational(obligor.paidMonthFen) : null;
    const counted = paid ?? due;
    if (counted === null) clarify.push({ code: 'obligor-unknown', key: obligor.key });
    if (paid && due && compare(paid, due) < 0) clarify.push({ code: 'support-unpaid', key: obligor.key });
    sum = sum && counted && add(sum, counted);
    const inputs = () => ({ obligor: obligor.key, due: due && textOf(due), paid: paid && textOf(paid) });
    trace.note('support-fee', null, rules.pack.income.supportFee, inputs, counted && textOf(counted));
  }
  return sum;
}

/** By court or agreement, else a share of what is above the obligor's own need; nothing of who cannot pay (B21). */
function owed(
  { able, agreedMonthFen, incomeYearFen, members, supports }: ObligorFacts,
  rules: CompiledRules,
): Rational | null {
  if (!able) return ZERO;
  if (agreedMonthFen !== null) return rational(agreedMonthFen);
  if (incomeYearFen === null || rules.dibao === null) return null;
  const { keptFactor, percent } = rules.pack.income.supportFee;
  const need = multiply(rules.dibao, multiply(fromDecimal(keptFactor), rational(members)));
  const above = larger(ZERO, subtract(rational(incomeYearFen, 12), need));
  return divide(multiply(above, fromDecimal(percent)), rational(100 * supports));
}
