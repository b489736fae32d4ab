import type { Instrument } from './instrument';
import type { Answers } from './score-result';

/** What two assessors answered to one question; null: not answered. */
export interface ComparedItem {
  item: string;
  first: number | null;
  second: number | null;
  /** Null where one of them has no answer. */
  same: boolean | null;
}
export interface Comparison {
  items: ComparedItem[];
  /** Questions that both answered, and those of them with the same answer. */
  both: number;
  same: number;
  /** Null where nothing can be said: fewer than two common answers, or both gave one and the same answer throughout. */
  kappa: number | null;
}

/** Two assessors' answers side by side; nothing is averaged (domain D). */
export function compareAnswers(instrument: Instrument, first: Answers, second: Answers): Comparison {
  const items = instrument.items.map(({ id }): ComparedItem => {
    const [one, other] = [first[id] ?? null, second[id] ?? null];
    return { item: id, first: one, second: other, same: one === null || other === null ? null : one === other };
  });
  const pairs = items.flatMap(({ first: one, second: other }): Array<[number, number]> =>
    one === null || other === null ? [] : [[one, other]],
  );
  return {
    items,
    both: pairs.length,
    same: pairs.filter(([one, other]) => one === other).length,
    kappa: weightedKappa(pairs),
  };
}

/**
 * Cohen's kappa with quadratic weights: 1 minus the squared differences found over those to be expected if both assessors
 * had dealt out their answers by chance. The number of answers cancels out, so scales of different lengths can be mixed.
 */
export function weightedKappa(pairs: ReadonlyArray<readonly [number, number]>): number | null {
  if (pairs.length < 2) return null;
  let found = 0;
  let expected = 0;
  for (const [one, other] of pairs) {
    found += (one - other) ** 2;
    for (const [, any] of pairs) expected += (one - any) ** 2;
  }
  return expected === 0 ? null : 1 - (found * pairs.length) / expected;
}
