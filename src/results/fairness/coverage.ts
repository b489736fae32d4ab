import { type Cells, protectRow, shownParts } from '../../people/instrument-quality';
import { percent } from './percent';

/** By what coverage is compared (I8, I21). */
export const dimensions = ['township', 'circle', 'age', 'disability'] as const;
export type Dimension = (typeof dimensions)[number];

/** Needs with the same answers to all dimensions; `served`: how many of them a service has begun for. */
export interface NeedCount extends Record<Dimension, string> {
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

const cellsOf = (counts: readonly NeedCount[]): Cells => {
  const served = counts.reduce((sum, one) => sum + one.served, 0);
  const needs = counts.reduce((sum, one) => sum + one.needs, 0);
  return { served, open: needs - served };
};

const coveredOf = ({ served = 0, open = 0 }: Cells): Covered => {
  const needs = served + open;
  return { needs, served, share: percent(served, needs) };
};

/** All together; hidden where either part is too small to be told. */
export function coverage(counts: readonly NeedCount[]): Covered {
  const shown = protectRow(cellsOf(counts));
  return Object.values(shown).includes(null) ? HIDDEN : coveredOf(cellsOf(counts));
}

/**
 * By one dimension, the least covered first and those that cannot be told last. A group is shown when neither its served
 * nor its open needs are fewer than ten, and when what is shown leaves no fewer to be worked out.
 */
export function coverageBy(dimension: Dimension, counts: readonly NeedCount[]): CoverageGroup[] {
  const keys = [...new Set(counts.map((one) => one[dimension]))].sort();
  const parts = new Map(keys.map((key, at) => [at, cellsOf(counts.filter((one) => one[dimension] === key))]));
  const shown = shownParts(cellsOf(counts), parts);
  return keys
    .map((key, at) => ({ key, ...(shown.has(at) ? coveredOf(parts.get(at)!) : HIDDEN) }))
    .sort((a, b) => (a.share ?? Infinity) - (b.share ?? Infinity));
}
