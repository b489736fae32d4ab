import { Injectable } from '@nestjs/common';
import { tokenHash } from '../../../platform/crypto';
import { newId, Transactions } from '../../../platform/database';
import { gone } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { Audit } from '../../audit';
import { normaliseUsername } from '../account';
import { refuseTakenName } from '../accounts.store';
import { PasswordRules } from '../password-rules';
import { hashPassword } from '../passwords';

export interface AcceptInvitationRequest {
  token: string;
  username: string;
  displayName: string;
  password: string;
  locale?: string;
}

/** The invited person makes the account; role and place are what the invitation says. */
@Injectable()
export class AcceptInvitation {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly passwordRules: PasswordRules,
    private readonly audit: Audit,
  ) {}

  /** Whether the link still works, and for which role. @throws AppError 410 `invitation-ended` */
  async preview(token: string): Promise<{ role: string; email: string | null }> {
    const [row] = await this.transactions.manager.query<
      Array<{ kind: string; role: string; email: string | null; usable: boolean }>
    >('select kind, role, email, usable from app.find_invitation($1)', [tokenHash(token)]);
    if (!row?.usable || row.kind !== 'invitation') throw gone('invitation-ended');
    return { role: row.role, email: row.email };
  }

  /** @throws AppError 410 `invitation-ended`, 422 for a weak password or a taken username */
  async execute(request: AcceptInvitationRequest): Promise<{ accountId: string }> {
    const username = normaliseUsername(request.username);
    this.passwordRules.checkFirst(request.password, username);
    const [accountId, passwordHash] = [newId(), await hashPassword(request.password)];
    const [row] = await this.transactions.manager
      .query<Array<{ accepted: boolean }>>('select app.accept_invitation($1, $2, $3, $4, $5, $6, $7, $8) as accepted', [
        tokenHash(request.token),
        accountId,
        newId(),
        username,
        request.displayName,
        request.locale ?? 'zh-CN',
        passwordHash,
        this.clock.now(),
      ])
      .catch(refuseTakenName);
    if (!row?.accepted) throw gone('invitation-ended');
    await this.audit.changed({
      action: 'account.created',
      subjectType: 'account',
      subjectId: accountId,
      fields: ['invitation'],
    });
    return { accountId };
  }
}
