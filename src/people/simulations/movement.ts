/** Into the circles, out of them; inside more money or fewer, or the same with a circle further in or out. */
export const movements = ['in', 'out', 'up', 'down', 'same'] as const;
export type Movement = (typeof movements)[number];

const CIRCLES: readonly string[] = ['C1', 'C2', 'C3', 'C4'];

/** @param difference fen a month */
export function movementOf(before: string, after: string, difference: number): Movement {
  const [from, to] = [CIRCLES.indexOf(before), CIRCLES.indexOf(after)];
  if (from < 0 && to >= 0) return 'in';
  if (from >= 0 && to < 0) return 'out';
  if (difference !== 0) return difference > 0 ? 'up' : 'down';
  if (from === to) return 'same';
  return to < from ? 'up' : 'down';
}
