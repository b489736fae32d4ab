import type { CalculationFacts, LineFacts } from './calculation-facts';
import type { CalculationResult } from './calculation-result';
import type { CompiledRules } from './compile-rules';
import { windowStart } from './line-amount';
import type { Trace } from './trace';

/** Of two accounts of the same thing the better proven one counts (R65), of two as good the later one. */
const METHODS = ['payslip', 'checked', 'industry-average', 'declared'];
const isBetter = (one: LineFacts, other: LineFacts): boolean => {
  const ahead = METHODS.indexOf(one.method) - METHODS.indexOf(other.method);
  return ahead < 0 || (ahead === 0 && one.asOf > other.asOf);
};

/**
 * Leaves the lines that say something of this household on this day: not those of people whom the law does not count (B5), none
 * of a day to come, no sum of a year or of one day before the window (B7), and of a thing told twice the better account, with a
 * question (R65). What was only told of a year that is over has to be asked again.
 */
export function withLinesThatCount(
  facts: CalculationFacts,
  rules: CompiledRules,
  trace: Trace,
  clarify: CalculationResult['clarify'],
): CalculationFacts {
  const others = new Set(facts.members.filter(({ counted }) => !counted).map(({ key }) => key));
  const from = windowStart(facts.on, rules.pack.income.windowMonths);
  const isPast = ({ kind, period, asOf }: LineFacts) => kind !== 'asset' && period !== 'month' && asOf < from;
  const theirs = facts.lines.filter(({ memberKey }) => memberKey !== null && others.has(memberKey));
  for (const { key } of theirs)
    trace.note('not-counted', null, { citation: 'B5', mark: 'law' }, () => ({ line: key }), false);
  const own = facts.lines.filter(({ memberKey }) => memberKey === null || !others.has(memberKey));
  const ahead = own.filter(({ asOf }) => asOf > facts.on);
  for (const { key } of ahead) clarify.push({ code: 'dated-ahead', key });
  const current = own.filter((line) => line.asOf <= facts.on && !isPast(line));
  for (const { key } of own.filter(isPast))
    trace.note('before-window', null, rules.pack.income, () => ({ line: key }), false);
  const answered = new Set(current.map(answerOf));
  const over = own.filter((line) => isPast(line) && line.period === 'year' && !answered.has(answerOf(line)));
  for (const { key } of over) clarify.push({ code: 'year-is-over', key });
  const asked = { ...facts.asked };
  for (const { kind } of over) asked[kind] = false;
  return { ...facts, asked, lines: betterOfEach(current, rules, clarify) };
}

const answerOf = ({ kind, item, memberKey }: LineFacts) => [kind, item, memberKey].join(' ');

function betterOfEach(
  lines: readonly LineFacts[],
  rules: CompiledRules,
  clarify: CalculationResult['clarify'],
): LineFacts[] {
  const best = new Map<string, LineFacts>();
  for (const line of lines) {
    const thing = thingOf(line, rules);
    const known = best.get(thing);
    if (!known || isBetter(line, known)) best.set(thing, line);
  }
  return lines.filter((line) => {
    const better = isBetter(best.get(thingOf(line, rules))!, line);
    if (better) clarify.push({ code: 'told-twice', key: line.key });
    return !better;
  });
}

/** Gifts, pensions and rents share an item, so two accounts of them are two incomes; work, spending and things are one. */
function thingOf(line: LineFacts, { income }: CompiledRules): string {
  const { kind, item, memberKey, trade, period, asOf, key } = line;
  const group = income.get(item)?.group;
  if (kind === 'income' && group !== 'wage' && group !== 'business') return key;
  return [kind, memberKey, item, trade, period, kind !== 'asset' && period === 'once' ? asOf : null].join(' ');
}
