import type { Consent } from '../consents';
import { authorisationOf } from './authorisation-rules';

const TODAY = '2026-11-30';
const consent = (changes: Partial<Consent>): Consent => ({
  ...{ id: 'c', householdId: 'h', districtCode: 'd', scope: 'policy-check', receiverKind: 'department' },
  ...{ receiverId: null, receiverName: 'r', items: ['identity', 'economy', 'health'], struckItems: [] },
  ...{ givenByMemberId: 'head', givenByName: 'n', mode: 'self', state: 'given', textVersion: 'v' },
  ...{ askedAt: new Date(0), givenAt: new Date(0), validUntil: TODAY, endedAt: null, sittingId: null },
  ...{ aboutMemberId: null, proofKind: null, proofCiphertext: null, proofCheckedBy: null, proofCheckedAt: null },
  ...{ guardianInformed: null, version: 1 },
  ...changes,
});

describe('authorisationOf (B16)', () => {
  it('lasts to its last day, and says since when it is over', () => {
    expect(authorisationOf('head', [consent({})], TODAY)).toMatchObject({ allowed: true, until: TODAY });
    expect(authorisationOf('head', [consent({})], '2026-12-01')).toEqual({
      ...{ allowed: false, reason: 'authorisation-expired', on: TODAY },
    });
    const withdrawn = consent({ state: 'withdrawn', endedAt: new Date('2026-11-29T16:30:00Z') });
    expect(authorisationOf('head', [withdrawn], TODAY)).toEqual({
      ...{ allowed: false, reason: 'authorisation-withdrawn', on: '2026-11-30' },
    });
    expect(authorisationOf('head', [], TODAY)).toEqual({ allowed: false, reason: 'authorisation-missing', on: null });
  });

  it('speaks for nobody but the person who signed; a guardian and a mandate speak for the person named', () => {
    expect(authorisationOf('spouse', [consent({})], TODAY)).toMatchObject({ reason: 'authorisation-missing' });
    const about = (mode: Consent['mode']) => [consent({ aboutMemberId: 'spouse', mode })];
    expect(authorisationOf('spouse', about('self'), TODAY)).toMatchObject({ allowed: false });
    expect(authorisationOf('spouse', about('assisted'), TODAY)).toMatchObject({ allowed: false });
    for (const mode of ['guardian', 'proxy'] as const) {
      expect(authorisationOf('spouse', about(mode), TODAY)).toMatchObject({ allowed: true });
      expect(authorisationOf('head', about(mode), TODAY)).toMatchObject({ allowed: false });
    }
  });

  it('covers what was not struck out, and nothing without the identity', () => {
    const groups = (struckItems: string[]) => authorisationOf('head', [consent({ struckItems })], TODAY);
    expect(groups(['health'])).toMatchObject({ groups: ['identity', 'economy'] });
    expect(groups(['identity'])).toMatchObject({ groups: [] });
  });

  it('is none where the sheet is for something else, was only asked, or was refused', () => {
    for (const changes of [
      { scope: 'referral' as const },
      { receiverKind: 'unit' as const },
      { state: 'asked' as const, givenAt: null },
      { state: 'refused' as const, givenAt: null },
    ])
      expect(authorisationOf('head', [consent(changes)], TODAY)).toMatchObject({ reason: 'authorisation-missing' });
  });
});
