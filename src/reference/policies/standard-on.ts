import { rational, type Rational } from '../formulas';
import type { Standard } from './pack-sections';

/** The row of a kind on a day: of several layers the uppermost comes first, and in one there is one row a day. */
export function standardRowOn(standards: readonly Standard[], kind: string, day: string): Standard | undefined {
  return standards.find((row) => row.kind === kind && row.from <= day && (row.until === null || row.until >= day));
}

/** A standard in fen a month on a day; null when the district has not loaded it. */
export function standardOn(standards: readonly Standard[], kind: string, day: string): Rational | null {
  const row = standardRowOn(standards, kind, day);
  return row ? rational(row.fen, row.per === 'year' ? 12 : 1) : null;
}
