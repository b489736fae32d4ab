export interface ReserveRequest {
  offeringId: string;
  /** Calendar month YYYY-MM. */
  period: string;
  /** Who holds the places, e.g. the referral; opaque here. */
  holderId: string;
  /** Places; 1 when left out. */
  quantity?: number;
  /** When the reservation ends by itself; null: when its holder says so. */
  expiresAt: Date | null;
}

/**
 * What became of one request. `free`: reserved now; `held`: it was already; `ask-first`: the capacity is unknown. The others
 * refuse the whole call: `absent` no such offering, `elsewhere` the holder has other places, `full`.
 */
export interface ReserveVerdict {
  verdict: 'free' | 'held' | 'ask-first' | 'absent' | 'elsewhere' | 'full';
  districtCode: string;
}
