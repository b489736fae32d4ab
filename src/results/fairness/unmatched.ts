import { type Cells, protectRow, type ShownCells, shownParts } from '../../people/instrument-quality';
import { gapCauses } from '../../referral/gaps';

/**
 * Needs without a service, apart: nobody here could serve them (unmatchable), others got what there is (scarce), or who
 * could has refused.
 */
export const lossKinds = ['unmatchable', 'scarce', 'refused'] as const;
export type LossKind = (typeof lossKinds)[number];
export type GapCauseName = (typeof gapCauses)[number];

export const KIND_OF_CAUSE: Readonly<Record<GapCauseName, LossKind>> = {
  'no-supply': 'unmatchable',
  'not-eligible': 'unmatchable',
  'too-far': 'unmatchable',
  full: 'scarce',
  'no-money': 'scarce',
  declined: 'refused',
};

export interface LossCount {
  township: string;
  cause: GapCauseName;
  needs: number;
}
export type Lost = Record<LossKind, number | null>;

const NOTHING_SHOWN: Lost = { unmatchable: null, scarce: null, refused: null };

const kindsOf = (counts: readonly LossCount[]): Record<LossKind, number> => {
  const cells = { unmatchable: 0, scarce: 0, refused: 0 };
  for (const { cause, needs } of counts) cells[KIND_OF_CAUSE[cause]] += needs;
  return cells;
};
const lostOf = (cells: ShownCells): Lost => ({
  unmatchable: cells['unmatchable'] ?? null,
  scarce: cells['scarce'] ?? null,
  refused: cells['refused'] ?? null,
});

/** All together by kind. Of causes those of a hidden kind are hidden too: the others would give it away. */
export function lossesByCause(counts: readonly LossCount[]): {
  all: Lost;
  causes: Array<{ cause: GapCauseName; kind: LossKind; needs: number | null }>;
} {
  const all = lostOf(protectRow(kindsOf(counts)));
  const sums = new Map(gapCauses.map((cause) => [cause, sumOf(counts, cause)]));
  const shown: Record<string, number | null> = {};
  for (const kind of lossKinds) {
    const own = gapCauses.filter((cause) => KIND_OF_CAUSE[cause] === kind);
    const cells: Cells = Object.fromEntries(own.map((cause) => [cause, sums.get(cause)!]));
    const row = protectRow(cells);
    for (const cause of own) shown[cause] = all[kind] === null ? null : row[cause]!;
  }
  return {
    all,
    causes: gapCauses.map((cause) => ({ cause, kind: KIND_OF_CAUSE[cause], needs: shown[cause] ?? null })),
  };
}

/** By township, most lost first, those that cannot be told last. */
export function lossesByTownship(counts: readonly LossCount[]): Array<{ key: string; lost: Lost }> {
  const keys = [...new Set(counts.map(({ township }) => township))].sort();
  const parts = new Map(keys.map((key, at) => [at, kindsOf(counts.filter((one) => one.township === key))]));
  const told = shownParts(kindsOf(counts), parts);
  const weight = ({ unmatchable, scarce, refused }: Lost) =>
    unmatchable === null ? -1 : unmatchable + (scarce ?? 0) + (refused ?? 0);
  return keys
    .map((key, at) => ({ key, lost: told.has(at) ? parts.get(at)! : NOTHING_SHOWN }))
    .sort((a, b) => weight(b.lost) - weight(a.lost));
}

const sumOf = (counts: readonly LossCount[], cause: GapCauseName) =>
  counts.reduce((sum, one) => (one.cause === cause ? sum + one.needs : sum), 0);
