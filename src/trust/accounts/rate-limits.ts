import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppError } from '../../platform/errors';
import { Credentials } from './credentials.store';

const WINDOW_SECONDS = 15 * 60;
const BY_ACCOUNT = 10;
// Whole offices share one address; only failures stay counted.
const BY_ADDRESS = 100;

const accountBucket = (username: string) => `sign-in|account|${createHash('sha256').update(username).digest('hex')}`;
const doorBucket = (door: OwnDoor, accountId: string) => `${door}|account|${accountId}`;
const addressBucket = (address: string) => `sign-in|address|${address}`;

/** Doors of one account behind its password: the codes, and the old password that some acts ask for once more. */
type OwnDoor = 'code' | 'own-password';

/** Limits of guessing, by account and by address (design 8.12), shared by all processes. */
@Injectable()
export class RateLimits {
  constructor(private readonly credentials: Credentials) {}

  /** Counts an attempt before it is looked at, so that parallel guesses are counted too. @throws AppError 429 */
  async attempt(username: string, address: string): Promise<void> {
    const [account, place] = await Promise.all([
      this.credentials.countAttempt(accountBucket(username), WINDOW_SECONDS),
      this.credentials.countAttempt(addressBucket(address), WINDOW_SECONDS),
    ]);
    if (account > BY_ACCOUNT || place > BY_ADDRESS) {
      throw new AppError('too-many-attempts', 429, { params: { minutes: WINDOW_SECONDS / 60 } });
    }
  }

  /** As `attempt`, for doors without a username (links). @throws AppError 429 */
  async attemptFrom(address: string): Promise<void> {
    if ((await this.credentials.countAttempt(addressBucket(address), WINDOW_SECONDS)) > BY_ADDRESS) {
      throw new AppError('too-many-attempts', 429, { params: { minutes: WINDOW_SECONDS / 60 } });
    }
  }

  /** Counts a guess at a door of an account that is known already. @throws AppError 429 */
  async attemptAt(door: OwnDoor, accountId: string): Promise<void> {
    if ((await this.credentials.countAttempt(doorBucket(door, accountId), WINDOW_SECONDS)) > BY_ACCOUNT) {
      throw new AppError('too-many-attempts', 429, { params: { minutes: WINDOW_SECONDS / 60 } });
    }
  }

  /** The door was opened: it starts anew. */
  async forgetAt(door: OwnDoor, accountId: string): Promise<void> {
    await this.credentials.forgetAttempts(doorBucket(door, accountId));
  }

  /** The attempt was no guess: it does not count against the address. */
  async forgiveFrom(address: string): Promise<void> {
    await this.credentials.forgiveAttempt(addressBucket(address));
  }

  /** The password was right but the second factor is still to come. */
  async forgive(username: string, address: string): Promise<void> {
    await this.credentials.forgiveAttempt(accountBucket(username));
    await this.forgiveFrom(address);
  }

  /** Signed in: the account starts anew. */
  async forget(username: string, address: string): Promise<void> {
    await this.credentials.forgetAttempts(accountBucket(username));
    await this.forgiveFrom(address);
  }
}
