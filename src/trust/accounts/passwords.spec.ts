import { checkPassword, hashPassword, passwordMatches } from './passwords';

describe('passwords', () => {
  it.each([
    ['password-too-short', 'Ab1!efghijk'],
    ['password-too-long', 'long '.repeat(50)],
    ['password-common', 'Password-12345'],
    ['password-common', 'abcabcabcabcabc'],
    ['password-common', '888888888888'],
    ['password-common', 'Qwertyuiop12'],
    ['password-contains-name', 'my zhang.wei forever'],
  ])('refuses as %s', (code, password) => {
    const wanted = expect.objectContaining({
      details: expect.objectContaining({ fields: [expect.objectContaining({ code })] }),
    });
    expect(() => checkPassword(password, 'zhangwei')).toThrow(wanted);
  });

  it.each(['a quiet morning by the river', 'kT9-vbQ2-mmX7', 'elevenandone'])(
    'takes %s without rules of composition',
    (password) => {
      expect(() => checkPassword(password, 'zhangwei')).not.toThrow();
    },
  );

  it('match their own hash only, and nobody without one', async () => {
    const stored = await hashPassword('a quiet morning');
    expect(stored).toMatch(/^\$argon2id\$/);
    expect(await passwordMatches(stored, 'a quiet morning')).toBe(true);
    expect(await passwordMatches(stored, 'a quiet evening')).toBe(false);
    expect(await passwordMatches(null, 'nobody has this password')).toBe(false);
  });
});
