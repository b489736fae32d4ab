export { CandidateIndex } from './candidate-index';
export type { IndexQuestion, Surveyed } from './candidate-index';
export { judge } from './candidates';
export type { Comparison } from './comparison';
export type { Candidate, Excluded } from './candidates';
export { classRule, consentRule, credentialRule, languageRule, scheduleRule } from './access-rules';
export { metresBetween } from './distance';
export { gapPhrase } from './explain';
export { gapCauseOf } from './gap-cause';
export { capacityRule, doubleFundingRule } from './money-rules';
export { personObjections } from './person-rules';
export { stateRule } from './place-rules';
export { MOST_JOINT_NEEDS } from './joint-plan';
export { layerRank } from './route';
export { MOST_POINTS, pointsOf, POLICY_STEP } from './score';
export type { Exclusion, ExclusionPage } from './exclusions';
export { plainReasons } from './household-words';
export { ComparisonQuery, ExclusionQuery, WeightQuery } from './dto/match-tools.dto';
export { CANDIDATES_PER_NEED, match } from './match';
export { MatchFacts } from './match-facts';
export type { MatchRun } from './match-run.entity';
export { replay } from './match-snapshot';
export type { MatchSnapshot } from './match-snapshot';
export { MatchTools } from './match-tools.service';
export type { WeightRanges } from './match-tools.service';
export { MatchingModule } from './matching.module';
export { weightOf } from './plan-options';
export { PROVIDER_COST, SERVED_BASE } from './plan-problem';
export { Matching, type Shortlisted } from './matching.service';
export { OfferingFactsReader } from './offering-facts.reader';
export { PhraseTexts } from './phrase-texts';
export type { MatchResult, NeedMatch } from './match';
export { byWeight, solvedPlan } from './proposed-plan';
export type { NeedOptions, PlannedNeed, ProposedPlan } from './proposed-plan';
export type {
  CandidateOffering,
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
  Schedule,
  Urgency,
} from './matching.types';
export { sideOf } from './route';
export type { ChangeKind, GapCause, RuleInput, RuleName } from './rule';
export { costFen } from './rule';
export { USUAL_WEIGHTS, WEIGHED_PARTS } from './weights';
export type { TriedNeed, TriedPlace } from './what-if';
