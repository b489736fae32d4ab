import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { conflict } from '../../../platform/errors';
import { Audit } from '../../audit';
import { AccountsStore } from '../accounts.store';
import { RecoveryCodes } from '../recovery-codes.store';
import { Sessions } from '../sessions.service';

/**
 * The authenticator is lost and the recovery codes with it: an administrator takes the second factor away, all sessions
 * end, and the next sign-in sets up a new one. Apart from the password's reset, so that one link never gives both.
 */
@Injectable()
export class RemoveSecondFactor {
  constructor(
    private readonly transactions: Transactions,
    private readonly accounts: AccountsStore,
    private readonly recoveryCodes: RecoveryCodes,
    private readonly sessions: Sessions,
    private readonly audit: Audit,
  ) {}

  /** @throws AppError 404, 409 `second-factor-own` or `second-factor-missing` */
  async execute(id: string): Promise<void> {
    if (this.transactions.actor.userId === id) throw conflict('second-factor-own');
    await this.accounts.get(id);
    if (!(await this.accounts.removeSecondFactor(id))) throw conflict('second-factor-missing');
    await this.recoveryCodes.remove(id);
    await this.sessions.endAll(id);
    await this.audit.changed({ action: 'account.second-factor-removed', subjectType: 'account', subjectId: id });
  }
}
