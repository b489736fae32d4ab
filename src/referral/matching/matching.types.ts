/** Everything the pure core of matching reads. Money in fen, distances in metres, dates YYYY-MM-DD, hours in minutes of the day. */

export interface Point {
  lat: number;
  lon: number;
}

/** One weekly window: day 1 is Monday, minutes count from midnight, `to` is exclusive. */
export interface WeeklySlot {
  day: number;
  from: number;
  to: number;
}

/** Hours of a service that a person already attends; `offeringId` and `needId` say which one. */
export interface BusySlot extends WeeklySlot {
  offeringId?: string;
  needId?: string;
}

/** How earlier referrals to a provider ended, for one kind of help. */
export interface OutcomeRecord {
  outcomes: number;
  /** Mean of the provider's own outcomes, 0..100; as it would be with the usual mix of severities, where `raw` stands beside it. */
  own: number;
  /** The same before that. */
  raw?: number;
  /** Mean of all providers of this kind of help; null while too little is known of it. */
  mean: number | null;
}

export interface MemberFacts {
  id: string;
  /** Full years on the day of the match; null when the birth date is not recorded. */
  age: number | null;
  sex: string | null;
  /** B34: kind, and grade 1 (most severe) to 4. */
  disability?: { kind: string; grade: number };
  /** Weekly hours already taken by running services at fixed hours; what else a person does is not recorded. */
  busy?: readonly BusySlot[];
}

/** A service that already runs; a second publicly paid one for the same need would be double funding (R23). */
export interface RunningService {
  code: string;
  memberId: string | null;
  providerId: string;
  publiclyPaid: boolean;
}

export interface HouseholdFacts {
  id: string;
  districtCode: string;
  regionPath: string;
  point?: Point | null;
  class: string | null;
  circle?: string | null;
  /** Understood languages, the wished one first. Empty: not recorded. */
  languages: readonly string[];
  members: readonly MemberFacts[];
  consentScopes: readonly string[];
  /** Providers with whom the household does not want its data shared (R98). */
  withheldProviderIds?: readonly string[];
  running?: readonly RunningService[];
}

export type Urgency = 'red' | 'amber' | 'green';

export interface NeedToMeet {
  id: string;
  code: string;
  severity: 0 | 1 | 2 | 3;
  /** Null or absent: a need of the whole household. */
  memberId?: string | null;
  urgency: Urgency;
}

export interface Eligibility {
  minAge?: number | null;
  maxAge?: number | null;
  classes?: readonly string[];
  circles?: readonly string[];
  disabilityKinds?: readonly string[];
  /** The mildest grade still admitted: 2 admits grades 1 and 2. */
  minDisabilityGrade?: number | null;
  sex?: string | null;
}

/** The layers of R78 in their order of use, and the two sides of R5 that cost no public money. */
export type Layer = 'policy' | 'society' | 'special-fund' | 'provincial-fund' | 'family' | 'self';

/** Who pays. `left` figures are what is still free today; `ceilingLeftFen` is the rest of the household's own ceiling (R13). */
export type Payer =
  | { kind: 'free' }
  | { kind: 'household' }
  | { kind: 'fund'; id: string; open: boolean; leftFen: number; ceilingLeftFen?: number | null }
  | { kind: 'contract'; id: string; open: boolean; leftFen: number; leftUnits?: number | null };

export interface Schedule {
  slots: readonly WeeklySlot[];
  /** True: the person attends all slots. False: one hour inside a slot is agreed later. */
  fixed: boolean;
}

export interface Capacity {
  known: boolean;
  left: number;
  /** First day of the next period with places, when one is planned. */
  nextPeriodOn?: string | null;
}

export interface Credential {
  state: 'valid' | 'missing' | 'expired' | 'not-required';
  validUntil?: string | null;
  /** B30: the yearly check of people who work close to minors. */
  minorsCheckValidUntil?: string | null;
}

export interface CandidateOffering {
  id: string;
  providerId: string;
  providerName: string;
  /** Codes of domain E; one offering may carry several. */
  codes: readonly string[];
  name: string;
  state: 'open' | 'paused' | 'closed';
  layer: Layer;
  districtCode: string;
  /** Region paths served. Empty: the whole district. */
  areaPaths: readonly string[];
  point?: Point | null;
  radiusMetres?: number | null;
  eligibility: Eligibility;
  /** Empty: not recorded. */
  languages: readonly string[];
  schedule?: Schedule | null;
  priceFen: number;
  priceUnit: string;
  payer: Payer;
  capacity: Capacity;
  credential: Credential;
  /** Whether staff meet the person face to face (B30 applies to minors). */
  contact: boolean;
  confirmedOn: string | null;
  /** Median days from asking to the first service; null when too few services have begun. */
  waitDays?: number | null;
  /** Median hours until the provider answers; null when it has been asked too seldom. */
  answerMedianHours?: number | null;
  /** Absent for offerings that nothing is known of. */
  quality?: OutcomeRecord | null;
  /** Share of capacity in use, 0..100. */
  loadPercent?: number | null;
  /** Referrals that reached its provider of late; read only where exposure counts. */
  connections?: number;
  /** Least points that a place was worth to others in the last allocation; read only where bid prices count. */
  bidPrice?: number;
  /** One of its services is restricted (R46, B30–B32): how much it is used is weighed and not told. */
  discreet?: boolean;
}

/** A worker's choice that a re-run must keep, with the reason given. */
export interface Pin {
  needId: string;
  offeringId: string;
  reason: string;
}

/** Points less for every referral of the last days, up to a most (matching.md 1 d). */
export interface Exposure {
  points: number;
  most: number;
  days: number;
}

/** For which codes the prices of the last allocation count, and how many days they do (matching.md 3.5). */
export interface BidPrices {
  codes: readonly string[];
  days: number;
}

export interface MatchContext {
  today: string;
  /** Instant the facts were read, printed with the answer. */
  asOf: string;
  pins?: readonly Pin[];
  /** Offerings that already declined this need or that the household declined (R22, R34). */
  refused?: readonly { needId: string; offeringId: string }[];
  /** Choices that the worker has set aside for this match. */
  forbidden?: readonly { needId: string; offeringId: string }[];
  /** What being chosen often costs, from the policy pack; absent where it costs nothing (I25). */
  exposure?: Exposure;
  /** Places held back from whoever needs them less, from the policy pack; absent where none are. */
  bidPrices?: BidPrices;
  ties?: 'as-met';
  /** As formulas before 2026.4 answered: the first ten alone are shown, and what is set aside counts among the causes of a gap. */
  earlier?: true;
  candidatesPerNeed?: number;
}

/** A text to be read by a person: address in the language files, with its parameters. */
export interface Phrase {
  key: string;
  params: Readonly<Record<string, string | number>>;
}
