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
import { monthly } from './line-amount';
import { feesBeside, supportFees } from './support-fee';
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
 * @returns null while it was not asked, an item or an obligor that is named is unknown, or a standard that a deduction
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
  const spent = spendingByMember(facts, rules);
  const people = new Map(counted.map((member) => [member.key, member]));
  for (const [key, groups] of income) {
    const member = people.get(key);
    for (const [group, sum] of groups)
      earned = add(earned, member ? kept(spent, member, group, sum, rules, trace) : sum);
  }
  const costs = costsOf(spent, counted, earned, rules, trace);
  const owed = supportFees(facts.obligors, rules, trace, clarify);
  if (!owed) return null;
  const fees = feesBeside(facts, owed, rules, trace, clarify);
  return { net: add(subtract(earned, costs), fees), beforeCosts: add(earned, fees) };
}

/**
 * Own costs of those who have a deduction for them have to be asked too. Whether somebody owes support is a question beside the
 * sum: until it is answered nothing of it counts, and nobody is refused for it (R65).
 */
function isAsked(
  { asked }: CalculationFacts,
  counted: readonly MemberFacts[],
  { deductions }: CompiledRules,
  clarify: Clarify,
): boolean {
  const hasCosts = deductions.some((row) => row.costs && counted.some(row.fits));
  const lacks = { income: !asked.income, expenditure: hasCosts && !asked.expenditure, obligors: !asked.obligors };
  const missing = Object.entries(lacks).filter(([, isMissing]) => isMissing);
  for (const [part] of missing) clarify.push({ code: `${part}-not-asked`, key: null });
  return !lacks.income && !lacks.expenditure;
}

/** Does a deduction that this person has need a standard that is not loaded? */
const lacksStandard = (member: MemberFacts, { deductions }: CompiledRules): boolean =>
  deductions.some(
    (row) => ((row.cap !== undefined && !row.limit) || (row.amount !== undefined && !row.sum)) && row.fits(member),
  );

/** A deduction that may be missed because something was never asked: a question, and until then no deduction. */
function askWhatIsNotKnown({ lines }: CalculationFacts, counted: readonly MemberFacts[], clarify: Clarify): void {
  const told = new Set(lines.map(({ memberKey, item }) => `${memberKey} ${item}`));
  for (const { key, works, illness } of counted) {
    const has = (...items: string[]) => items.some((item) => told.has(`${key} ${item}`));
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
  for (const { line, group, lacks } of underAverage(lines, facts.on, rules)) {
    clarify.push({ code: 'below-average', key: line.key });
    const source = rules.pack.income;
    trace.note('trade-average', line.trade, source, () => ({ line: line.key, member: line.memberKey }), textOf(lacks));
    put(line.memberKey, group, lacks);
  }
  return known ? income : null;
}

/** Income that one person has from a trade, where some of it is declared and all is less than the trade usually brings (R65). */
function underAverage(
  lines: readonly LineFacts[],
  on: string,
  { averages, income, deductions, pack }: CompiledRules,
): Array<{ line: LineFacts; group: string; lacks: Rational }> {
  const jobs = new Map<string, LineFacts[]>();
  for (const line of lines) {
    if (line.trade === null || !averages.has(line.trade) || !income.get(line.item)?.counted) continue;
    const job = `${line.memberKey ?? HOUSEHOLD} ${line.trade}`;
    jobs.set(job, [...(jobs.get(job) ?? []), line]);
  }
  return [...jobs.values()].flatMap((job) => {
    const line = job.find(({ method, period }) => method === 'declared' && period !== 'once');
    if (!line) return [];
    const sum = job.reduce((total, one) => add(total, monthly(one, on, pack.income.windowMonths)), ZERO);
    const lacks = subtract(rational(averages.get(line.trade!)!), sum);
    // Where a deduction comes off, so that one fen more of another kind of income never leaves less.
    const groups = job.map(({ item }) => income.get(item)!.group);
    const group = groups.find((one) => deductions.some(({ base }) => base === one)) ?? income.get(line.item)!.group;
    return lacks.n > 0n ? [{ line, group, lacks }] : [];
  });
}

/** What is left of one group of a member's income; a deduction never takes more than is there. */
function kept(
  spent: Spent,
  member: MemberFacts,
  group: string,
  sum: Rational,
  rules: CompiledRules,
  trace: Trace,
): Rational {
  let left = sum;
  const taken = new Map<string, Rational>();
  for (const row of rules.deductions) {
    if (row.base !== group || !row.fits(member)) continue;
    const base = row.after.reduce((rest, code) => subtract(rest, taken.get(code) ?? ZERO), sum);
    const wanted = row.share ? multiply(base, row.share) : row.costs ? ownCosts(row, spent, member) : row.sum;
    const part = multiply(bounded(wanted ?? ZERO, row.limit, left), row.partOfYear);
    taken.set(row.code, part);
    left = subtract(left, part);
    const inputs = () => ({ member: member.key, base: textOf(base), left: textOf(left) });
    trace.note('deduction', row.code, row, inputs, textOf(part));
  }
  return left;
}

/** What comes off the income of all for own costs of those whom the row names (B8). */
function costsOf(
  spent: Spent,
  counted: readonly MemberFacts[],
  earned: Rational,
  rules: CompiledRules,
  trace: Trace,
): Rational {
  let costs = ZERO;
  for (const row of rules.deductions) {
    if (row.base !== 'household') continue;
    const named = counted.filter(row.fits);
    const sum = named.reduce((total, member) => add(total, ownCosts(row, spent, member)), ZERO);
    const part = multiply(bounded(sum, row.limit, subtract(earned, costs)), row.partOfYear);
    costs = add(costs, part);
    trace.note('deduction', row.code, row, () => ({ people: named.length, costs: textOf(sum) }), textOf(part));
  }
  return costs;
}

/** Spending a month of each member by item. */
type Spent = ReadonlyMap<string, ReadonlyMap<string, Rational>>;

function spendingByMember({ lines, on }: CalculationFacts, { pack }: CompiledRules): Spent {
  const spent = new Map<string, Map<string, Rational>>();
  for (const line of lines) {
    if (line.kind !== 'expenditure' || line.memberKey === null) continue;
    const items = spent.get(line.memberKey) ?? new Map<string, Rational>();
    items.set(line.item, add(items.get(line.item) ?? ZERO, monthly(line, on, pack.income.windowMonths)));
    spent.set(line.memberKey, items);
  }
  return spent;
}

const ownCosts = ({ costs = [] }: Deduction, spent: Spent, { key }: MemberFacts): Rational =>
  costs.reduce((total, item) => add(total, spent.get(key)?.get(item) ?? ZERO), ZERO);

const bounded = (sum: Rational, limit: Rational | null, left: Rational): Rational =>
  larger(ZERO, smaller(limit ? smaller(sum, limit) : sum, left));
