import type { FamilyGroup } from './simulation-families.store';
import { type Movement, movements } from './movement';

/** Families by their movement, and what they cost a month before and after. */
export interface Cut {
  key: string;
  families: number;
  moved: Record<Movement, number>;
  /** A month; a year is twelve of them. */
  fenBefore: number;
  fenAfter: number;
}

/** A result cut in every way that its page shows. */
export interface SimulationTotals {
  all: Cut;
  townships: Cut[];
  types: Cut[];
  circles: Cut[];
  /** Families in each circle under the rules tried. */
  circlesAfter: Record<string, number>;
}

/** Sums up groups of families; every family stands in one row of each table, so that each table comes to the same. */
export function totalsOf(groups: readonly FamilyGroup[]): SimulationTotals {
  const by = (key: (group: FamilyGroup) => string) =>
    [...new Set(groups.map(key))].sort().map((one) =>
      cutOf(
        one,
        groups.filter((group) => key(group) === one),
      ),
    );
  const after: Record<string, number> = {};
  for (const { circleAfter, families } of groups) after[circleAfter] = (after[circleAfter] ?? 0) + families;
  return {
    all: cutOf('all', groups),
    townships: by(({ townshipId }) => String(townshipId)),
    types: by(({ householdType }) => householdType),
    circles: by(({ circleBefore }) => circleBefore),
    circlesAfter: after,
  };
}

function cutOf(key: string, groups: readonly FamilyGroup[]): Cut {
  const sum = (of: (group: FamilyGroup) => number) => groups.reduce((total, group) => total + of(group), 0);
  const moved = Object.fromEntries(
    movements.map((one) => [one, sum((group) => (group.movement === one ? group.families : 0))]),
  ) as Cut['moved'];
  return {
    ...{ key, families: sum(({ families }) => families), moved },
    ...{ fenBefore: sum(({ fenBefore }) => fenBefore), fenAfter: sum(({ fenAfter }) => fenAfter) },
  };
}
