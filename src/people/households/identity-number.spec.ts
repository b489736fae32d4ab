import fc from 'fast-check';
import { checkIdentityNumber, identityCheckCharacter, maskIdentityNumber } from './identity-number';

const today = '2026-11-24';
const check = (text: string, kind: Parameters<typeof checkIdentityNumber>[0] = 'resident-id') =>
  checkIdentityNumber(kind, text, today);
const complete = (seventeen: string) => seventeen + identityCheckCharacter(seventeen);

describe('identity numbers (B49)', () => {
  it('takes the test value with its impossible area', () => {
    expect(check('000000190001010009')).toEqual({
      ok: true,
      kind: 'resident-id',
      normalised: '000000190001010009',
      birthDate: '1900-01-01',
      sex: 'female',
    });
  });

  it('takes a lower-case x, blanks and full-width digits', () => {
    const number = '11010519491231002X';
    expect(check('110105 19491231 002x')).toMatchObject({ ok: true, normalised: number, birthDate: '1949-12-31' });
    expect(check('\uff11\uff11010519491231002X')).toMatchObject({ ok: true, normalised: number });
  });

  it('reads the sex from the order number', () => {
    expect(check(complete('99010119800101003'))).toMatchObject({ ok: true, sex: 'male' });
    expect(check(complete('99010119800101002'))).toMatchObject({ ok: true, sex: 'female' });
  });

  it.each([
    ['11010519491231002', 'identity-number-format'],
    ['', 'identity-number-format'],
    ['110105194912310021', 'identity-number-check-digit'],
    [complete('99010119800230001'), 'identity-number-birth-date'],
    [complete('99010120991201001'), 'identity-number-birth-date'],
    [complete('99010118500101001'), 'identity-number-birth-date'],
    [complete('81000019800101001'), 'identity-number-kind'],
  ])('refuses %s with %s', (text, code) => {
    expect(check(text)).toEqual({ ok: false, code });
  });

  it('knows residence permits of Hong Kong, Macau and Taiwan, foreigners, and no paper yet', () => {
    expect(check(complete('83000019900505001'), 'hmt-permit')).toMatchObject({ ok: true, birthDate: '1990-05-05' });
    expect(check(complete('51010119900505001'), 'hmt-permit')).toEqual({ ok: false, code: 'identity-number-kind' });
    expect(check(complete('91184019900505001'), 'foreigner-permit')).toMatchObject({ ok: true });
    expect(check('USA110090050512', 'foreigner-permit')).toMatchObject({ ok: true, birthDate: null });
    expect(check('', 'none-yet')).toMatchObject({ ok: true, normalised: null });
    expect(check('123', 'none-yet')).toEqual({ ok: false, code: 'identity-number-not-expected' });
  });

  it('masks all but five characters', () => {
    expect(maskIdentityNumber('11010519491231002X')).toBe('110*************2X');
  });

  it('finds every single wrong digit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (place, shift) => {
        const right = '11010519491231002X';
        const digit = (Number(right[place]) + shift) % 10;
        const wrong = right.slice(0, place) + digit + right.slice(place + 1);
        expect(check(wrong)).toEqual({ ok: false, code: 'identity-number-check-digit' });
      }),
    );
  });
});
