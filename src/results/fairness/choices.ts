import { protectRow } from '../../people/instrument-quality';
import { percent } from './percent';

/** What stands behind a choice that was not the first candidate: the household's own word (R34), a reason given, nothing. */
export const overrideGrounds = ['household', 'reason', 'none'] as const;
export type OverrideGround = (typeof overrideGrounds)[number];

/** A referral beside the match before it. */
export interface Choice {
  referralId: string;
  number: string;
  code: string;
  chosenAt: Date;
  chosen: string;
  first: string;
  /** Place among those shown, from 1; null when it was not among them. */
  rank: number | null;
  ground: OverrideGround;
  reason: string | null;
}

export interface ChoiceFigures {
  all: number | null;
  first: number | null;
  others: Array<{ ground: OverrideGround; choices: number | null }>;
  share: number | null;
}

/** How often the suggestion was not followed (I25), and what stood behind it; small figures are not told. */
export function choiceFigures(choices: ReadonlyArray<Pick<Choice, 'rank' | 'ground'>>): ChoiceFigures {
  const other = choices.filter(({ rank }) => rank !== 1);
  const cells: Record<string, number> = { first: choices.length - other.length };
  for (const ground of overrideGrounds) cells[ground] = other.filter((one) => one.ground === ground).length;
  const shown = protectRow(cells);
  return {
    all: protectRow({ all: choices.length })['all'] ?? null,
    first: shown['first'] ?? null,
    others: overrideGrounds.map((ground) => ({ ground, choices: shown[ground] ?? null })),
    share: shown['first'] === null ? null : percent(other.length, choices.length),
  };
}
