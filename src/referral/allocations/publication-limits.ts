import type { CandidateOffering } from '../matching';

/**
 * What will be taken of an offering, and of whoever pays for it, beside what the ledgers have: by drafts that nobody has sent and
 * that hold nothing, and the places by those who wait in its queue.
 */
export interface Unasked {
  places: number;
  fen: number;
}

/** An offering with what is left after the drafts there are, whatever made them, and after its queue. */
export function lessUnasked(offering: CandidateOffering, unasked: Unasked | undefined): CandidateOffering {
  if (!unasked) return offering;
  const { capacity, payer } = offering;
  const { places, fen } = unasked;
  return {
    ...offering,
    capacity: capacity.known ? { ...capacity, left: Math.max(0, capacity.left - places) } : capacity,
    payer:
      'leftFen' in payer ? { ...payer, leftFen: Math.max(0, payer.leftFen - fen), ...units(payer, places) } : payer,
  };
}

/** A contract buys so many units; each draft, and whoever waits, will take one (R73). */
function units(payer: CandidateOffering['payer'], places: number): { leftUnits?: number } {
  const left = payer.kind === 'contract' ? payer.leftUnits : null;
  return left === null || left === undefined ? {} : { leftUnits: Math.max(0, left - places) };
}

/**
 * What keeps one more line from an offering; null when nothing does.
 * @param withBudgets whether the allocation was made under funds and contracts
 */
export function lacking(
  { capacity, payer }: CandidateOffering,
  costFen: number,
  withBudgets: boolean,
): 'no-place' | 'no-money' | null {
  if (capacity.known && capacity.left < 1) return 'no-place';
  if (payer.kind === 'contract' && payer.leftUnits === 0) return 'no-place';
  return withBudgets && 'leftFen' in payer && costFen > payer.leftFen ? 'no-money' : null;
}
