/** Width of a bar that stands for all needs of its group. */
export const COVERAGE_WIDTH = 160;

/** How far a bar is filled; null where the share is not told: only its frame is drawn. */
export function filledTo(share: number | null): number | null {
  return share === null ? null : Math.round((COVERAGE_WIDTH * share) / 100);
}
