import type { CandidateOffering, HouseholdFacts, MatchContext, MemberFacts, NeedToMeet } from './matching.types';

export interface RuleInput {
  household: HouseholdFacts;
  need: NeedToMeet;
  offering: CandidateOffering;
  context: MatchContext;
}

export type GapCause = 'no-supply' | 'full' | 'no-money' | 'too-far' | 'not-eligible' | 'declined';

export type RuleName =
  | 'code'
  | 'state'
  | 'area'
  | 'distance'
  | 'class'
  | 'age'
  | 'disability'
  | 'sex'
  | 'language'
  | 'schedule'
  | 'capacity'
  | 'price'
  | 'contract'
  | 'double-funding'
  | 'credential'
  | 'consent'
  | 'refused'
  | 'set-aside';

/** The kind of act that would lift a refusal; each has a text `matching.change.<kind>`. */
export type ChangeKind =
  | 'choose-code'
  | 'ask-reopen'
  | 'widen-area'
  | 'widen-radius'
  | 'other-class'
  | 'other-age'
  | 'record-age'
  | 'other-disability'
  | 'record-disability'
  | 'other-sex'
  | 'record-sex'
  | 'find-interpreter'
  | 'other-hour'
  | 'wait-next-period'
  | 'more-places'
  | 'more-money'
  | 'raise-ceiling'
  | 'reopen-fund'
  | 'other-payer'
  | 'extend-contract'
  | 'end-running'
  | 'renew-credential'
  | 'check-minors'
  | 'ask-consent'
  | 'ask-again'
  | 'allow-again';

export type PhraseParams = Readonly<Record<string, string | number>>;

/** What a rule answers when it refuses: the facts behind it and the one change that would lift it. */
export interface Objection {
  change: ChangeKind;
  params: PhraseParams;
}

/** A named rule. `citation` names the requirement or article it stands on; `cause` the gap it leads to. */
export interface Rule {
  name: RuleName;
  citation: string;
  cause: GapCause;
  check(input: RuleInput): Objection | null;
}

/** A rule about the person served. */
export interface PersonRule extends Omit<Rule, 'check'> {
  check(person: MemberFacts, offering: CandidateOffering, context: MatchContext): Objection | null;
}

/** The member a need names, or everybody when it is a need of the whole household. */
export function personsOf(household: HouseholdFacts, need: NeedToMeet): readonly MemberFacts[] {
  if (!need.memberId) return household.members;
  return household.members.filter((member) => member.id === need.memberId);
}

/** What one reservation costs: one unit. */
export function costFen(offering: CandidateOffering): number {
  return offering.payer.kind === 'free' ? 0 : offering.priceFen;
}
