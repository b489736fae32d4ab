export { judge } from './candidates';
export type { Candidate, Excluded, Verdict } from './candidates';
export { CODE_PARAMS } from './explain';
export type { Refusal } from './filters';
export { match } from './match';
export type { MatchResult, NeedMatch, PlannedNeed, ProposedPlan } from './match';
export type {
  CandidateOffering,
  Capacity,
  Credential,
  Eligibility,
  HouseholdFacts,
  Layer,
  MatchContext,
  MemberFacts,
  NeedToMeet,
  Payer,
  Phrase,
  Pin,
  Point,
  RunningService,
  Schedule,
  Urgency,
  WeeklySlot,
} from './matching.types';
export { sideOf } from './route';
export type { Side } from './route';
export type { GapCause, RuleName } from './rule';
