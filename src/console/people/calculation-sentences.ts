import type { Mark } from '../../reference/policies';
import { type CalculationTerms } from './calculation-terms';

type Value = string | number | boolean | null;
/** A step as the API shows it. */
export interface ShownStep {
  rule: string;
  row: string | null;
  citation: string;
  mark: Mark;
  inputs: Readonly<Record<string, Value>>;
  result: Value;
}

const FRACTION = /^(-?\d+)\/(\d+)$/;
const KEY = /^([a-z])(\d+)$/;
const PER_THOUSAND = 1000n;
/** Results of these are whole fen, of the others classes. */
const paying = ['dibao', 'allowance', 'extra'];
const circles = ['C1', 'C2', 'C3', 'C4', 'outside'];

/** Towards zero: shown, never compared. */
function floored(text: string, factor: bigint): number {
  const [, n = '0', d = '1'] = FRACTION.exec(text) ?? [];
  return Number((BigInt(n) * factor) / BigInt(d));
}

/** Fen of an exact amount `n/d`. */
export const fenOf = (text: string): number => floored(text, 1n);

/** `149/210` → `0.709`. */
export const ratioText = (text: string): string => (floored(text, PER_THOUSAND) / Number(PER_THOUSAND)).toFixed(3);

/** `m2` → the person, `l3` → the third line of the declaration, `o1` → the first who owes support; nobody → all. */
export function whoOrWhat(key: string | null, { say, person }: CalculationTerms): string {
  const [, letter = '', number = ''] = KEY.exec(key ?? '') ?? [];
  if (key === null || letter === '') return say('calculations.who.all');
  return person(key) ?? say(`calculations.who.${letter}`, { number });
}

/** Links to the lines of the declaration that these keys name. */
export function linksOf(keys: readonly Value[], terms: CalculationTerms): Array<{ href: string; text: string }> {
  return keys.flatMap((key) => {
    const href = typeof key === 'string' ? terms.line(key) : undefined;
    return href === undefined ? [] : [{ href, text: whoOrWhat(key as string, terms) }];
  });
}

/** One step as a plain sentence, with what it came to and where the rule stands. */
export function sentenceOf(step: ShownStep, terms: CalculationTerms) {
  const { rule, row, citation, mark, inputs, result } = step;
  const { say } = terms;
  // What comes off the income of all names nobody.
  const key = rule === 'deduction' && !('member' in inputs) ? 'deduction-of-all' : rule;
  const told = Object.entries(inputs).map(([name, value]) => [name, inputText(name, value, terms)]);
  const params = {
    ...(Object.fromEntries(told) as Record<string, string | number>),
    row: rowText(rule, row, terms),
    outcome: String(result),
    result: resultText(rule, result, terms),
  };
  return {
    rule,
    sentence: say(`calculations.rule.${key}`, params),
    result: params.result,
    links: linksOf(Object.values(inputs), terms),
    mark: say(`calculations.mark.${mark}`),
    sources: terms.source(citation).map((source) => ({ ...source, words: say(`calculations.source.${source.state}`) })),
  };
}

function rowText(rule: string, row: string | null, terms: CalculationTerms): string {
  if (rule === 'circle') return terms.say(`calculations.ground.${row ?? 'none'}`);
  if (row === null) return '';
  return terms.rowName(rule, row);
}

function inputText(name: string, value: Value, terms: CalculationTerms): string | number {
  if (name === 'member') return whoOrWhat(value as string | null, terms);
  if (value === null) return terms.say('calculations.not-known');
  if (typeof value === 'string' && FRACTION.test(value))
    return name === 'share' ? ratioText(value) : terms.money(fenOf(value));
  if (name === 'fen') return terms.money(value as number);
  if (typeof value === 'string' && KEY.test(value)) return whoOrWhat(value, terms);
  return typeof value === 'number' ? value : String(value);
}

function resultText(rule: string, value: Value, { say, money }: CalculationTerms): string {
  if (value === null) return say('calculations.not-known');
  if (typeof value === 'boolean') return say(value ? 'households.file.yes' : 'households.file.no');
  if (typeof value === 'number') return paying.includes(rule) ? money(value) : say(`classification.short.${value}`);
  if (FRACTION.test(value)) return money(fenOf(value));
  if (rule === 'circle' || circles.includes(value)) return say(`calculations.circle.${value}`);
  return say(`calculations.word.${value}`);
}
