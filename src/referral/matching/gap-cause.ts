import type { Excluded } from './candidates';
import type { GapCause } from './rule';

/** Among offerings equally near to being admitted the cause that is easiest to mend names the gap. */
const EASIEST_FIRST: readonly GapCause[] = ['full', 'no-money', 'too-far', 'declined', 'not-eligible', 'no-supply'];

/**
 * Why a need stays without a candidate (I8, R97): nothing carries its code, or the cause of the offering that lacks the
 * fewest kinds of things. A full offering counts as full only when nothing else stands against it.
 */
export function gapCauseOf(excluded: readonly Excluded[]): GapCause {
  let nearest: { causes: number; rank: number; cause: GapCause } | null = null;
  for (const { refusals } of excluded) {
    const causes = new Set(refusals.map(({ cause }) => cause));
    const cause = [...causes].sort((a, b) => EASIEST_FIRST.indexOf(b) - EASIEST_FIRST.indexOf(a))[0] ?? 'no-supply';
    const found = { causes: causes.size, rank: EASIEST_FIRST.indexOf(cause), cause };
    const nearer = nearest === null || found.causes < nearest.causes;
    if (nearer || (nearest?.causes === found.causes && found.rank < nearest.rank)) nearest = found;
  }
  return nearest?.cause ?? 'no-supply';
}
