import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { Instruments, score } from '../../../src/people/assessments';
import { Taxonomy } from '../../../src/reference/taxonomy';
import { data } from '../exchange/import-program';

/** The survey's eight questions; our four of food are the near neighbours of four of them. */
const SURVEY = ['WORRIED', 'HEALTHY', 'FEWFOOD', 'SKIPPED', 'ATELESS', 'RUNOUT', 'HUNGRY', 'WHLDAY'] as const;
const FOOD = { worry: 'WORRIED', quality: 'FEWFOOD', amount: 'ATELESS', skipped: 'SKIPPED' } as const;
type Answered = Record<(typeof SURVEY)[number], '0' | '1'>;

const scale = new Instruments(new Taxonomy()).byCode('S11');

/** Those who answered all eight. */
function complete(country: 1 | 2): Answered[] {
  const file = readFileSync(join(data, `fies-microdata/fao_country${country}.csv`));
  const rows = parse<Answered>(file, { columns: true });
  return rows.filter((row) => SURVEY.every((question) => row[question] === '0' || row[question] === '1'));
}

/** What S11 adds up from the four answers; the other four of the scale were not asked. */
function foodPoints(row: Answered): number {
  const answers = Object.entries(FOOD).map(([item, question]) => [item, Number(row[question])]);
  return score(scale, Object.fromEntries(answers)).raw ?? NaN;
}

const surveyPoints = (row: Answered): number => SURVEY.filter((question) => row[question] === '1').length;
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Ranks from 1; equal values share the middle of theirs. */
function ranks(values: readonly number[]): number[] {
  const sorted = [...values].sort((one, other) => one - other);
  return values.map((value) => (sorted.indexOf(value) + sorted.lastIndexOf(value)) / 2 + 1);
}

function correlation(some: readonly number[], others: readonly number[]): number {
  const [a, b] = [mean(some), mean(others)];
  const spread = (values: readonly number[], middle: number) =>
    values.reduce((sum, one) => sum + (one - middle) ** 2, 0);
  const common = some.reduce((sum, one, at) => sum + (one - a) * (others[at]! - b), 0);
  return common / Math.sqrt(spread(some, a) * spread(others, b));
}

describe('the questions of S11 on food, on the answers of a survey in two countries', () => {
  const countries: Array<[1 | 2, number]> = [
    [1, 993],
    [2, 991],
  ];
  it.each(countries)('ranks the people of country %i as the whole survey does', (country, people) => {
    const rows = complete(country);
    expect(rows).toHaveLength(people);
    const ours = rows.map(foodPoints);
    const theirs = rows.map(surveyPoints);
    // A part against its whole: this says that four questions lose little order, not that they measure hunger.
    expect(correlation(ranks(ours), ranks(theirs))).toBeGreaterThanOrEqual(0.88);
    const means = [0, 1, 2, 3, 4].map((points) => mean(theirs.filter((_score, at) => ours[at] === points)));
    expect(means).toEqual([...means].sort((one, other) => one - other));
    expect(new Set(means).size).toBe(5);
  });

  it('would notice a question whose answers were turned round', () => {
    const rows = complete(1);
    const turned = rows.map((row) => foodPoints({ ...row, ATELESS: row.ATELESS === '1' ? '0' : '1' }));
    expect(correlation(ranks(turned), ranks(rows.map(surveyPoints)))).toBeLessThan(0.88);
  });
});
