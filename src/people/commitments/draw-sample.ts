import { createHash } from 'node:crypto';

/** The place of a number in a draw: SHA-256 of seed, colon and number, as hexadecimal digits. */
export function digestIn(seed: string, number: string): string {
  return createHash('sha256').update(`${seed}:${number}`).digest('hex');
}

/**
 * Draws at least `percent` of the pool: those with the lowest digests. The same seed and pool always give the same, in
 * whatever order the pool stands.
 */
export function drawSample(seed: string, pool: readonly string[], percent: number): string[] {
  const wanted = Math.ceil((pool.length * percent) / 100);
  const ranked = pool.map((number) => ({ number, digest: digestIn(seed, number) }));
  ranked.sort((a, b) => (a.digest < b.digest ? -1 : a.digest > b.digest ? 1 : 0));
  return ranked.slice(0, wanted).map(({ number }) => number);
}
