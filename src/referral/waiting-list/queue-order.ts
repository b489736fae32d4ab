/** Urgency of a household by its triage (S16). */
export const urgencies = ['red', 'amber', 'green'] as const;
export type Urgency = (typeof urgencies)[number];

/** What the order is made of: points of each class, and points a day waited. Whole numbers. */
export interface OrderRules {
  points: Readonly<Record<Urgency, number>>;
  pointsADay: number;
}

/** What the order looks at; nothing else may enter it. */
export interface Waiting {
  id: string;
  urgency: Urgency;
  joinedAt: Date;
  /** The civil day of joining, YYYY-MM-DD. */
  joinedOn: string;
}

/** Somebody with the place that was told last; null for who has just joined. */
export interface Told extends Waiting {
  place: number | null;
}

export interface Placing {
  id: string;
  place: number;
  /** Whether that is further back than was told before. */
  worse: boolean;
}

const DAY = 86_400_000;
const dayNumber = (day: string): number => Math.floor(Date.parse(`${day}T00:00:00Z`) / DAY);

/** Points of the class and of the days waited by `day`, calendar days. */
export function priorityOf({ urgency, joinedOn }: Waiting, day: string, { points, pointsADay }: OrderRules): number {
  return points[urgency] + pointsADay * Math.max(0, dayNumber(day) - dayNumber(joinedOn));
}

/**
 * The first is offered the next place: most points, then who joined first, then the lesser id. All wait equally long from
 * one day to the next, so the order of two is the same on every day.
 */
export function inOrder<T extends Waiting>(entries: readonly T[], { points, pointsADay }: OrderRules): T[] {
  const standing = ({ urgency, joinedOn }: T): number => points[urgency] - pointsADay * dayNumber(joinedOn);
  return [...entries].sort(
    (a, b) =>
      standing(b) - standing(a) ||
      a.joinedAt.getTime() - b.joinedAt.getTime() ||
      (a.id < b.id ? -1 : Number(a.id > b.id)),
  );
}

/** Nobody who joins so many days later, or later still, is ever served before whoever waits already (README). */
export function overtakingDays({ points, pointsADay }: OrderRules): number {
  const all = urgencies.map((urgency) => points[urgency]);
  return Math.ceil((Math.max(...all) - Math.min(...all)) / pointsADay);
}

/** Where everybody stands now, in order, and who stands further back than was told. */
export function placings(entries: readonly Told[], rules: OrderRules): Placing[] {
  return inOrder(entries, rules).map(({ id, place: told }, index) => ({
    id,
    place: index + 1,
    worse: told !== null && index + 1 > told,
  }));
}
