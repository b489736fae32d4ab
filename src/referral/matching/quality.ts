import type { OutcomeRecord } from './matching.types';

/** Fewer answers or beginnings than this say nothing about the next one. */
export const LEAST_TIMES = 3;
/** I18: nobody is ranked by fewer outcomes than this. */
export const LEAST_OUTCOMES = 30;
/** So many outcomes at the mean are weighed with a provider's own: one lucky month does not make a reputation. */
export const PRIOR_OUTCOMES = 30;
/** The mean of a kind of help of which too little is known. */
export const UNKNOWN_MEAN = 50;

/** 0..100, and what it was made of. */
export interface Quality {
  value: number;
  mean: number;
  /** Too few own outcomes: the provider stands at the mean, not last. */
  atMean: boolean;
}

/**
 * A provider's results, shrunk to the mean of its kind of help (R97, matching.md 1 d):
 * `(outcomes x own + 30 x mean) / (outcomes + 30)`, whole points; below 30 outcomes the mean itself.
 */
export function qualityOf({ outcomes, own, mean: known }: OutcomeRecord): Quality {
  const mean = known ?? UNKNOWN_MEAN;
  if (outcomes < LEAST_OUTCOMES) return { value: mean, mean, atMean: true };
  const value = Math.round((outcomes * own + PRIOR_OUTCOMES * mean) / (outcomes + PRIOR_OUTCOMES));
  return { value, mean, atMean: false };
}
