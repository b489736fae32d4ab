import { Injectable } from '@nestjs/common';
import { Secret, TOTP } from 'otpauth';
import { type Actor, Transactions } from '../../platform/database';
import { Sealer } from '../../platform/crypto';
import { Credentials } from './credentials.store';

const PLACE = 'accounts.totp_ciphertext';
const ISSUER = 'Yuanlian';

const totp = (secret: string, label = '') =>
  new TOTP({ issuer: ISSUER, label, secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: 30 });

/** Time step of a right code, one step of clock difference allowed; null for a wrong one. */
export function stepOf(secret: string, code: string): number | null {
  const generator = totp(secret);
  const delta = generator.validate({ token: code.replace(/\s/g, ''), window: 1 });
  return delta === null ? null : generator.counter() + delta;
}

/** A new secret and the address that an authenticator application scans. */
export function newSecondFactor(label: string): { secret: string; uri: string } {
  const secret = new Secret({ size: 20 }).base32;
  return { secret, uri: totp(secret, label).toString() };
}

/** The time-code second factor of an account (C2 level 3; RFC 6238). */
@Injectable()
export class SecondFactor {
  constructor(
    private readonly transactions: Transactions,
    private readonly sealer: Sealer,
    private readonly credentials: Credentials,
  ) {}

  seal(accountId: string, secret: string): Promise<Buffer> {
    return this.sealer.seal(accountId, PLACE, accountId, secret);
  }

  /** Checks a code outside any transaction; a code counts once. */
  async accepts(accountId: string, sealed: Buffer, code: string, actor: Actor): Promise<boolean> {
    const secret = await this.transactions.runApart(actor, () => this.sealer.open(accountId, PLACE, accountId, sealed));
    const step = stepOf(secret, code);
    return step !== null && this.credentials.useTotpStep(accountId, step);
  }
}
