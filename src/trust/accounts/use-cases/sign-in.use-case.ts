import { Injectable } from '@nestjs/common';
import { anonymousActor, Transactions } from '../../../platform/database';
import { AppError } from '../../../platform/errors';
import { Audit } from '../../audit';
import { actorOf, normaliseUsername } from '../account';
import { Credentials, type SignInRow } from '../credentials.store';
import { passwordMatches } from '../passwords';
import { RateLimits } from '../rate-limits';
import { SecondFactor } from '../second-factor';
import { type OpenedSession, Sessions } from '../sessions.service';

export interface SignInRequest {
  username: string;
  password: string;
  /** Six digits of the authenticator, where the account has one. */
  code?: string;
  /** Network address, for limits and the record. */
  address: string;
  kind: 'cookie' | 'bearer';
}

/**
 * Opens a session for name and password. Every failure looks the same from outside, so that usernames cannot be tried
 * out; it is counted and recorded (C2, ASVS 6.3). Opens its own transactions: a failed attempt must stay counted.
 */
@Injectable()
export class SignIn {
  constructor(
    private readonly transactions: Transactions,
    private readonly credentials: Credentials,
    private readonly limits: RateLimits,
    private readonly secondFactor: SecondFactor,
    private readonly sessions: Sessions,
    private readonly audit: Audit,
  ) {}

  /** @throws AppError 401 `sign-in-failed` or `second-factor-required`, 429 `too-many-attempts` */
  async execute(request: SignInRequest): Promise<OpenedSession> {
    const username = normaliseUsername(request.username);
    await this.limits.attempt(username, request.address);
    const found = await this.credentials.signIn(username);
    if (!(await passwordMatches(found?.password_hash, request.password)) || !found) throw await this.refuse(found?.id);
    await this.checkSecondFactor(found, username, request);
    const account = await this.credentials.account(found.id);
    const actor = account && actorOf(account, null, request.kind === 'cookie' ? 'console' : 'api');
    if (!actor) throw await this.refuse(found.id);
    await this.limits.forget(username, request.address);
    return this.transactions.runApart(actor, async () => {
      const opened = await this.sessions.open(request.kind, request.address);
      await this.audit.changed({ action: 'session.opened', subjectType: 'account', subjectId: found.id });
      return opened;
    });
  }

  /** Accounts of the demonstration are exempt: their logins are printed on purpose. */
  private async checkSecondFactor(found: SignInRow, username: string, request: SignInRequest): Promise<void> {
    if (!found.totp_ciphertext || found.demonstration) return;
    if (!request.code) {
      await this.limits.forgive(username, request.address);
      throw new AppError('second-factor-required', 401);
    }
    const accepted = await this.secondFactor.accepts(
      found.id,
      found.totp_ciphertext,
      request.code,
      anonymousActor('sign-in'),
    );
    if (!accepted) throw await this.refuse(found.id);
  }

  private async refuse(accountId: string | undefined): Promise<AppError> {
    await this.transactions.runApart(anonymousActor('sign-in'), () =>
      this.audit.changed({ action: 'session.refused', subjectType: 'account', subjectId: accountId ?? null }),
    );
    return new AppError('sign-in-failed', 401);
  }
}
