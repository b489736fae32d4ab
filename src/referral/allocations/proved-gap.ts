import type { Allocation } from './allocation.entity';

const BASIS_POINTS = 10_000;

/**
 * How much better than the plan any other could be, in hundredths of a percent of the plan's own points, rounded up so that what
 * is said stays true. Null before there is a result, and where the plan has no points to measure by though others might.
 */
export function provedGap({ value, upperBound }: Pick<Allocation, 'value' | 'upperBound'>): number | null {
  if (value === null || upperBound === null) return null;
  if (upperBound <= value) return 0;
  return value > 0 ? Math.ceil((BASIS_POINTS * (upperBound - value)) / value) : null;
}

/** Whether a floor has cost something: then the bound is of plans that keep the floors as far as they were sought. */
export const boundByFloors = ({ floorResults }: Pick<Allocation, 'floorResults'>): boolean =>
  floorResults.some(({ price }) => price > 0);
