import type { Delegation } from '../../reference/policies';

/** Of an act that nobody has handed down, or whose applicant is related to staff, the district decides (R70, B14). */
export function levelOf(
  act: string,
  relatedToStaff: boolean,
  delegations: readonly Delegation[],
): 'township' | 'district' {
  return !relatedToStaff && delegations.some((row) => row.act === act) ? 'township' : 'district';
}

/** The limit that a sum is over, in fen; null when the township may decide it. */
export function limitPassed(act: string, amountFen: number | null, delegations: readonly Delegation[]): number | null {
  const limit = delegations.find((row) => row.act === act)?.upToFen ?? 0;
  return (amountFen ?? 0) > limit ? limit : null;
}

/**
 * Whether the next decision of a township is looked at again: by the draw, or because the share would fall short otherwise, so
 * that at every moment at least `samplePercent` of them are drawn (R70, B22).
 * @param drawn between 0 and 1, fresh for each decision
 */
export function isSampled(samplePercent: number, before: { decided: number; sampled: number }, drawn: number): boolean {
  const needed = ((before.decided + 1) * samplePercent) / 100;
  return drawn * 100 < samplePercent || before.sampled < needed;
}
