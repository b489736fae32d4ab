import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { forbidden, invalid } from '../../../platform/errors';
import { Audit } from '../../audit';
import { AccountsStore } from '../accounts.store';
import { newSecondFactor, SecondFactor, stepOf } from '../second-factor';

/** Two steps: a secret to scan, then a code that proves it was scanned; only then the account asks for codes. */
@Injectable()
export class SetUpSecondFactor {
  constructor(
    private readonly transactions: Transactions,
    private readonly accounts: AccountsStore,
    private readonly secondFactor: SecondFactor,
    private readonly audit: Audit,
  ) {}

  /** A new secret with its `otpauth:` address; nothing is stored yet. */
  async propose(): Promise<{ secret: string; uri: string }> {
    return newSecondFactor((await this.accounts.get(this.ownId())).username);
  }

  /** @throws AppError 422 `second-factor-wrong` */
  async execute(secret: string, code: string): Promise<void> {
    const id = this.ownId();
    if (!/^[A-Z2-7]{16,64}$/.test(secret) || stepOf(secret, code) === null) {
      throw invalid([{ field: 'code', code: 'second-factor-wrong' }]);
    }
    await this.accounts.setSecondFactor(id, await this.secondFactor.seal(id, secret));
    await this.audit.changed({ action: 'account.second-factor-set', subjectType: 'account', subjectId: id });
  }

  private ownId(): string {
    const { userId } = this.transactions.actor;
    if (!userId) throw forbidden();
    return userId;
  }
}
