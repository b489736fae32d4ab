import { type Cells, protectRow, shownParts } from '../../people/instrument-quality';
import { percent } from './percent';

/** By what coverage is compared (I8, I21). */
export const dimensions = ['township', 'circle', 'age', 'disability'] as const;
export type Dimension = (typeof dimensions)[number];

/** Needs with the same answers to all dimensions; `served`: how many of them a service has begun for. */
export interface NeedCount extends Record<Dimension, string> {
  severity: number;
  needs: number;
  served: number;
}

export interface Covered {
  needs: number | null;
  served: number | null;
  share: number | null;
}
export interface CoverageGroup extends Covered {
  key: string;
}

const HIDDEN: Covered = { needs: null, served: null, share: null };

const sumOf = (counts: readonly NeedCount[], part: 'needs' | 'served') =>
  counts.reduce((sum, one) => sum + one[part], 0);

const coveredOf = (counts: readonly NeedCount[]): Covered => {
  const [needs, served] = [sumOf(counts, 'needs'), sumOf(counts, 'served')];
  return { needs, served, share: percent(served, needs) };
};

/** Served and open needs of each band of severity; a band goes from its own up to the next. */
function cellsOf(counts: readonly NeedCount[], bands: readonly number[]): Cells {
  const cells: Record<string, number> = {};
  bands.forEach((from, at) => {
    const own = counts.filter(({ severity }) => severity >= from && severity < (bands[at + 1] ?? Infinity));
    const served = sumOf(own, 'served');
    cells[`served ${from}`] = served;
    cells[`open ${from}`] = sumOf(own, 'needs') - served;
  });
  return cells;
}

/**
 * The least severities whose totals can stand beside each other, up to `severity`: each is the sum of the bands from there on,
 * so that no two of them, one taken from the other, leave fewer than ten. Null where that of `severity` cannot.
 */
function bandsUpTo(severity: number, counts: readonly NeedCount[]): number[] | null {
  let bands: number[] = [];
  for (let from = 1; from <= severity; from += 1) {
    const more = [...bands, from];
    const fits = !Object.values(protectRow(cellsOf(counts, more))).includes(null);
    if (fits) bands = more;
    else if (from === 1 || from === severity) return null;
  }
  return bands;
}

const from = (severity: number, counts: readonly NeedCount[]) => counts.filter((one) => one.severity >= severity);

/** All together, of needs of at least this severity; hidden where a part is too small to be told or could be worked out. */
export function coverage(counts: readonly NeedCount[], severity = 1): Covered {
  return bandsUpTo(severity, counts) ? coveredOf(from(severity, counts)) : HIDDEN;
}

/**
 * By one dimension, the least covered first and those that cannot be told last. A group is shown when neither its served
 * nor its open needs are fewer than ten, and when what is shown leaves no fewer to be worked out; with a least severity only
 * where that is so of every band below it too.
 */
export function coverageBy(dimension: Dimension, counts: readonly NeedCount[], severity = 1): CoverageGroup[] {
  const keys = [...new Set(counts.map((one) => one[dimension]))].sort();
  const groups = keys.map((key) => counts.filter((one) => one[dimension] === key));
  const bands = bandsUpTo(severity, counts) ?? [];
  let shown = new Set(bands.length > 0 || severity === 1 ? keys.keys() : []);
  // What is told of a higher severity is told of the lower ones as well: no total stands alone that another one completes.
  for (let many = 1; many <= Math.max(bands.length, 1); many += 1) {
    const told = bands.length > 0 ? bands.slice(0, many) : [1];
    const parts = new Map([...shown].map((at) => [at, cellsOf(groups[at]!, told)]));
    shown = shownParts(cellsOf(counts, told), parts);
  }
  return keys
    .map((key, at) => ({ key, counts: groups[at]!, told: shown.has(at) }))
    .filter(({ counts: own }) => severity === 1 || from(severity, own).length > 0)
    .map(({ key, counts: own, told }) => ({ key, ...(told ? coveredOf(from(severity, own)) : HIDDEN) }))
    .sort((a, b) => (a.share ?? Infinity) - (b.share ?? Infinity));
}
