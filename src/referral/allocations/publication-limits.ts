import type { CandidateOffering } from '../matching';
import { purseOf } from './district-market';

/** A line that was drafted, and whose provider has not been asked yet: its place and its money are not taken anywhere else. */
export interface DraftedLine {
  offeringId: string;
  costFen: number;
}

/**
 * Places and money that this publication has already promised: drafts reserve nothing, so the next line must be held against
 * what is left after them.
 */
export class PublicationLimits {
  private readonly given = new Map<string, number>();
  private readonly spent = new Map<string, number>();

  /** @param withBudgets whether the allocation was made under funds and contracts */
  constructor(private readonly withBudgets: boolean) {}

  promise({ costFen }: DraftedLine, offering: CandidateOffering): void {
    this.given.set(offering.id, (this.given.get(offering.id) ?? 0) + 1);
    const purse = purseOf(offering);
    if (purse !== null) this.spent.set(purse, (this.spent.get(purse) ?? 0) + costFen);
  }

  /** What keeps one more line from it; null when nothing does. */
  against(costFen: number, offering: CandidateOffering): 'no-place' | 'no-money' | null {
    const { capacity, payer } = offering;
    const given = this.given.get(offering.id) ?? 0;
    if (capacity.known && given >= capacity.left) return 'no-place';
    if (!this.withBudgets || !('leftFen' in payer)) return null;
    const spent = this.spent.get(purseOf(offering) ?? '') ?? 0;
    return spent + costFen > payer.leftFen ? 'no-money' : null;
  }
}
