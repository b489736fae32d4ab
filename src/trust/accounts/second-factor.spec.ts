import { Secret, TOTP } from 'otpauth';
import { newSecondFactor, stepOf } from './second-factor';

describe('second factor', () => {
  const { secret, uri } = newSecondFactor('wang.li');
  const codeAt = (offset: number) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + offset });

  it('is scanned with its label', () => {
    expect(uri).toMatch(/^otpauth:\/\/totp\/Yuanlian:wang\.li\?/);
    expect(uri).toContain(`secret=${secret}`);
  });

  it('takes the code of now and of one step beside, each with its own step', () => {
    const [now, before] = [stepOf(secret, codeAt(0)), stepOf(secret, codeAt(-30_000))];
    expect(now).not.toBeNull();
    expect((now ?? 0) - (before ?? 0)).toBe(1);
  });

  it('refuses old and malformed codes', () => {
    expect(stepOf(secret, codeAt(-120_000))).toBeNull();
    expect(stepOf(secret, '12')).toBeNull();
    expect(stepOf(secret, 'abcdef')).toBeNull();
  });
});
