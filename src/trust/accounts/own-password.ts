import { Injectable } from '@nestjs/common';
import { invalid } from '../../platform/errors';
import { AccountsStore } from './accounts.store';
import { passwordMatches } from './passwords';
import { RateLimits } from './rate-limits';

/** Asks the signed-in person for the password once more, so that a console left open cannot be taken over. */
@Injectable()
export class OwnPassword {
  constructor(
    private readonly accounts: AccountsStore,
    private readonly limits: RateLimits,
  ) {}

  /** Guesses are counted also where the transaction is undone. @throws AppError 422 on `current`, 429 */
  async check(accountId: string, current: string): Promise<void> {
    await this.limits.attemptAt('own-password', accountId);
    if (!(await passwordMatches(await this.accounts.ownPasswordHash(), current))) {
      throw invalid([{ field: 'current', code: 'password-wrong' }]);
    }
    await this.limits.forgetAt('own-password', accountId);
  }
}
