import type { HouseholdFacts, MatchContext, NeedToMeet } from './matching.types';

/** What is asked of an index: all that a match reads but the offerings. */
export interface IndexQuestion {
  household: HouseholdFacts;
  needs: readonly NeedToMeet[];
  context: MatchContext;
}

/** What an index says of one need where far more offerings carry its code than anybody reads. */
export interface Surveyed {
  /** The best, what the joint plan holds, and some that stand among the best but for a rule. */
  offeringIds: readonly string[];
  /** The best alone, as they are to be proposed: what is judged here has to admit every one. */
  rankedIds: readonly string[];
  /** What the joint plan holds for the need: what is planned here has to be the same. */
  plannedId: string | null;
  /** How many offerings the rules admit, and how many that carry the code they keep out. */
  admitted: number;
  keptOut: number;
}

/**
 * A door for whoever keeps the offerings ready in memory; the room that does so stands above this one. It proposes, and
 * what it proposes is judged here from the database.
 */
export abstract class CandidateIndex {
  /** By need the best offerings, in their order; null when it does not know the present state: ask the database. */
  abstract propose(question: IndexQuestion): ReadonlyMap<string, readonly string[]> | null;

  /**
   * By need what a match is to look at; null when it does not know the present state, or when so few offerings carry the
   * codes that all of them can be told: ask the database.
   */
  abstract survey(question: IndexQuestion): Promise<ReadonlyMap<string, Surveyed> | null>;
}
