import type { Rational } from './rational';

export type RoundingMode = 'up' | 'down' | 'half-up';

/** Rounds an amount of at least 0 to a multiple of `unit` fen; done once, at the very end (B13). */
export function roundAmount({ n, d }: Rational, unit: number, mode: RoundingMode): number {
  const step = BigInt(unit) * d;
  const [whole, rest] = [n / step, n % step];
  const more = mode === 'up' ? rest > 0n : mode === 'half-up' && rest * 2n >= step;
  return Number(whole + (more ? 1n : 0n)) * unit;
}
