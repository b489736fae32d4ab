import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/database';
import { actorOf } from './account';
import { Credentials } from './credentials.store';

/** Accounts as they stand now, for work that somebody has ordered and that runs when they no longer wait for it. */
@Injectable()
export class StandingActors {
  constructor(private readonly credentials: Credentials) {}

  /** With today's posts, never those of the order; null when the account has none in that district any more (R14). */
  async of(accountId: string, districtCode: string, purpose: string): Promise<Actor | null> {
    const account = await this.credentials.account(accountId);
    const actor = account ? actorOf(account, null, purpose) : null;
    return actor?.districtCodes.includes(districtCode) ? { ...actor, districtCodes: [districtCode] } : null;
  }
}
