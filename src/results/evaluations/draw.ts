import { createHash, randomBytes } from 'node:crypto';

/** Place of a referral in the order that a seed gives; anybody can compute it again. */
const rank = (seed: string, id: string): string => createHash('sha256').update(`${seed}:${id}`).digest('hex');

/** How many of a population are looked at: a share, but not fewer than the minimum, or all of them. */
export function sampleSize(population: number, sharePercent: number, minimum: number): number {
  return Math.min(population, Math.max(minimum, Math.ceil((population * sharePercent) / 100)));
}

/** The first `size` ids in the order of SHA-256 of `seed:id`; the order of the input does not matter. */
export function draw(ids: readonly string[], seed: string, size: number): string[] {
  return ids
    .map((id) => ({ id, rank: rank(seed, id) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0))
    .slice(0, size)
    .map(({ id }) => id);
}

/** A seed for whoever names none; it is printed with the sample. */
export const freshSeed = (): string => randomBytes(6).toString('hex');
