/** Below so many needs that could take a place its price would tell what one of them is worth. */
export const LEAST_TAKERS = 5;

const BANDS = [
  1, 5_000, 10_000, 20_000, 30_000, 50_000, 80_000, 120_000, 200_000, 400_000, 1_000_000, 10_000_000,
] as const;

/** From and to, in points for a place; `to` is exclusive. */
export interface PriceBand {
  from: number;
  to: number;
}

/**
 * What may be said of a price: a band, because the price of a full offering is what the last need that lost it is worth
 * (matching.md 3.4). Null where there are no places or few want one.
 */
export function bandOf(price: number, takers: number): PriceBand | null {
  if (price < 0 || takers < LEAST_TAKERS) return null;
  if (price === 0) return { from: 0, to: 0 };
  const place = BANDS.findIndex((from, one) => price >= from && price < (BANDS[one + 1] ?? Number.MAX_SAFE_INTEGER));
  return { from: BANDS[place] ?? 1, to: BANDS[place + 1] ?? 10_000_000 };
}
