import { ROLES } from '../../trust/access';
import { monthsAfter } from './consent-dates';
import { covers, sameReceiver } from './consent-rules';
import type { Consent } from './consent.entity';
import { consentLifecycle } from './consent.lifecycle';

const consent = (changes: Partial<Consent> = {}): Consent => ({
  ...{
    id: 'c',
    householdId: 'h',
    districtCode: 'd',
    scope: 'referral',
    receiverKind: 'provider',
    receiverId: 'p',
    receiverName: 'P',
  },
  ...{
    items: ['identity', 'contact', 'need'],
    struckItems: [],
    givenByMemberId: null,
    givenByName: 'A',
    mode: 'self',
    state: 'given',
  },
  ...{
    sittingId: null,
    aboutMemberId: null,
    proofKind: null,
    proofCiphertext: null,
    proofCheckedBy: null,
    proofCheckedAt: null,
    guardianInformed: false,
    textVersion: 'v',
    askedAt: new Date(0),
    givenAt: new Date(0),
    validUntil: '2026-12-31',
    endedAt: null,
    version: 2,
  },
  ...changes,
});
const wish = { providerId: 'p', items: ['identity', 'need'] };

describe('a consent', () => {
  it.each<[string, Partial<Consent>, boolean]>([
    ['for the provider and the items', {}, true],
    ['on its last day', { validUntil: '2026-11-24' }, true],
    ['a day later', { validUntil: '2026-11-23' }, false],
    ['for another provider', { receiverId: 'q' }, false],
    ['without one of the items', { items: ['identity'] }, false],
    ['with an item crossed out', { struckItems: ['need'] }, false],
    ['that was withdrawn', { state: 'withdrawn' }, false],
    ['that was only asked', { state: 'asked' }, false],
    [
      'for a kind of provider nobody named',
      { receiverKind: 'provider-kind', receiverId: null, receiverName: 'home care' },
      false,
    ],
  ])('%s', (_, changes, result) => expect(covers(consent(changes), wish, '2026-11-24')).toBe(result));

  it('for a kind covers every provider of that kind', () => {
    const ofKind = consent({ receiverKind: 'provider-kind', receiverId: null, receiverName: 'home care' });
    expect(covers(ofKind, { ...wish, providerKind: 'home care' }, '2026-11-24')).toBe(true);
  });

  it('replaces an older one for the same receiver and scope only', () => {
    expect(sameReceiver(consent(), consent({ id: 'other' }))).toBe(true);
    expect(sameReceiver(consent(), consent({ scope: 'evaluation' }))).toBe(false);
    expect(sameReceiver(consent({ receiverId: null }), consent({ receiverId: null, receiverName: 'Q' }))).toBe(false);
  });

  it('lasts to the end of a shorter month', () => {
    expect(monthsAfter('2026-01-31', 1)).toBe('2026-02-28');
    expect(monthsAfter('2026-11-24', 12)).toBe('2027-11-24');
  });

  it.each(ROLES)('life cycle: %s', (role) => {
    const asks = ['window-worker', 'station-worker', 'centre-worker', 'household'].includes(role);
    const system = role === 'system';
    expect(consentLifecycle.allowed('asked', [role])).toEqual(asks ? ['give', 'refuse'] : system ? ['expire'] : []);
    expect(consentLifecycle.allowed('given', [role])).toEqual(
      asks ? ['withdraw', 'supersede'] : system ? ['expire', 'supersede'] : [],
    );
    expect(consentLifecycle.final.flatMap((state) => consentLifecycle.allowed(state, [role]))).toEqual([]);
  });
});
