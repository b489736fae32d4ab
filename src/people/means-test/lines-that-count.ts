import type { CalculationFacts, LineFacts, MemberFacts } from './calculation-facts';
import type { CalculationResult } from './calculation-result';
import type { CompiledRules } from './compile-rules';
import type { Trace } from './trace';

/** Of two accounts of the same thing the better proven one counts (R65). */
const METHODS = ['payslip', 'checked', 'industry-average', 'declared'];
const rank = ({ method }: LineFacts) => METHODS.indexOf(method);

/**
 * The lines that say something of this household on this day: not those of people whom the law does not count (B5), none of a
 * day to come, and of a thing told twice the better proven account, with a question (R65).
 */
export function linesThatCount(
  { on, members, lines }: CalculationFacts,
  rules: CompiledRules,
  trace: Trace,
  clarify: CalculationResult['clarify'],
): LineFacts[] {
  const own = lines.filter((line) => {
    const isOthers = members.some((member: MemberFacts) => member.key === line.memberKey && !member.counted);
    if (isOthers) trace.note('not-counted', null, { citation: 'B5', mark: 'law' }, () => ({ line: line.key }), false);
    if (line.asOf > on) clarify.push({ code: 'dated-ahead', key: line.key });
    return !isOthers && line.asOf <= on;
  });
  return own.filter((line) => {
    const better = own.some((other) => isSame(line, other, rules) && rank(other) < rank(line));
    if (better) clarify.push({ code: 'told-twice', key: line.key });
    return !better;
  });
}

/** Gifts, pensions and rents share an item, so two accounts of them are two incomes; work, spending and things are one. */
function isSame(one: LineFacts, other: LineFacts, { income }: CompiledRules): boolean {
  const group = income.get(one.item)?.group;
  if (one.kind === 'income' && group !== 'wage' && group !== 'business') return false;
  return (
    one.kind === other.kind &&
    one.memberKey === other.memberKey &&
    one.item === other.item &&
    one.trade === other.trade &&
    one.period === other.period
  );
}
