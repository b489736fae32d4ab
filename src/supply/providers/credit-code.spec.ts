import fc from 'fast-check';
import { checkCreditCode, creditCodeCheckCharacter } from './credit-code';

describe('unified social credit code (B50)', () => {
  it('takes the test value', () => {
    expect(checkCreditCode('51000000000000000P')).toEqual({
      ok: true,
      normalised: '51000000000000000P',
      holder: 'association',
    });
    expect(checkCreditCode(' 51000000-000000000p ')).toMatchObject({ ok: true });
  });

  it.each([
    ['51000000000000000', 'credit-code-format'],
    ['51000000000000000I', 'credit-code-format'],
    ['51000000000000000Q', 'credit-code-check-character'],
  ])('refuses %s with %s', (text, code) => {
    expect(checkCreditCode(text)).toEqual({ ok: false, code });
  });

  it('reads the kind of holder', () => {
    const holder = (seventeen: string) => {
      const result = checkCreditCode(seventeen + creditCodeCheckCharacter(seventeen));
      return result.ok ? result.holder : result.code;
    };
    expect(['52', '53', '91', '11'].map((start) => holder(start.padEnd(17, '0')))).toEqual([
      'private-non-enterprise',
      'foundation',
      'market',
      'other',
    ]);
  });

  it('finds every single wrong character', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 16 }), fc.integer({ min: 1, max: 9 }), (place, digit) => {
        const code = `${'51'.padEnd(17, '0').slice(0, place)}${digit}${'0'.repeat(16 - place)}P`;
        expect(checkCreditCode(code)).toEqual({ ok: false, code: 'credit-code-check-character' });
      }),
    );
  });
});
