import { Secret, TOTP } from 'otpauth';
import { recoveryCodeHash } from './recovery-codes.store';
import { isSecondFactorSecret, proposeSecondFactor, stepOf } from './second-factor';

describe('second factor', () => {
  const { secret, uri } = proposeSecondFactor('wang.li');
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

  it('is proposed again with the same secret, so that a wrong code costs no second scan', () => {
    expect(proposeSecondFactor('wang.li', secret)).toEqual({ secret, uri });
    expect([isSecondFactorSecret(secret), isSecondFactorSecret('A'.repeat(31)), isSecondFactorSecret(1)]).toEqual([
      ...[true, false, false],
    ]);
  });

  it('has recovery codes that are taken in any writing and by their own account only', () => {
    const written = recoveryCodeHash('a', 'abcd-efgh-jkmn-pqrs');
    expect(recoveryCodeHash('a', ' ABCD efgh jkmnpqrs')).toEqual(written);
    expect(recoveryCodeHash('b', 'abcd-efgh-jkmn-pqrs')).not.toEqual(written);
    const long = recoveryCodeHash('a', 'abcd-efgh-jkmn-pqrs-tuvw-xyz2');
    expect(recoveryCodeHash('a', 'ABCDefghjkmnpqrs tuvw xyz2')).toEqual(long);
    expect([long?.length, recoveryCodeHash('a', '123456'), recoveryCodeHash('a', 'abcd-efgh-jkmn-pqrs-tuvw')]).toEqual([
      ...[32, null, null],
    ]);
  });

  it('refuses old and malformed codes', () => {
    expect(stepOf(secret, codeAt(-120_000))).toBeNull();
    expect(stepOf(secret, '12')).toBeNull();
    expect(stepOf(secret, 'abcdef')).toBeNull();
  });
});
