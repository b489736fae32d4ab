import { KNOWN_PASSWORDS, plainPassword } from './known-passwords';
import { checkPassword, hashPassword, passwordMatches } from './passwords';

describe('passwords', () => {
  it.each([
    ['password-too-short', 'Ab1!efghijk'],
    ['password-too-long', 'long '.repeat(50)],
    ['password-common', 'Password-12345'],
    ['password-common', 'abcabcabcabcabc'],
    ['password-common', '888888888888'],
    ['password-common', 'Qwertyuiop12'],
    ['password-common', 'ＭＵＳＴＡＮＧ-2026!!!'],
    ['password-common', '1234567 baseball'],
    ['password-common', 'dragon Dragon'],
    ['password-common', 'jordan23jordan23'],
    // Words of this product and its trade (ASVS 5.0 6.2.11).
    ['password-common', 'Yuanlian@2026'],
    ['password-common', 'minzheng.minzheng.520'],
    ['password-contains-name', 'my zhang.wei forever'],
  ])('refuses as %s', (code, password) => {
    const wanted = expect.objectContaining({
      details: expect.objectContaining({ fields: [expect.objectContaining({ code })] }),
    });
    expect(() => checkPassword(password, 'zhangwei')).toThrow(wanted);
  });

  it.each([
    'a quiet morning by the river',
    'kT9-vbQ2-mmX7',
    'elevenandone',
    'a passphrase may go on and on '.repeat(4),
  ])('takes %s without rules of composition', (password) => {
    expect(() => checkPassword(password, 'zhangwei')).not.toThrow();
  });

  it('are compared with more than ten thousand known ones', () => {
    expect(KNOWN_PASSWORDS.size).toBeGreaterThan(40_000);
    expect([...KNOWN_PASSWORDS].filter((known) => plainPassword(known) !== known)).toEqual([]);
  });

  it('need three kinds of signs in the profile of level 3 only', () => {
    const composed = { composed: true };
    expect(() => checkPassword('a quiet morning by the river', '', composed)).toThrow(
      expect.objectContaining({ details: { fields: [{ field: 'password', code: 'password-kinds' }] } }),
    );
    expect(() => checkPassword('a quiet morning by River 7', '', composed)).not.toThrow();
  });

  it('match their own hash only, and nobody without one', async () => {
    const stored = await hashPassword('a quiet morning');
    expect(stored).toMatch(/^\$argon2id\$/);
    expect(await passwordMatches(stored, 'a quiet morning')).toBe(true);
    expect(await passwordMatches(stored, 'a quiet evening')).toBe(false);
    expect(await passwordMatches(null, 'nobody has this password')).toBe(false);
  });
});
