import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { forbidden } from '../../../platform/errors';
import { Audit } from '../../audit';
import { Sessions } from '../sessions.service';

/** Somebody left a console open elsewhere, or does not know a session of the list (ASVS 5.0 7.5.2). */
@Injectable()
export class EndOwnSessions {
  constructor(
    private readonly transactions: Transactions,
    private readonly sessions: Sessions,
    private readonly audit: Audit,
  ) {}

  /** @throws AppError 404 */
  async one(sessionId: string): Promise<void> {
    await this.sessions.endOwn(sessionId);
    await this.note('one');
  }

  /** All but the one that asks. */
  async others(): Promise<void> {
    const { userId, sessionId } = this.transactions.actor;
    if (!userId) throw forbidden();
    await this.sessions.endAll(userId, sessionId ?? null);
    await this.note('others');
  }

  private async note(which: string): Promise<void> {
    const { userId } = this.transactions.actor;
    await this.audit.changed({
      action: 'session.ended',
      subjectType: 'account',
      subjectId: userId,
      fields: [which],
    });
  }
}
