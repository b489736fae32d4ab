import {
  add,
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
const HOUSEHOLD = '';

/** Income by member (the household's own under an empty key) and group. */
type Income = Map<string, Map<string, Rational>>;

/** Countable income a month, at least 0, and what it was before own costs came off, so that no yuan counts twice (B18). */
export interface CountableIncome {
  net: Rational;
  beforeCosts: Rational;
}

/**
 * Countable income of the household a month (B7, B8, R65, R66, R84).
 * @returns null while it was not asked, an item or an obligor is unknown, or a standard that a deduction
 * needs is missing
 */
export function countableIncome(
  facts: CalculationFacts,
  counted: readonly MemberFacts[],
  rules: CompiledRules,
  trace: Trace,
  clarify: Clarify,
): CountableIncome | null {
  if (!isAsked(facts, counted, rules, clarify) || counted.some((member) => lacksStandard(member, rules))) return null;
  const income = byGroup(facts, rules, trace, clarify);
  if (!income) return null;
  askWhatIsNotKnown(facts, counted, clarify);
  let earned = ZERO;
  for (const [key, groups] of income) {
    const member = counted.find((one) => one.key === key);
    for (const [group, sum] of groups)
      earned = add(earned, member ? kept(facts, member, group, sum, rules, trace) : sum);
  }
  const costs = costsOf(facts, counted, earned, rules, trace);
  const fees = supportFees(facts.obligors, rules, trace, clarify);
  if (!fees) return null;
  return { net: add(subtract(earned, costs), fees), beforeCosts: add(earned, fees) };
}

/** Own costs of those who have a deduction for them, and what those who owe support bring, have to be asked too. */
function isAsked(
  { asked }: CalculationFacts,
  counted: readonly MemberFacts[],
  { deductions }: CompiledRules,
  clarify: Clarify,
): boolean {
  const hasCosts = deductions.some((row) => row.costs && counted.some((member) => fits(row.who, member)));
  const lacks = { income: !asked.income, expenditure: hasCosts && !asked.expenditure, obligors: !asked.obligors };
  const missing = Object.entries(lacks).filter(([, isMissing]) => isMissing);
  for (const [part] of missing) clarify.push({ code: `${part}-not-asked`, key: null });
  return missing.length === 0;
}

/** Does a deduction that this person has need a standard that is not loaded? */
const lacksStandard = (member: MemberFacts, { deductions }: CompiledRules): boolean =>
  deductions.some(
    (row) => ((row.cap !== undefined && !row.limit) || (row.amount !== undefined && !row.sum)) && fits(row.who, member),
  );

/** A deduction that may be missed because something was never asked: a question, and until then no deduction. */
function askWhatIsNotKnown({ lines }: CalculationFacts, counted: readonly MemberFacts[], clarify: Clarify): void {
  for (const { key, works, illness } of counted) {
    const has = (...items: string[]) => lines.some(({ memberKey, item }) => memberKey === key && items.includes(item));
    if (works === null && has('wage')) clarify.push({ code: 'work-unknown', key });
    if (illness === null && has('medical', 'rehabilitation')) clarify.push({ code: 'illness-unknown', key });
  }
}

function byGroup(facts: CalculationFacts, rules: CompiledRules, trace: Trace, clarify: Clarify): Income | null {
  const income: Income = new Map();
  const put = (memberKey: string | null, group: string, sum: Rational): void => {
    const groups = income.get(memberKey ?? HOUSEHOLD) ?? new Map<string, Rational>();
    groups.set(group, add(groups.get(group) ?? ZERO, sum));
    income.set(memberKey ?? HOUSEHOLD, groups);
  };
  let known = true;
  const lines = facts.lines.filter(({ kind }) => kind === 'income');
  for (const line of lines) {
    const row = rules.income.get(line.item);
    if (!row) clarify.push({ code: 'unknown-item', key: line.key });
    known &&= row !== undefined;
    if (!row) continue;
    const sum = monthly(line, facts.on, rules.pack.income.windowMonths);
    const inputs = () => ({ line: line.key, member: line.memberKey, counted: row.counted });
    trace.note('income-item', row.code, row, inputs, textOf(sum));
    if (row.counted) put(line.memberKey, row.group, sum);
  }
  for (const { line, lacks } of underAverage(lines, facts.on, rules)) {
    clarify.push({ code: 'below-average', key: line.key });
    const source = rules.pack.income;
    trace.note('trade-average', line.trade, source, () => ({ line: line.key, member: line.memberKey }), textOf(lacks));
    const row = rules.income.get(line.item);
    if (row?.counted) put(line.memberKey, row.group, lacks);
  }
  return known ? income : null;
}

/** Declared income of a flexible job that one person has from a trade, where it is less than the trade usually brings (R65). */
function underAverage(
  lines: readonly LineFacts[],
  on: string,
  { averages, pack }: CompiledRules,
): Array<{ line: LineFacts; lacks: Rational }> {
  const lasting = lines.filter(({ method, period }) => method === 'declared' && period !== 'once');
  return lasting.flatMap((line, place) => {
    const average = line.trade === null ? undefined : averages.get(line.trade);
    const isSame = (other: LineFacts) => other.trade === line.trade && other.memberKey === line.memberKey;
    if (average === undefined || lasting.findIndex(isSame) !== place) return [];
    const months = pack.income.windowMonths;
    const sum = lasting.filter(isSame).reduce((total, other) => add(total, monthly(other, on, months)), ZERO);
    const lacks = subtract(rational(average), sum);
    return lacks.n > 0n ? [{ line, lacks }] : [];
  });
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
    const wanted = row.share ? multiply(base, row.share) : row.costs ? ownCosts(row, facts, member, rules) : row.sum;
    const part = bounded(wanted ?? ZERO, row.limit, left);
    taken.set(row.code, part);
    left = subtract(left, part);
    const inputs = () => ({ member: member.key, base: textOf(base), left: textOf(left) });
    trace.note('deduction', row.code, row, inputs, textOf(part));
  }
  return left;
}

/** What comes off the income of all for own costs of those whom the row names (B8). */
function costsOf(
  facts: CalculationFacts,
  counted: readonly MemberFacts[],
  earned: Rational,
  rules: CompiledRules,
  trace: Trace,
): Rational {
  let costs = ZERO;
  for (const row of rules.deductions) {
    if (row.base !== 'household') continue;
    const named = counted.filter((member) => fits(row.who, member));
    const sum = named.reduce((total, member) => add(total, ownCosts(row, facts, member, rules)), ZERO);
    const part = bounded(sum, row.limit, subtract(earned, costs));
    costs = add(costs, part);
    trace.note('deduction', row.code, row, () => ({ people: named.length, costs: textOf(sum) }), textOf(part));
  }
  return costs;
}

function ownCosts(
  { costs = [] }: Deduction,
  facts: CalculationFacts,
  member: MemberFacts,
  rules: CompiledRules,
): Rational {
  return facts.lines
    .filter(({ kind, item, memberKey }) => kind === 'expenditure' && costs.includes(item) && memberKey === member.key)
    .reduce((total, line) => add(total, monthly(line, facts.on, rules.pack.income.windowMonths)), ZERO);
}

const bounded = (sum: Rational, limit: Rational | null, left: Rational): Rational =>
  larger(ZERO, smaller(limit ? smaller(sum, limit) : sum, left));
