import type { Tally } from './tally';

/** Fewest whole forms that a coefficient is worked out from. */
export const LEAST_ROWS = 30;

/** Why there is no coefficient. */
export const alphaGaps = ['no-sum', 'one-question', 'too-few', 'no-variance'] as const;
export type AlphaGap = (typeof alphaGaps)[number];

/** How far the questions of a scale hang together. */
export interface Consistency {
  /** Cronbach's alpha; at most 1. */
  alpha: number | null;
  gap: AlphaGap | null;
  /** By item: correlation with the sum of the others; null where either does not vary. */
  restCorrelation: Record<string, number | null>;
}

/** Scores as they lie. */
export interface Spread {
  mean: number;
  /** Standard deviation of the sample. */
  deviation: number;
}

const rounded = (value: number) => Math.round(value * 1000) / 1000;

/**
 * Cronbach's alpha, k/(k−1) · (1 − Σ variances of the questions / variance of the sum), and the correlation of each
 * question with the sum of the others. Taken from sums of integers, so that nothing is lost by cancelling; n(n−1) falls
 * out of every quotient. Rows of all questions only.
 */
export function consistencyOf(
  { rows: { rows, sum, squares, withTotal, total, totalSquares } }: Tally,
  summed: boolean,
): Consistency {
  const ids = Object.keys(sum);
  const none = (gap: AlphaGap): Consistency => ({
    ...{ alpha: null, gap, restCorrelation: Object.fromEntries(ids.map((id) => [id, null])) },
  });
  if (!summed) return none('no-sum');
  if (ids.length < 2) return none('one-question');
  if (rows < LEAST_ROWS) return none('too-few');
  const spread = (squared: number, plain: number) => rows * squared - plain * plain;
  const ofTotal = spread(totalSquares, total);
  if (ofTotal === 0) return none('no-variance');
  const ofItems = ids.map((id) => spread(squares[id]!, sum[id]!));
  const within = ofItems.reduce((all, one) => all + one, 0);
  const k = ids.length;
  const correlation = (id: string, at: number) => {
    const own = ofItems[at]!;
    const together = rows * withTotal[id]! - sum[id]! * total;
    // The others are the total without this one: their variance and covariance follow from those of the total.
    const others = ofTotal - 2 * together + own;
    return own === 0 || others === 0 ? null : rounded((together - own) / Math.sqrt(own * others));
  };
  return {
    alpha: rounded((k / (k - 1)) * (1 - within / ofTotal)),
    gap: null,
    restCorrelation: Object.fromEntries(ids.map((id, at) => [id, correlation(id, at)])),
  };
}

/** Mean and standard deviation of people by score; null of fewer than two. */
export function spreadOf(scores: Readonly<Record<string, number>>): Spread | null {
  const found = Object.entries(scores).map(([value, people]) => ({ value: Number(value), people }));
  const people = found.reduce((all, one) => all + one.people, 0);
  if (people < 2) return null;
  const plain = found.reduce((all, one) => all + one.value * one.people, 0);
  const squared = found.reduce((all, one) => all + one.value ** 2 * one.people, 0);
  const variance = (people * squared - plain * plain) / (people * (people - 1));
  return { mean: rounded(plain / people), deviation: rounded(Math.sqrt(variance)) };
}
