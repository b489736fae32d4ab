import { checkDisabilityCard } from './disability-card';

const today = '2026-11-24';
const identity = '11010519491231002X';

describe('disability certificate (B34)', () => {
  it('reads kind and grade', () => {
    expect(checkDisabilityCard(`${identity}42`, today, identity)).toEqual({
      ok: true,
      normalised: `${identity}42`,
      identityNumber: identity,
      kind: 'physical',
      grade: 2,
      reissue: 0,
    });
  });

  it('reads how often it was issued again', () => {
    expect(checkDisabilityCard(`${identity.toLowerCase()}71b1`, today)).toMatchObject({
      ok: true,
      kind: 'multiple',
      grade: 1,
      reissue: 1,
    });
  });

  it.each([
    [identity, 'disability-card-format'],
    [`${identity}84`, 'disability-card-format'],
    [`${identity}45`, 'disability-card-grade'],
    [`${identity}40`, 'disability-card-grade'],
    ['11010519491231002142', 'disability-card-identity'],
  ])('refuses %s with %s', (text, code) => {
    expect(checkDisabilityCard(text, today)).toEqual({ ok: false, code });
  });

  it('refuses the card of another person', () => {
    expect(checkDisabilityCard(`${identity}42`, today, '000000190001010009')).toEqual({
      ok: false,
      code: 'disability-card-other-person',
    });
  });
});
