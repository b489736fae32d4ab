import type { ChangeProblem } from './pack-change';

type Sentence = Pick<ChangeProblem, 'code' | 'params'>;

/** What the checks of a pack say, each with its code and the names of what stands in it. */
const SENTENCES: ReadonlyArray<[said: RegExp, code: string]> = [
  [/^(?<what>\S+) has two rows on (?<day>\S+)$/, 'pack-two-rows-on-day'],
  [/^(?<what>.+) has two rows$/, 'pack-two-rows'],
  [/^two rows for (?<what>\d+)$/, 'pack-two-rows'],
  [/^(?<what>\S+) has no row on (?<day>\S+)$/, 'pack-hole-on-day'],
  [/^no row for (?<what>\d+)$/, 'pack-no-row'],
  [/^(?<what>class \d+) has no row$/, 'pack-no-row'],
  [/^(?<what>\S+) ends before it begins$/, 'pack-ends-before'],
  [/^(?<what>\S+) ends on (?<day>\S+) with no row behind it/, 'pack-nothing-behind'],
  [/^(?<what>\S+) ends on no day$/, 'pack-nothing-behind'],
  [/^there is no standard (?<what>\S+)$/, 'pack-standard-unknown'],
  [/^comes to (?<fen>-?\d+) fen a year, not between (?<from>\d+) and (?<to>\d+)$/, 'pack-out-of-range'],
  [/^says (?<said>\d+) rows, the table has (?<rows>\d+)$/, 'pack-row-count'],
  [/^the bound has to rise/, 'pack-bound-rises'],
  [/^has to name (?<names>.+), not (?<said>.+)$/, 'pack-names'],
  [/^a taper does not rise$/, 'pack-taper-rises'],
  [/^ends at (?<said>\S+), not at (?<to>\S+)$/, 'pack-ends-at'],
  [/^(?<what>.+) is named by no head of the pack$/, 'pack-citation-unknown'],
  [/^comes after itself$/, 'pack-after-itself'],
  [/^has more than four decimals$/, 'pack-decimals'],
  [/^character (?<place>\d+): (?<what>\S+) is not known/, 'pack-name-unknown'],
  [/^character (?<place>\d+): /, 'pack-formula'],
  [/^Division by zero$/, 'pack-division'],
];
/** Sums of money: said in yuan. */
const MONEY = ['pack-out-of-range'];

/** The sentence of a check as code and parameters, for both languages. */
export function sentenceOf(message: string): Sentence {
  for (const [said, code] of SENTENCES) {
    const found = said.exec(message);
    if (!found) continue;
    const params = Object.entries(found.groups ?? {}).map(([name, value]): [string, string | number] => [
      name,
      MONEY.includes(code) ? Number(value) / 100 : value,
    ]);
    return params.length > 0 ? { code, params: Object.fromEntries(params) } : { code };
  }
  return { code: 'pack-value-form' };
}
