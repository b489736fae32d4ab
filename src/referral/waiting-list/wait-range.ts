/** Places of an offering that came free, and in how many days. */
export interface FreedPlaces {
  places: number;
  days: number;
}

export interface WaitRange {
  fromDays: number;
  /** Null: nothing says how long at most. */
  toDays: number | null;
}

/** Fewer places than that say nothing about a rate. */
const FEWEST = 3;
/** Four of five counts of a steady rate lie within so many roots of it. */
const SPREAD = 1.28;

/**
 * How long somebody at `place` will wait if places come as they did: the place-th of them, at the quickest and the slowest
 * rate that the count still speaks for. Null where too few came free to tell. A forecast, no promise.
 */
export function waitRange(place: number, { places, days }: FreedPlaces): WaitRange | null {
  if (places < FEWEST || days <= 0) return null;
  const spread = SPREAD * Math.sqrt(places);
  const slowest = places - spread;
  return {
    fromDays: Math.floor((place * days) / (places + spread)),
    toDays: slowest >= 1 ? Math.ceil((place * days) / slowest) : null,
  };
}
