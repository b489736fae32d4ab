import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { conflict, forbidden, invalid } from '../../../platform/errors';
import { Audit } from '../../audit';
import { type AccountRow, AccountsStore } from '../accounts.store';
import { OwnPassword } from '../own-password';
import { RecoveryCodes } from '../recovery-codes.store';
import {
  isSecondFactorSecret,
  proposeSecondFactor,
  SecondFactor,
  type SecondFactorProposal,
  stepOf,
} from '../second-factor';
import { Sessions } from '../sessions.service';

export interface SetUpSecondFactorRequest {
  secret: string;
  /** Six digits that the authenticator shows for the secret. */
  code: string;
  /** The password, needed where an authenticator is replaced. */
  current?: string;
}

/** Two steps: a secret to scan, then a code that proves it was scanned; only then the account asks for codes. */
@Injectable()
export class SetUpSecondFactor {
  constructor(
    private readonly transactions: Transactions,
    private readonly accounts: AccountsStore,
    private readonly secondFactor: SecondFactor,
    private readonly ownPassword: OwnPassword,
    private readonly recoveryCodes: RecoveryCodes,
    private readonly sessions: Sessions,
    private readonly audit: Audit,
  ) {}

  /**
   * A new secret with its `otpauth:` address, or the address of one that was proposed before; nothing is stored yet.
   * @throws AppError 409 `second-factor-demonstration`
   */
  async propose(known?: string): Promise<SecondFactorProposal & { replaces: boolean }> {
    const account = await this.own();
    const proposal = proposeSecondFactor(account.username, isSecondFactorSecret(known) ? known : undefined);
    return { ...proposal, replaces: account.second_factor };
  }

  /**
   * Every other session of the account ends: whoever opened it with the password alone must not gain by this.
   * @returns the recovery codes, shown once
   * @throws AppError 409 `second-factor-demonstration`, 422 `second-factor-wrong` or `password-wrong`, 429
   */
  async execute({ secret, code, current }: SetUpSecondFactorRequest): Promise<string[]> {
    const { id, second_factor: replaces } = await this.own();
    if (replaces) await this.ownPassword.check(id, current ?? '');
    const step = isSecondFactorSecret(secret) ? stepOf(secret, code) : null;
    if (step === null) throw invalid([{ field: 'code', code: 'second-factor-wrong' }]);
    await this.accounts.setSecondFactor(id, await this.secondFactor.seal(id, secret), step);
    const codes = await this.recoveryCodes.renew(id);
    await this.sessions.endAll(id, this.transactions.actor.sessionId ?? null);
    await this.audit.changed({
      action: 'account.second-factor-set',
      subjectType: 'account',
      subjectId: id,
      fields: [replaces ? 'replaced' : 'first'],
    });
    return codes;
  }

  private async own(): Promise<AccountRow> {
    const { userId } = this.transactions.actor;
    if (!userId) throw forbidden();
    const account = await this.accounts.get(userId);
    if (account.demonstration) throw conflict('second-factor-demonstration');
    return account;
  }
}
