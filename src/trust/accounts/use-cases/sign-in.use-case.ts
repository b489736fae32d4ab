import { Injectable } from '@nestjs/common';
import { type Actor, anonymousActor, Transactions } from '../../../platform/database';
import { AppError } from '../../../platform/errors';
import { Audit } from '../../audit';
import { actorOf, normaliseUsername, secondFactorState, type SecondFactorState } from '../account';
import { Credentials } from '../credentials.store';
import { passwordMatches } from '../passwords';
import { RateLimits } from '../rate-limits';
import { SecondFactor } from '../second-factor';
import { type OpenedSession, Sessions } from '../sessions.service';

type SignInKind = 'cookie' | 'bearer';

/** Somebody whose password was right, and the language of the account. */
interface Holder {
  holder: Actor;
  locale: string;
}

const purposeOf = (kind: SignInKind) => (kind === 'cookie' ? 'console' : 'api');

export interface SignInRequest {
  username: string;
  password: string;
  /** Six digits of the authenticator or a recovery code, where the account has a second factor. */
  code?: string;
  /** Network address, for limits and the record. */
  address: string;
  kind: SignInKind;
}

/** An open session, whether it first has to set up a second factor, and the language of its account. */
export type SignedIn = OpenedSession & { secondFactor: SecondFactorState; locale: string };

/**
 * Opens a session for name, password and code. Every failure looks the same from outside, so that usernames cannot be
 * tried out; it is counted and recorded (C2, ASVS 6.3). Opens its own transactions: a failed attempt must stay counted.
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

  /** All at once, for the API. @throws AppError 401 `sign-in-failed` or `second-factor-required`, 429 */
  async execute(request: SignInRequest): Promise<SignedIn> {
    const answer = await this.password(request);
    if (!('holder' in answer)) return answer;
    if (!request.code) throw new AppError('second-factor-required', 401);
    return this.code(answer, request.code, request);
  }

  /**
   * The first of two pages: a session where the password is enough, else a token for the second page, good for five
   * minutes, so that nobody has to type the password twice.
   * @throws AppError 401 `sign-in-failed`, 429
   */
  async begin(request: SignInRequest): Promise<SignedIn | { step: string }> {
    const answer = await this.password(request);
    if (!('holder' in answer)) return answer;
    const opened = await this.transactions.runApart(answer.holder, () =>
      this.sessions.open('sign-in-step', request.address),
    );
    return { step: opened.token };
  }

  /** The second page. @throws AppError 401 `sign-in-failed` or `sign-in-step-ended`, 429 */
  async finish(step: string, code: string, where: Pick<SignInRequest, 'address' | 'kind'>): Promise<SignedIn> {
    await this.limits.attemptFrom(where.address);
    const found = await this.sessions.resolve(step, 'sign-in-step');
    if (!found) throw new AppError('sign-in-step-ended', 401);
    const holder = { holder: found.actor, locale: found.locale ?? '' };
    const signedIn = await this.code(holder, code, where);
    await this.sessions.signOut(step);
    await this.limits.forgiveFrom(where.address);
    return signedIn;
  }

  /** Checks name and password; the holder comes back without a session where a code has to follow. */
  private async password(request: SignInRequest): Promise<SignedIn | Holder> {
    const username = normaliseUsername(request.username);
    const counted = await this.limits.attempt(username, request.address);
    const found = await this.credentials.signIn(username);
    if (!(await passwordMatches(found?.password_hash, request.password)) || !found) {
      throw await this.refuse(found?.id, 'password');
    }
    const account = await this.credentials.account(found.id);
    const holder = account && this.sessions.mayEnter(account) ? actorOf(account, null, purposeOf(request.kind)) : null;
    if (!account || !holder) throw await this.refuse(found.id, 'post');
    const state = secondFactorState(account);
    if (state === 'set') {
      // No guess so far; the codes are counted at a door of their own.
      await this.limits.forgive(counted);
      return { holder, locale: account.locale };
    }
    await this.limits.forget(username, request.address, counted);
    return this.open({ holder, locale: account.locale }, request, state, 'password');
  }

  private async code(found: Holder, code: string, where: Pick<SignInRequest, 'address' | 'kind'>): Promise<SignedIn> {
    const accountId = found.holder.userId ?? '';
    const accepted = await this.secondFactor.accepts(accountId, code);
    if (!accepted) throw await this.refuse(accountId, 'second-factor');
    return this.open(found, where, 'set', accepted);
  }

  private open(
    { holder, locale }: Holder,
    { kind, address }: Pick<SignInRequest, 'address' | 'kind'>,
    secondFactor: SecondFactorState,
    by: string,
  ): Promise<SignedIn> {
    const actor = { ...holder, purpose: purposeOf(kind) };
    return this.transactions.runApart(actor, async () => {
      const opened = await this.sessions.open(kind, address);
      const subject = { subjectType: 'account', subjectId: actor.userId };
      await this.audit.changed({ action: 'session.opened', ...subject, fields: [by] });
      return { ...opened, secondFactor, locale };
    });
  }

  private async refuse(accountId: string | undefined, at: string): Promise<AppError> {
    await this.transactions.runApart(anonymousActor('sign-in'), () =>
      this.audit.changed({
        action: 'session.refused',
        subjectType: 'account',
        subjectId: accountId ?? null,
        fields: [at],
      }),
    );
    return new AppError('sign-in-failed', 401);
  }
}
