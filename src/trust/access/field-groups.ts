/** The columns of C3. */
export const fieldGroups = [
  'identity',
  'contact',
  'economy',
  'health',
  'answers',
  'need',
  'plan',
  'service-notes',
  'money',
  'protected',
] as const;
export type FieldGroup = (typeof fieldGroups)[number];

/** How much of a group is shown. */
export const releaseLevels = ['none', 'ask', 'summary', 'masked', 'full'] as const;
export type ReleaseLevel = (typeof releaseLevels)[number];

/** What somebody of the assistance system is to a file or to one entry in it. */
export const staffRelations = ['own-draft', 'own-entry', 'own-case', 'own-tier', 'otherwise'] as const;
/** Where a referral stands for its provider. */
export const referralPhases = ['asked', 'accepted', 'visit-day', 'ended', 'gone'] as const;
export type StaffRelation = (typeof staffRelations)[number];
export type ReferralPhase = (typeof referralPhases)[number];
export type ReleaseRelation = StaffRelation | ReferralPhase;

/** What one reader sees of one household. */
export type Levels = Readonly<Record<FieldGroup, ReleaseLevel>>;

/** Nothing is shown under `none` and `ask` alike; `masked` shows more than `summary`. */
const rank: Readonly<Record<ReleaseLevel, number>> = { none: 0, ask: 0, summary: 1, masked: 2, full: 3 };

/** Whether a field that is shown from `from` on is shown at `level`. */
export const reaches = (level: ReleaseLevel, from: ReleaseLevel): boolean => rank[level] >= rank[from];

/** The one that shows more; of two that show nothing the one that may be asked for. */
export function higher(one: ReleaseLevel, other: ReleaseLevel): ReleaseLevel {
  if (rank[one] === rank[other]) return one === 'ask' ? one : other;
  return rank[one] > rank[other] ? one : other;
}
