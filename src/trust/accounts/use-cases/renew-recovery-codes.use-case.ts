import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { conflict, forbidden } from '../../../platform/errors';
import { Audit } from '../../audit';
import { AccountsStore } from '../accounts.store';
import { OwnPassword } from '../own-password';
import { RecoveryCodes } from '../recovery-codes.store';

/** Ten new recovery codes, for somebody who has used up or lost the paper with the old ones. */
@Injectable()
export class RenewRecoveryCodes {
  constructor(
    private readonly transactions: Transactions,
    private readonly accounts: AccountsStore,
    private readonly ownPassword: OwnPassword,
    private readonly recoveryCodes: RecoveryCodes,
    private readonly audit: Audit,
  ) {}

  /** @throws AppError 409 `second-factor-missing`, 422 `password-wrong` on `current`, 429 */
  async execute(current: string): Promise<string[]> {
    const { userId } = this.transactions.actor;
    if (!userId) throw forbidden();
    if (!(await this.accounts.get(userId)).second_factor) throw conflict('second-factor-missing');
    await this.ownPassword.check(userId, current);
    const codes = await this.recoveryCodes.renew(userId);
    await this.audit.changed({
      action: 'account.recovery-codes-renewed',
      subjectType: 'account',
      subjectId: userId,
    });
    return codes;
  }
}
