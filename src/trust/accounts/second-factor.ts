import { Injectable } from '@nestjs/common';
import { Secret, TOTP } from 'otpauth';
import { anonymousActor, Transactions } from '../../platform/database';
import { Sealer } from '../../platform/crypto';
import { Credentials } from './credentials.store';
import { RateLimits } from './rate-limits';
import { recoveryCodeHash } from './recovery-codes.store';

const PLACE = 'accounts.totp_ciphertext';
const ISSUER = 'Yuanlian';

const totp = (secret: string, label = '') =>
  new TOTP({ issuer: ISSUER, label, secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: 30 });

/** Time step of a right code, one step of clock difference allowed; null for a wrong one. */
export function stepOf(secret: string, code: string): number | null {
  const generator = totp(secret);
  const delta = generator.validate({ token: code.normalize('NFKC').replace(/\s/g, ''), window: 1 });
  return delta === null ? null : generator.counter() + delta;
}

/** A secret to scan or to type, and the address that an authenticator application reads from the picture. */
export interface SecondFactorProposal {
  secret: string;
  uri: string;
}

/** The proposal of a secret; without one, of a new secret. */
export function proposeSecondFactor(label: string, known?: string): SecondFactorProposal {
  const secret = known ?? new Secret({ size: 20 }).base32;
  return { secret, uri: totp(secret, label).toString() };
}

/** A secret as `proposeSecondFactor` makes it: 160 bits. */
export const isSecondFactorSecret = (text: unknown): text is string =>
  typeof text === 'string' && /^[A-Z2-7]{32}$/.test(text);

/** The time-code second factor of an account (C2 level 3; RFC 6238), and the codes for when it is lost. */
@Injectable()
export class SecondFactor {
  constructor(
    private readonly transactions: Transactions,
    private readonly sealer: Sealer,
    private readonly credentials: Credentials,
    private readonly limits: RateLimits,
  ) {}

  seal(accountId: string, secret: string): Promise<Buffer> {
    return this.sealer.seal(accountId, PLACE, accountId, secret);
  }

  /**
   * Checks what was typed, outside any transaction: a code of the authenticator, or one of the recovery codes. Each
   * counts once, and guesses are counted before they are looked at.
   * @returns what it was; null for a wrong one
   * @throws AppError 429
   */
  async accepts(accountId: string, typed: string): Promise<'second-factor' | 'recovery-code' | null> {
    await this.limits.attemptAt('code', accountId);
    const recovery = recoveryCodeHash(accountId, typed);
    const accepted = recovery
      ? (await this.credentials.useRecoveryCode(accountId, recovery)) && 'recovery-code'
      : (await this.acceptsTimeCode(accountId, typed)) && 'second-factor';
    if (!accepted) return null;
    await this.limits.forgetAt('code', accountId);
    return accepted;
  }

  private async acceptsTimeCode(accountId: string, code: string): Promise<boolean> {
    const sealed = await this.credentials.secondFactor(accountId);
    if (!sealed) return false;
    const secret = await this.transactions.runApart(anonymousActor('sign-in'), () =>
      this.sealer.open(accountId, PLACE, accountId, sealed),
    );
    const step = stepOf(secret, code);
    return step !== null && this.credentials.useTotpStep(accountId, step);
  }
}
