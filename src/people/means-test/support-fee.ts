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
import type { CalculationFacts, ObligorFacts } from './calculation-facts';
import type { CalculationResult } from './calculation-result';
import type { CompiledRules } from './compile-rules';
import { monthly } from './line-amount';
import type { Trace } from './trace';

/**
 * What those who owe support bring a month, by law and in fact (R65): what is proven to be paid counts, with a question when
 * it is less; what is only told counts where it is more.
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
    const due = supportOwed(obligor, rules);
    const paid = obligor.able && obligor.paidMonthFen !== null ? rational(obligor.paidMonthFen) : null;
    const told = obligor.able && obligor.toldMonthFen !== undefined ? rational(obligor.toldMonthFen) : null;
    const counted = paid ?? (due && told ? larger(due, told) : due);
    if (counted === null) clarify.push({ code: 'obligor-unknown', key: obligor.key });
    if (paid && due && compare(paid, due) < 0) clarify.push({ code: 'support-unpaid', key: obligor.key });
    if (!paid && told && due && compare(told, due) < 0) clarify.push({ code: 'support-unproven', key: obligor.key });
    sum = sum && counted && add(sum, counted);
    const known = paid ?? told;
    const inputs = () => ({ obligor: obligor.key, due: due && textOf(due), paid: known && textOf(known) });
    trace.note('support-fee', null, rules.pack.income.supportFee, inputs, counted && textOf(counted));
  }
  return sum;
}

/** The item under which a household tells what relatives pay, beside gifts and all else that is handed over. */
const TRANSFER = 'transfer';

/**
 * What the fees come to beside the transfers that were told: these may be the same money, so that it counts once, the larger of
 * the two, and somebody asks (R65).
 */
export function feesBeside(
  { lines, on }: CalculationFacts,
  fees: Rational,
  rules: CompiledRules,
  trace: Trace,
  clarify: CalculationResult['clarify'],
): Rational {
  const transfers = lines.filter(({ kind, item, fen }) => kind === 'income' && item === TRANSFER && fen > 0);
  if (fees.n === 0n || transfers.length === 0 || !rules.income.get(TRANSFER)?.counted) return fees;
  for (const { key } of transfers) clarify.push({ code: 'support-told-twice', key });
  const { windowMonths, supportFee } = rules.pack.income;
  const told = transfers.reduce((total, line) => add(total, monthly(line, on, windowMonths)), ZERO);
  const more = larger(ZERO, subtract(fees, told));
  trace.note('support-told-twice', null, supportFee, () => ({ told: textOf(told), fees: textOf(fees) }), textOf(more));
  return more;
}

/**
 * What one of them owes a month by law: by court or agreement, else a share of what is above the obligor's own need; nothing
 * of who cannot pay (B21).
 * @returns null when neither a paper nor the income is known
 */
export function supportOwed(
  { able, agreedMonthFen, incomeYearFen, members, supports }: Omit<ObligorFacts, 'key'>,
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
