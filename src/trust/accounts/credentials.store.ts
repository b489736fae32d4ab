import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/time';
import type { ActiveAccount } from './account';

export interface SignInRow {
  id: string;
  password_hash: string;
  totp_ciphertext: Buffer | null;
  demonstration: boolean;
}

export interface SessionRow {
  session_id: string;
  account: ActiveAccount | null;
  household_id: string | null;
  district_code: string | null;
  idle_at: Date;
  ends_at: Date;
}

/** How a door is guarded: free attempts, then waits that double, then nothing until the window (in seconds) is over. */
export interface AttemptRule {
  window: number;
  free: number;
  ceiling: number;
}

export interface PinRow {
  id: string;
  pin_hash: string;
  household_id: string;
  district_code: string;
  attempts: number;
}

/**
 * Look-ups before an actor exists (design 8.3): each is one definer function, its own statement and transaction.
 * Counters therefore stay counted when the request fails.
 */
@Injectable()
export class Credentials {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async signIn(username: string): Promise<SignInRow | undefined> {
    return (await this.query<SignInRow>('select * from app.find_sign_in($1)', [username]))[0];
  }

  /** The account with its posts of today; undefined when it is not active. */
  async account(id: string): Promise<ActiveAccount | undefined> {
    const [row] = await this.query<{ account: ActiveAccount | null }>('select app.account_posts($1, $2) as account', [
      id,
      this.clock.now(),
    ]);
    return row?.account ?? undefined;
  }

  async session(tokenHash: Buffer, kind: string): Promise<SessionRow | undefined> {
    return (
      await this.query<SessionRow>('select * from app.find_session($1, $2, $3)', [tokenHash, kind, this.clock.now()])
    )[0];
  }

  async revokeSession(tokenHash: Buffer): Promise<void> {
    await this.query('select app.revoke_session($1)', [tokenHash]);
  }

  async apiKey(prefix: string, hash: Buffer): Promise<{ account: ActiveAccount | null; scopes: string[] } | undefined> {
    return (
      await this.query<{ account: ActiveAccount | null; scopes: string[] }>(
        'select account, scopes from app.find_api_key($1, $2, $3)',
        [prefix, hash, this.clock.now()],
      )
    )[0];
  }

  /** The sealed secret of an account; undefined when it has none or is not active. */
  async secondFactor(accountId: string): Promise<Buffer | undefined> {
    const [row] = await this.query<{ sealed: Buffer | null }>('select app.second_factor_of($1) as sealed', [accountId]);
    return row?.sealed ?? undefined;
  }

  async useRecoveryCode(accountId: string, hash: Buffer): Promise<boolean> {
    const [row] = await this.query<{ used: boolean }>('select app.use_recovery_code($1, $2) as used', [
      accountId,
      hash,
    ]);
    return row?.used ?? false;
  }

  async useTotpStep(accountId: string, step: number): Promise<boolean> {
    const [row] = await this.query<{ used: boolean }>('select app.use_totp_step($1, $2) as used', [accountId, step]);
    return row?.used ?? false;
  }

  /** Counts one more attempt; gives the seconds to wait, 0 when it may go on. */
  async takeAttempt(bucket: string, { window, free, ceiling }: AttemptRule): Promise<number> {
    const [row] = await this.query<{ seconds: number }>('select app.take_attempt($1, $2, $3, $4) as seconds', [
      bucket,
      window,
      free,
      ceiling,
    ]);
    return row!.seconds;
  }

  async returnAttempt(bucket: string): Promise<void> {
    await this.query('select app.return_attempt($1)', [bucket]);
  }

  /** Whether the account was signed in to from this address of late. */
  async familiar(username: string, address: string): Promise<boolean> {
    const [row] = await this.query<{ familiar: boolean }>('select app.familiar_address($1, $2) as familiar', [
      username,
      address,
    ]);
    return row?.familiar ?? false;
  }

  async forgetAttempts(bucket: string): Promise<void> {
    await this.query('select app.forget_attempts($1)', [bucket]);
  }

  async tryPin(tokenHash: Buffer): Promise<PinRow | undefined> {
    return (await this.query<PinRow>('select * from app.try_household_pin($1)', [tokenHash]))[0];
  }

  async acceptPin(tokenHash: Buffer): Promise<void> {
    await this.query('select app.accept_household_pin($1)', [tokenHash]);
  }

  async linkState(tokenHash: Buffer): Promise<'open' | 'locked' | 'expired' | 'revoked' | null> {
    const [row] = await this.query<{ state: 'open' | 'locked' | 'expired' | 'revoked' | null }>(
      'select app.household_link_state($1) as state',
      [tokenHash],
    );
    return row?.state ?? null;
  }

  private query<T>(sql: string, values: unknown[]): Promise<T[]> {
    return this.dataSource.query<T[]>(sql, values);
  }
}
