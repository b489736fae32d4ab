export { judge } from './candidates';
export type { Candidate, Excluded, Verdict } from './candidates';
export { CODE_PARAMS } from './explain';
export type { Refusal } from './filters';
export { MatchInput } from './dto/match.dto';
export { match } from './match';
export type { MatchOptions } from './match-facts';
export type { MatchRun } from './match-run.entity';
export { replay } from './match-snapshot';
export type { MatchSnapshot } from './match-snapshot';
export { MatchingModule } from './matching.module';
export { Matching } from './matching.service';
export { PhraseTexts } from './phrase-texts';
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
  OutcomeRecord,
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
