import { ageBandOf } from './age-band';
import { declineEffects, declineReasons } from './decline-reasons';
import { phaseOf, releasedFields, type ReleaseField } from './field-release';
import type { Referral } from './referral.entity';

const now = new Date('2026-11-24T04:00:00Z');
const days = (count: number) => new Date(now.getTime() + count * 86_400_000);
const referral = (changes: Partial<Referral>) => ({
  state: 'sent' as Referral['state'],
  sentAt: days(-3),
  scheduledFor: null as Date | null,
  endedAt: null as Date | null,
  sharingEndedAt: null as Date | null,
  sharedItems: null as string[] | null,
  ...changes,
});

describe('what a provider may read (C3)', () => {
  it.each([
    ['a draft', { state: 'draft', sentAt: null }, null],
    ['sent', {}, 'asked'],
    ['accepted', { state: 'accepted' }, 'accepted'],
    ['visit tomorrow', { state: 'scheduled', scheduledFor: days(1) }, 'accepted'],
    ['visit today', { state: 'scheduled', scheduledFor: now }, 'visit-day'],
    [
      'visit today by Chinese time, yesterday in UTC',
      { state: 'scheduled', scheduledFor: new Date('2026-11-23T16:30:00Z') },
      'visit-day',
    ],
    ['visit of yesterday', { state: 'in-service', scheduledFor: days(-1) }, 'accepted'],
    ['paused on the day', { state: 'on-hold', scheduledFor: now }, 'accepted'],
    ['done today, the day of the visit', { state: 'completed', scheduledFor: now, endedAt: now }, 'ended'],
    ['30 days after the end', { state: 'closed', endedAt: days(-29.9) }, 'ended'],
    ['31 days after the end', { state: 'closed', endedAt: days(-30.1) }, 'gone'],
    ['declined', { state: 'declined' }, 'gone'],
    ['expired', { state: 'expired' }, 'gone'],
    ['recalled', { state: 'recalled' }, 'gone'],
    [
      'consent taken back on the day of the visit',
      { state: 'scheduled', scheduledFor: now, sharingEndedAt: now },
      'gone',
    ],
    ['forwarded after it was stopped', { state: 'forwarded', endedAt: days(-1) }, 'gone'],
  ] as const)('%s', (_, changes, phase) => {
    expect(phaseOf(referral(changes), now)).toBe(phase);
  });

  const may = (audience: 'dispatcher' | 'practitioner', changes: Partial<Referral>, field: ReleaseField) =>
    releasedFields(referral(changes), audience, now).has(field);

  it('gives name and phone after acceptance and the door on the visit day', () => {
    expect(may('dispatcher', {}, 'name')).toBe(false);
    expect(may('dispatcher', {}, 'age-band')).toBe(true);
    expect(may('dispatcher', { state: 'accepted' }, 'phone')).toBe(true);
    expect(may('dispatcher', { state: 'accepted' }, 'address')).toBe(false);
    expect(may('dispatcher', { state: 'scheduled', scheduledFor: now }, 'address')).toBe(true);
  });

  it('gives a practitioner everything on the visit day only', () => {
    expect(may('practitioner', { state: 'accepted' }, 'name')).toBe(false);
    expect(may('practitioner', { state: 'scheduled', scheduledFor: now }, 'name')).toBe(true);
    expect(may('practitioner', { state: 'completed', endedAt: now }, 'name')).toBe(false);
  });

  it('tells an age as a band', () => {
    expect(ageBandOf([67])).toBe('60-69');
    expect(ageBandOf([101, 3, 8, null, 35])).toBe('0-9, 30-39, 90+');
    expect(ageBandOf([null])).toBeNull();
  });
});

describe('reasons to decline', () => {
  it('have different codes and use every effect', () => {
    expect(new Set(declineReasons.map(({ code }) => code)).size).toBe(declineReasons.length);
    expect([...new Set(declineReasons.map(({ effect }) => effect))].sort()).toEqual([...declineEffects].sort());
  });
});
