/** Level from which on a person has some, moderate or grave need: three cuts that rise. */
export type Cuts = readonly [number, number, number];
/** Of everybody scored, how many per cent should stand at each cut or above it; they fall. */
export type Shares = readonly [number, number, number];

/** Fewest completed forms that cuts are proposed from. */
export const LEAST_NORMED = 100;
/** Where domain D puts the cuts until there is a local norm, in per cent of the most points. */
const MARKS = [20, 40, 65] as const;

/** Per cent of people with that score or more. */
export function shareFrom(scores: ReadonlyMap<number, number>, cut: number): number {
  let [all, reached] = [0, 0];
  for (const [score, people] of scores) {
    all += people;
    if (score >= cut) reached += people;
  }
  return all === 0 ? 0 : (100 * reached) / all;
}

/** The shares that cuts at 20, 40 and 65 % of the most points would give these people. */
export function defaultShares(scores: ReadonlyMap<number, number>, max: number): Shares {
  const [mild, moderate, severe] = MARKS.map((mark) => shareFrom(scores, Math.ceil((max * mark) / 100)));
  return [mild!, moderate!, severe!];
}

/**
 * The percentile method: each cut is the score at which the share of people there or above comes nearest to the wish. Of
 * two that are as near the lower one stands: nobody loses help by a tie. Cuts rise and stay within the points of the
 * scale. Red flags are no part of it: they go on overriding whatever the cuts say (domain D).
 */
export function proposeCuts(scores: ReadonlyMap<number, number>, max: number, wished: Shares): Cuts {
  const nearest = (wish: number, from: number, to: number) => {
    let best = from;
    for (let cut = from + 1; cut <= to; cut += 1)
      if (Math.abs(shareFrom(scores, cut) - wish) < Math.abs(shareFrom(scores, best) - wish)) best = cut;
    return best;
  };
  const mild = nearest(wished[0], 1, max - 2);
  const moderate = nearest(wished[1], mild + 1, max - 1);
  return [mild, moderate, nearest(wished[2], moderate + 1, max)];
}
