import type { CandidateOffering, MatchContext, NeedToMeet } from './matching.types';

/**
 * Points that a place has to be worth more than, or a plan leaves it to somebody who needs it more (matching.md 3.5): what it was
 * worth to others in the last published allocation. None unless the pack says so of the need's code, and none of policy aid,
 * which nobody is held back from (R7, R12, R78).
 */
export function bidPriceOf(need: NeedToMeet, offering: CandidateOffering, { bidPrices }: MatchContext): number {
  if (!bidPrices?.codes.includes(need.code) || offering.layer === 'policy') return 0;
  return offering.bidPrice ?? 0;
}
