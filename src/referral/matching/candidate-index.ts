import type { HouseholdFacts, MatchContext, NeedToMeet } from './matching.types';

/** What is asked of an index: all that a match reads but the offerings. */
export interface IndexQuestion {
  household: HouseholdFacts;
  needs: readonly NeedToMeet[];
  context: MatchContext;
}

/**
 * A door for whoever keeps the offerings ready in memory; the room that does so stands above this one. It proposes, and
 * what it proposes is judged here from the database.
 */
export abstract class CandidateIndex {
  /** By need the best offerings, in their order; null when it does not know the present state: ask the database. */
  abstract propose(question: IndexQuestion): ReadonlyMap<string, readonly string[]> | null;
}
