import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { conflict, forbidden } from '../../../platform/errors';
import { Audit } from '../../audit';
import { AccountsStore } from '../accounts.store';
import { ApiKeys } from '../api-keys.service';
import { Sessions } from '../sessions.service';

/** Ends an account: its sessions and keys end in the same moment (ASVS 7.4.2, R14). The row stays for the record. */
@Injectable()
export class DeactivateAccount {
  constructor(
    private readonly transactions: Transactions,
    private readonly accounts: AccountsStore,
    private readonly sessions: Sessions,
    private readonly keys: ApiKeys,
    private readonly audit: Audit,
  ) {}

  /**
   * The last administrator stays: nobody ends the own account, and of two who end each other the second is refused.
   * @throws AppError 404, 403 when the actor's own account has ended meanwhile, 409 `account-own` or `account-deactivated`
   */
  async execute(id: string): Promise<void> {
    const { userId } = this.transactions.actor;
    if (userId === id) throw conflict('account-own');
    await this.accounts.get(id);
    if (userId && !(await this.accounts.lockActive(userId, id))) throw forbidden();
    if (!(await this.accounts.deactivate(id))) throw conflict('account-deactivated');
    await this.sessions.endAll(id);
    await this.keys.revokeAll(id);
    await this.audit.changed({ action: 'account.deactivated', subjectType: 'account', subjectId: id });
  }
}
