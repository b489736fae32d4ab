import { weightedKappa } from '../assessments';
import { LEAST_SHOWN } from './protect-cells';
import type { Tally } from './tally';

/** How far two assessors who did not see one another's answers came to the same (domain D). */
export interface Agreement {
  pairs: number;
  /** Null where all came to one and the same: chance alone would do as well. */
  kappa: number | null;
}

/** How long it took, pauses left out; seconds. */
export interface TimeTaken {
  forms: number;
  lower: number;
  median: number;
  upper: number;
}

const count = (cells: Readonly<Record<string, number>>) => Object.values(cells).reduce((sum, one) => sum + one, 0);
export const pairsIn = ({ ratings }: Pick<Tally, 'ratings'>): number => count(ratings);
export const timedIn = ({ seconds }: Pick<Tally, 'seconds'>): number => count(seconds);

/** Cohen's kappa with quadratic weights over the levels that pairs of assessors came to; null of fewer than ten pairs. */
export function agreementOf(tally: Pick<Tally, 'ratings'>): Agreement | null {
  const pairs = pairsIn(tally);
  if (pairs < LEAST_SHOWN) return null;
  const rated = Object.entries(tally.ratings).flatMap(([cell, times]) => {
    const [first, second] = cell.split('/').map(Number);
    return Array.from({ length: times }, () => [first!, second!] as const);
  });
  const kappa = weightedKappa(rated);
  return { pairs, kappa: kappa === null ? null : Math.round(kappa * 1000) / 1000 };
}

/** Median and quartiles, between two forms as far as the place lies between them; null of fewer than ten forms. */
export function timeTakenOf(tally: Pick<Tally, 'seconds'>): TimeTaken | null {
  const forms = timedIn(tally);
  if (forms < LEAST_SHOWN) return null;
  const sorted = Object.entries(tally.seconds)
    .map(([seconds, times]) => ({ seconds: Number(seconds), times }))
    .sort((one, other) => one.seconds - other.seconds);
  /** Of the form at this place, the quickest being at 0. */
  const at = (place: number) => {
    let before = 0;
    return sorted.find(({ times }) => (before += times) > place)!.seconds;
  };
  const quantile = (share: number) => {
    const place = (forms - 1) * share;
    const [low, high] = [at(Math.floor(place)), at(Math.ceil(place))];
    return Math.round(low + (high - low) * (place - Math.floor(place)));
  };
  return { forms, lower: quantile(0.25), median: quantile(0.5), upper: quantile(0.75) };
}
