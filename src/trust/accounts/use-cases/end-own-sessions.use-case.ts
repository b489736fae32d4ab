import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { forbidden } from '../../../platform/errors';
import { Audit } from '../../audit';
import { OwnPassword } from '../own-password';
import { Sessions } from '../sessions.service';

/**
 * Somebody left a console open elsewhere, or does not know a session of the list; asked for the password once more, so
 * that whoever found a console open does not shut its owner out (ASVS 5.0 7.5.2).
 */
@Injectable()
export class EndOwnSessions {
  constructor(
    private readonly transactions: Transactions,
    private readonly sessions: Sessions,
    private readonly ownPassword: OwnPassword,
    private readonly audit: Audit,
  ) {}

  /** @throws AppError 404; 422 `password-wrong`, 429 */
  async one(sessionId: string, current: string): Promise<void> {
    await this.ownPassword.check(this.userId, current);
    await this.sessions.endOwn(sessionId);
    await this.note('one');
  }

  /** All but the one that asks. @throws AppError 422 `password-wrong`, 429 */
  async others(current: string): Promise<void> {
    await this.ownPassword.check(this.userId, current);
    await this.sessions.endAll(this.userId, this.transactions.actor.sessionId ?? null);
    await this.note('others');
  }

  private async note(which: string): Promise<void> {
    await this.audit.changed({
      action: 'session.ended',
      subjectType: 'account',
      subjectId: this.userId,
      fields: [which],
    });
  }

  private get userId(): string {
    const { userId } = this.transactions.actor;
    if (!userId) throw forbidden();
    return userId;
  }
}
