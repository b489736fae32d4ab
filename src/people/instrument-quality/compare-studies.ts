import type { GroupFigures, ReliabilityResult } from './reliability-result';

/** A figure of two measurements; the difference is null where either has none. */
export interface Pair {
  before: number | null;
  after: number | null;
  difference: number | null;
}

/** The same place in both. */
export interface GroupComparison {
  townshipId: number | null;
  people: Pair;
  mean: Pair;
  deviation: Pair;
  alpha: Pair;
  /** Of two assessors. */
  kappa: Pair;
  /** Seconds. */
  median: Pair;
  items: Array<{ id: string; restCorrelation: Pair }>;
}

const rounded = (value: number) => Math.round(value * 1000) / 1000;
const pair = (before: number | null | undefined, after: number | null | undefined): Pair => ({
  ...{ before: before ?? null, after: after ?? null },
  difference: before == null || after == null ? null : rounded(after - before),
});

/** Two measurements of a scale side by side: the district, and the townships that both have. */
export function compareStudies(one: ReliabilityResult, other: ReliabilityResult): GroupComparison[] {
  return one.groups.flatMap((before) => {
    const after = other.groups.find(({ townshipId }) => townshipId === before.townshipId);
    return after ? [compareGroups(before, after)] : [];
  });
}

function compareGroups(before: GroupFigures, after: GroupFigures): GroupComparison {
  const rest = new Map(after.items.map(({ id, restCorrelation }) => [id, restCorrelation]));
  return {
    townshipId: before.townshipId,
    people: pair(before.people, after.people),
    mean: pair(before.spread?.mean, after.spread?.mean),
    deviation: pair(before.spread?.deviation, after.spread?.deviation),
    alpha: pair(before.alpha, after.alpha),
    kappa: pair(before.agreement?.kappa, after.agreement?.kappa),
    median: pair(before.time?.median, after.time?.median),
    items: before.items
      .filter(({ id }) => rest.has(id))
      .map(({ id, restCorrelation }) => ({ id, restCorrelation: pair(restCorrelation, rest.get(id)) })),
  };
}
