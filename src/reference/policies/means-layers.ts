import type { MeansRules } from './means-sections';

/** What one layer says of the means test; a section it has not is left to the layer below. */
export type MeansLayer = Partial<MeansRules>;

/** Rows of lists are laid one by one: those of a code take the place of all rows of that code below (R2). */
export function layMeans(below: MeansLayer, above: MeansLayer): MeansLayer {
  const laid: MeansLayer = { ...above };
  if (above.deductions) laid.deductions = layRows(below.deductions, above.deductions);
  if (above.statuses) laid.statuses = layRows(below.statuses, above.statuses);
  if (above.layers) laid.layers = layRows(below.layers, above.layers);
  if (above.types) laid.types = layRows(below.types, above.types);
  if (above.extras) laid.extras = layRows(below.extras, above.extras);
  if (above.selfCare) laid.selfCare = layRows(below.selfCare, above.selfCare);
  return laid;
}

function layRows<T extends { code: string }>(below: readonly T[] = [], above: readonly T[]): T[] {
  const own = new Set(above.map(({ code }) => code));
  return [...below.filter(({ code }) => !own.has(code)), ...above];
}
