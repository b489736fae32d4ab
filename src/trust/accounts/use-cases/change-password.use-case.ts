import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { forbidden } from '../../../platform/errors';
import { Audit } from '../../audit';
import { AccountsStore } from '../accounts.store';
import { OwnPassword } from '../own-password';
import { PasswordRules } from '../password-rules';
import { hashPassword } from '../passwords';
import { Sessions } from '../sessions.service';

/** One's own new password; every other session of the account ends. */
@Injectable()
export class ChangePassword {
  constructor(
    private readonly transactions: Transactions,
    private readonly accounts: AccountsStore,
    private readonly ownPassword: OwnPassword,
    private readonly passwordRules: PasswordRules,
    private readonly sessions: Sessions,
    private readonly audit: Audit,
  ) {}

  /** @throws AppError 422 `password-wrong` on `current`, or for a weak new one, 429 */
  async execute(current: string, password: string): Promise<void> {
    const { userId, sessionId } = this.transactions.actor;
    if (!userId) throw forbidden();
    await this.ownPassword.check(userId, current);
    const { username } = await this.accounts.get(userId);
    await this.passwordRules.checkNext(password, username);
    await this.accounts.setPassword(userId, await hashPassword(password));
    await this.sessions.endAll(userId, sessionId ?? null);
    await this.audit.changed({ action: 'account.password-changed', subjectType: 'account', subjectId: userId });
  }
}
