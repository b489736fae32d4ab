import { join } from 'node:path';
import { z } from 'zod';
import { readDataFile } from '../../reference/data-files';
import type { Referral } from './referral.entity';
import { CONTACT_DAYS_AFTER_END } from './contact-days';

export const releasePhases = ['asked', 'accepted', 'visit-day', 'ended', 'gone'] as const;
export type ReleasePhase = (typeof releasePhases)[number];
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

const fields = z.array(z.enum(releaseFields));
const phases = z.strictObject({ asked: fields, accepted: fields, 'visit-day': fields, ended: fields, gone: fields });
const table = readDataFile(
  join(__dirname, 'field-release.yaml'),
  z.strictObject({ dispatcher: phases, practitioner: phases }),
);

const DAY = 86_400_000;
const shanghai = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });

type Phased = Pick<Referral, 'state' | 'sentAt' | 'scheduledFor' | 'endedAt'>;

/** Where a referral stands for its provider at a moment; null before it was sent. */
export function phaseOf({ state, sentAt, scheduledFor, endedAt }: Phased, now: Date): ReleasePhase | null {
  if (sentAt === null) return null;
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

/** What this audience may read of the household now; the one place where C3 is decided for providers. */
export function releasedFields(referral: Phased, audience: ReleaseAudience, now: Date): ReadonlySet<ReleaseField> {
  const phase = phaseOf(referral, now);
  return new Set(phase === null ? [] : table[audience][phase]);
}

/** A dispatcher may read more than a practitioner; whoever is both is a dispatcher. Null: no provider's staff. */
export function audienceOf(roles: readonly string[]): ReleaseAudience | null {
  if (roles.includes('dispatcher')) return 'dispatcher';
  return roles.includes('practitioner') ? 'practitioner' : null;
}
