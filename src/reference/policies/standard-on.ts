import { rational, type Rational } from '../formulas';
import type { Standard } from './pack-sections';

/** A standard in fen a month on a day; null when the district has not loaded it. */
export function standardOn(standards: readonly Standard[], kind: string, day: string): Rational | null {
  const valid = standards.filter(
    (row) => row.kind === kind && row.from <= day && (row.until === null || row.until >= day),
  );
  const latest = valid.sort((one, other) => other.from.localeCompare(one.from))[0];
  return latest ? rational(latest.fen, latest.per === 'year' ? 12 : 1) : null;
}
