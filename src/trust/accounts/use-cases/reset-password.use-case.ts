import { Injectable } from '@nestjs/common';
import { tokenHash } from '../../../platform/crypto';
import { Transactions } from '../../../platform/database';
import { conflict, gone } from '../../../platform/errors';
import { Audit } from '../../audit';
import { AccountsStore } from '../accounts.store';
import { type OneTimeLink, OneTimeLinks } from '../links.store';
import { PasswordRules } from '../password-rules';
import { hashPassword } from '../passwords';
import { Sessions } from '../sessions.service';

/** A forgotten password: the administrator hands out a link, the owner alone learns the new password. */
@Injectable()
export class ResetPassword {
  constructor(
    private readonly transactions: Transactions,
    private readonly accounts: AccountsStore,
    private readonly links: OneTimeLinks,
    private readonly passwordRules: PasswordRules,
    private readonly sessions: Sessions,
    private readonly audit: Audit,
  ) {}

  /**
   * Issues the link and ends all sessions. The second factor stays: a link alone must not open the account.
   * @throws AppError 404, 409 `account-deactivated`
   */
  async issue(id: string): Promise<OneTimeLink> {
    const account = await this.accounts.get(id);
    if (account.state === 'deactivated') throw conflict('account-deactivated');
    await this.sessions.endAll(id);
    const link = await this.links.resetPassword(id, account.posts[0]);
    await this.audit.changed({ action: 'account.password-reset-issued', subjectType: 'account', subjectId: id });
    return link;
  }

  /** Whether the link still works; looking changes nothing. @throws AppError 410 `password-link-ended` */
  async preview(token: string): Promise<void> {
    const [row] = await this.transactions.manager.query<Array<{ kind: string; usable: boolean }>>(
      'select kind, usable from app.find_invitation($1)',
      [tokenHash(token)],
    );
    if (!row?.usable || row.kind !== 'password-reset') throw gone('password-link-ended');
  }

  /** Uses the link. @throws AppError 410 `password-link-ended`, 422 for a weak password */
  async execute(token: string, password: string): Promise<void> {
    await this.passwordRules.checkNext(password, '', tokenHash(token));
    const [row] = await this.transactions.manager.query<Array<{ account: string | null }>>(
      'select app.use_password_reset($1, $2) as account',
      [tokenHash(token), await hashPassword(password)],
    );
    if (!row?.account) throw gone('password-link-ended');
    await this.audit.changed({ action: 'account.password-changed', subjectType: 'account', subjectId: row.account });
  }
}
