import { protectRow } from '../../people/instrument-quality';

/** What a floor asked for and came to; neither is told where it, or what is missing, is fewer than ten (domain F). */
export function floorFigures({ atLeast, served }: { atLeast: number; served: number }): {
  atLeast: number | null;
  served: number | null;
} {
  const missing = Math.max(atLeast - served, 0);
  const shown = protectRow({ served, missing });
  if (Object.values(shown).includes(null)) return { atLeast: null, served: null };
  return { atLeast: protectRow({ atLeast })['atLeast'] ?? null, served };
}
