import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config';
import { AppError } from '../../platform/errors';
import { type AttemptRule, Credentials } from './credentials.store';
import { networkOf } from './network';

const MINUTE = 60;
const WINDOW = 15 * MINUTE;
/** One name from one address: a stranger who guesses is stopped here, and stops nobody else. */
const BY_PAIR: AttemptRule = { window: WINDOW, free: 8, ceiling: 12 };
/** Whole offices share one address; only failures stay counted. */
const BY_ADDRESS: AttemptRule = { window: WINDOW, free: 100, ceiling: 100 };
/** One name from all addresses that it does not know. */
const BY_ACCOUNT: AttemptRule = { window: WINDOW, free: 10, ceiling: 10 };
/** PINs from one address; the link itself ends after five. */
const BY_PIN: AttemptRule = { window: WINDOW, free: 20, ceiling: 40 };

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const accountBucket = (username: string) => `sign-in|account|${digest(username)}`;
const pairBucket = (username: string, address: string) => `sign-in|pair|${digest(`${username}|${networkOf(address)}`)}`;
const doorBucket = (door: OwnDoor, accountId: string) => `${door}|account|${accountId}`;
const addressBucket = (address: string) => `sign-in|address|${networkOf(address)}`;
const pinBucket = (address: string) => `pin|address|${networkOf(address)}`;

/** Doors of one account behind its password: the codes, and the old password that some acts ask for once more. */
type OwnDoor = 'code' | 'own-password';

/**
 * Limits of guessing (design 8.12, ASVS 5.0 6.3.1), shared by all processes: first by address, with waits that grow; by
 * account only against addresses that it was never signed in to from, so that no stranger locks the owner out. The
 * profile `dengbao` locks the account for everybody after five failures instead (C2).
 */
@Injectable()
export class RateLimits {
  constructor(
    private readonly credentials: Credentials,
    private readonly config: Config,
  ) {}

  /**
   * Counts an attempt before it is looked at, so that parallel guesses are counted too.
   * @returns where it was counted, to be given to `forgive` when it was no guess
   * @throws AppError 429
   */
  async attempt(username: string, address: string): Promise<string[]> {
    const counted: Array<[string, AttemptRule]> = [
      [addressBucket(address), BY_ADDRESS],
      [pairBucket(username, address), BY_PAIR],
    ];
    const rule = this.accountRule;
    if (rule !== BY_ACCOUNT || !(await this.credentials.familiar(username, address))) {
      counted.push([accountBucket(username), rule]);
    }
    for (const [bucket, limit] of counted) await this.take(bucket, limit);
    return counted.map(([bucket]) => bucket);
  }

  /** As `attempt`, for doors without a username (links). @throws AppError 429 */
  async attemptFrom(address: string): Promise<void> {
    await this.take(addressBucket(address), BY_ADDRESS);
  }

  /** Counts a guess at a PIN. @throws AppError 429 */
  async attemptPin(address: string): Promise<void> {
    await this.take(pinBucket(address), BY_PIN);
  }

  /** Counts a guess at a door of an account that is known already. @throws AppError 429 */
  async attemptAt(door: OwnDoor, accountId: string): Promise<void> {
    await this.take(doorBucket(door, accountId), this.accountRule);
  }

  /** The door was opened: it starts anew. */
  async forgetAt(door: OwnDoor, accountId: string): Promise<void> {
    await this.credentials.forgetAttempts(doorBucket(door, accountId));
  }

  /** The attempt was no guess: it does not count against the address. */
  async forgiveFrom(address: string): Promise<void> {
    await this.credentials.returnAttempt(addressBucket(address));
  }

  /** The PIN was right. */
  async forgivePin(address: string): Promise<void> {
    await this.credentials.returnAttempt(pinBucket(address));
  }

  /** The password was right: none of it was a guess. What strangers tried elsewhere stays counted against them. */
  async forgive(counted: readonly string[]): Promise<void> {
    for (const bucket of counted) await this.credentials.returnAttempt(bucket);
  }

  /** Signed in: the name starts anew at this address; where an account is locked for everybody, for everybody. */
  async forget(username: string, address: string, counted: readonly string[]): Promise<void> {
    await this.forgive(counted);
    await this.credentials.forgetAttempts(pairBucket(username, address));
    if (this.accountRule !== BY_ACCOUNT) await this.credentials.forgetAttempts(accountBucket(username));
  }

  private get accountRule(): AttemptRule {
    const { passwordProfile, lockoutMinutes } = this.config;
    return passwordProfile === 'dengbao' ? { window: lockoutMinutes * MINUTE, free: 5, ceiling: 5 } : BY_ACCOUNT;
  }

  private async take(bucket: string, rule: AttemptRule): Promise<void> {
    const seconds = await this.credentials.takeAttempt(bucket, rule);
    if (seconds > 0) {
      throw new AppError('too-many-attempts', 429, { params: { minutes: Math.ceil(seconds / MINUTE), seconds } });
    }
  }
}
