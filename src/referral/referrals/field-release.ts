import {
  type FieldGroup,
  type Levels,
  levelsOf,
  reaches,
  type ReferralPhase,
  type ReleaseLevel,
} from '../../trust/access';
import type { Referral } from './referral.entity';
import { CONTACT_DAYS_AFTER_END } from './contact-days';

export const releaseFields = [
  'need',
  'township',
  'age-band',
  'languages',
  'safety-note',
  'message',
  'name',
  'phone',
  'address',
] as const;
export type ReleaseField = (typeof releaseFields)[number];
export type ReleaseAudience = 'dispatcher' | 'practitioner';

/** Where each released field stands in the table of C3: its group and the level from which a provider reads it. */
export const placeOfField = {
  need: ['need', 'summary'],
  township: ['contact', 'summary'],
  'age-band': ['need', 'full'],
  languages: ['contact', 'summary'],
  'safety-note': ['health', 'summary'],
  message: ['plan', 'summary'],
  name: ['contact', 'masked'],
  phone: ['contact', 'masked'],
  address: ['contact', 'full'],
} as const satisfies Record<ReleaseField, readonly [FieldGroup, ReleaseLevel]>;

const DAY = 86_400_000;
const shanghai = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });

type Phased = Pick<Referral, 'state' | 'sentAt' | 'scheduledFor' | 'endedAt' | 'sharingEndedAt'>;

/** Which item of a consent sheet a field belongs to; what is struck there is not released (R98). */
const ITEM_OF: Partial<Record<ReleaseField, string>> = {
  'age-band': 'identity',
  name: 'identity',
  phone: 'contact',
  address: 'address',
};

/** Where a referral stands for its provider at a moment; null before it was sent. */
export function phaseOf(
  { state, sentAt, scheduledFor, endedAt, sharingEndedAt }: Phased,
  now: Date,
): ReferralPhase | null {
  if (sentAt === null) return null;
  if (sharingEndedAt !== null) return 'gone';
  if (state === 'sent') return 'asked';
  if (endedAt !== null && !over.includes(state)) {
    return now.getTime() < endedAt.getTime() + CONTACT_DAYS_AFTER_END * DAY ? 'ended' : 'gone';
  }
  if (!served.includes(state)) return 'gone';
  const visit = state !== 'on-hold' && scheduledFor !== null && shanghai.format(scheduledFor) === shanghai.format(now);
  return visit ? 'visit-day' : 'accepted';
}

const served: ReadonlyArray<Referral['state']> = ['accepted', 'scheduled', 'in-service', 'on-hold', 'disputed'];
/** Ended without this provider: nothing of the household stays with it. */
const over: ReadonlyArray<Referral['state']> = ['declined', 'expired', 'recalled', 'forwarded', 'obsolete'];

/** What this audience sees of the household now, by the table of C3; null before the referral was sent. */
export function providerLevels(referral: Phased, audience: ReleaseAudience, now: Date): Levels | null {
  const phase = phaseOf(referral, now);
  return phase === null ? null : levelsOf([audience], [phase]);
}

/** The same, field by field, without what was struck on the consent sheet. */
export function releasedFields(
  referral: Phased & Pick<Referral, 'sharedItems'>,
  audience: ReleaseAudience,
  now: Date,
): ReadonlySet<ReleaseField> {
  const levels = providerLevels(referral, audience, now);
  const { sharedItems } = referral;
  const shown = (field: ReleaseField) =>
    levels !== null && reaches(levels[placeOfField[field][0]], placeOfField[field][1]);
  const agreed = (field: ReleaseField) => {
    const item = ITEM_OF[field];
    return item === undefined || sharedItems === null || sharedItems.includes(item);
  };
  return new Set(releaseFields.filter((field) => shown(field) && agreed(field)));
}

/** Whether the door was released for the visit that stands, and a new moment would take the visit to another day. */
export function doorCameOpen(referral: Phased & Pick<Referral, 'sharedItems'>, movedTo: Date, now: Date): boolean {
  const { scheduledFor } = referral;
  if (scheduledFor === null) return false;
  const day = shanghai.format(scheduledFor);
  const moved = day <= shanghai.format(now) && day !== shanghai.format(movedTo);
  return moved && releasedFields(referral, 'dispatcher', scheduledFor).has('address');
}

/** A dispatcher may read more than a practitioner; whoever is both is a dispatcher. Null: no provider's staff. */
export function audienceOf(roles: readonly string[]): ReleaseAudience | null {
  if (roles.includes('dispatcher')) return 'dispatcher';
  return roles.includes('practitioner') ? 'practitioner' : null;
}
