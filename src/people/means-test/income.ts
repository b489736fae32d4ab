import {
  add,
  compare,
  larger,
  multiply,
  rational,
  type Rational,
  smaller,
  subtract,
  textOf,
  ZERO,
} from '../../reference/formulas';
import type { CalculationFacts, LineFacts, MemberFacts } from './calculation-facts';
import type { CalculationResult } from './calculation-result';
import type { CompiledRules } from './compile-rules';
import { fits } from './fits';
import { monthly } from './line-amount';
import { supportFees } from './support-fee';
import type { Trace } from './trace';

type Clarify = CalculationResult['clarify'];
type Deduction = CompiledRules['deductions'][number];
/** Of two accounts of the same income the better proven one counts (R65). */
const METHODS = ['payslip', 'checked', 'industry-average', 'declared'];
const HOUSEHOLD = '';

/** Income by member (the household's own under an empty key) and group. */
type Income = Map<string, Map<string, Rational>>;

/** Countable income of the household a month (B7, B8, R65, R66, R84), at least 0; null while nothing was asked. */
export function countableIncome(
  facts: CalculationFacts,
  counted: readonly MemberFacts[],
  rules: CompiledRules,
  trace: Trace,
  clarify: Clarify,
): Rational | null {
  if (!facts.declared) return null;
  const income = byGroup(facts, counted, rules, trace, clarify);
  let household = ZERO;
  for (const [key, groups] of income) {
    const member = counted.find((one) => one.key === key);
    for (const [group, sum] of groups)
      household = add(household, member ? kept(facts, member, group, sum, rules, trace) : sum);
  }
  for (const row of rules.deductions) {
    if (row.base !== 'household') continue;
    const named = counted.filter((member) => fits(row.who, member));
    const sum = named.reduce((total, member) => add(total, deduction(row, facts, member, household, rules)), ZERO);
    const taken = bounded(sum, row.limit, household);
    household = subtract(household, taken);
    trace.note('deduction', row.code, row, () => ({ people: named.length, left: textOf(household) }), textOf(taken));
  }
  return add(household, supportFees(facts.obligors, rules, trace, clarify));
}

function byGroup(
  facts: CalculationFacts,
  counted: readonly MemberFacts[],
  rules: CompiledRules,
  trace: Trace,
  clarify: Clarify,
): Income {
  const income: Income = new Map();
  const { windowMonths } = rules.rules.income;
  for (const line of best(
    facts.lines.filter(({ kind }) => kind === 'income'),
    clarify,
  )) {
    if (line.memberKey !== null && !counted.some(({ key }) => key === line.memberKey)) continue;
    const row = rules.income.get(line.item);
    if (!row) {
      clarify.push({ code: 'unknown-item', key: line.key });
      continue;
    }
    const sum = flexible(line, monthly(line, facts.on, windowMonths), rules, clarify);
    trace.note(
      'income-item',
      row.code,
      row,
      () => ({ line: line.key, member: line.memberKey, counted: row.counted }),
      textOf(sum),
    );
    if (!row.counted) continue;

    const key = line.memberKey ?? HOUSEHOLD;
    const groups = income.get(key) ?? new Map<string, Rational>();
    groups.set(row.group, add(groups.get(row.group) ?? ZERO, sum));
    income.set(key, groups);
  }
  return income;
}

/** Lines of one person, item and trade tell of the same income: those of the best method stay. */
function best(lines: readonly LineFacts[], clarify: Clarify): LineFacts[] {
  const rank = ({ method }: LineFacts) => METHODS.indexOf(method);
  const same = (one: LineFacts, other: LineFacts) =>
    one.memberKey === other.memberKey && one.item === other.item && one.trade === other.trade;
  return lines.filter((line) => {
    const better = lines.some((other) => same(line, other) && rank(other) < rank(line));
    if (better) clarify.push({ code: 'told-twice', key: line.key });
    return !better;
  });
}

/** A declared income of a flexible job under what the trade usually brings counts as that, with a question (R65). */
function flexible(line: LineFacts, sum: Rational, { averages }: CompiledRules, clarify: Clarify): Rational {
  const average = line.method === 'declared' && line.trade !== null ? averages.get(line.trade) : undefined;
  if (average === undefined || compare(sum, rational(average)) >= 0) return sum;
  clarify.push({ code: 'below-average', key: line.key });
  return rational(average);
}

/** What is left of one group of a member's income; a deduction never takes more than is there. */
function kept(
  facts: CalculationFacts,
  member: MemberFacts,
  group: string,
  sum: Rational,
  rules: CompiledRules,
  trace: Trace,
): Rational {
  let left = sum;
  const taken = new Map<string, Rational>();
  for (const row of rules.deductions) {
    if (row.base !== group || !fits(row.who, member)) continue;
    const base = row.after.reduce((rest, code) => subtract(rest, taken.get(code) ?? ZERO), sum);
    const part = bounded(deduction(row, facts, member, base, rules), row.limit, left);
    taken.set(row.code, part);
    left = subtract(left, part);
    trace.note(
      'deduction',
      row.code,
      row,
      () => ({ member: member.key, base: textOf(base), left: textOf(left) }),
      textOf(part),
    );
  }
  return left;
}

function deduction(
  row: Deduction,
  facts: CalculationFacts,
  member: MemberFacts,
  base: Rational,
  rules: CompiledRules,
): Rational {
  if (row.share) return multiply(base, row.share);
  if (row.costs === undefined) return row.sum ?? ZERO;
  const { costs } = row;
  return facts.lines
    .filter(({ kind, item, memberKey }) => kind === 'expenditure' && costs.includes(item) && memberKey === member.key)
    .reduce((total, line) => add(total, monthly(line, facts.on, rules.rules.income.windowMonths)), ZERO);
}

const bounded = (sum: Rational, limit: Rational | null, left: Rational): Rational =>
  larger(ZERO, smaller(limit ? smaller(sum, limit) : sum, left));
