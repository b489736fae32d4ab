import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config';
import { mintToken, tokenHash } from '../../platform/crypto';
import { type Actor, newId, Transactions } from '../../platform/database';
import { notFound } from '../../platform/errors';
import { requestContext } from '../../platform/http';
import { actorOf, type ActiveAccount, householdActor, secondFactorState, type SecondFactorState } from './account';
import { Credentials } from './credentials.store';
import { PasswordRules } from './password-rules';
import { sessionLimit, type SessionKind } from './session-limits';

export type { SessionKind } from './session-limits';
export const API_KEY_MARK = 'ylk_';
const MINUTE = 60;

export interface OpenedSession {
  /** Shown once; only its hash is kept. */
  token: string;
  csrf: string;
  actor: Actor;
}

/** Whose a token is, and what else a request has to know of its account. */
export interface ResolvedSession {
  actor: Actor;
  csrf: string;
  /** Undefined for households and for keys, which are no persons. */
  secondFactor?: SecondFactorState;
  /** Language of the account. */
  locale?: string;
  /** The password has to be changed first (profile of level 3). */
  passwordTooOld?: boolean;
  /** Permissions of a key; undefined: all of the roles. */
  scopes?: readonly string[];
  /** When the session ends: without another request, and in any case. */
  ends?: { idle: Date; total: Date };
}

/** One open session, as its owner sees it. */
export interface SessionEntry {
  id: string;
  kind: 'cookie' | 'bearer';
  device: string | null;
  address: string | null;
  created_at: Date;
  last_seen_at: Date;
  ends_at: Date;
}

/** Follows from the token, so it needs no place of its own and ends with the session. */
const csrfOf = (token: string) => createHmac('sha256', token).update('csrf').digest('base64url');

/** Cookie sessions, bearer tokens and household sessions in one table (design 8.12), on system time (8.9). */
@Injectable()
export class Sessions {
  constructor(
    private readonly transactions: Transactions,
    private readonly credentials: Credentials,
    private readonly passwordRules: PasswordRules,
    private readonly config: Config,
  ) {}

  /** Opens a session in the open transaction, whose actor must be its holder. */
  async open(kind: SessionKind, address: string | null, householdLinkId: string | null = null): Promise<OpenedSession> {
    const { actor, manager } = this.transactions;
    const [token, id, { idle, total }] = [mintToken(), newId(), sessionLimit(kind, actor.roles)];
    await manager.query(
      `insert into sessions (id, token_hash, kind, account_id, household_link_id, expires_at, idle_seconds, address, device)
       values ($1, $2, $3, $4, $5, clock_timestamp() + make_interval(secs => $6), $7, $8, $9)`,
      [
        id,
        tokenHash(token),
        kind,
        householdLinkId ? null : actor.userId,
        householdLinkId,
        total * MINUTE,
        idle * MINUTE,
        address,
        householdLinkId ? null : (requestContext.getStore()?.device ?? null),
      ],
    );
    return { token, csrf: csrfOf(token), actor: { ...actor, sessionId: id } };
  }

  /** Whose token it is; null for an unknown, ended, idle or revoked one, and for a deactivated account. */
  async resolve(token: string, kind: SessionKind): Promise<ResolvedSession | null> {
    if (kind === 'bearer' && token.startsWith(API_KEY_MARK)) return this.resolveApiKey(token);
    const row = await this.credentials.session(tokenHash(token), kind);
    if (!row) return null;
    const ends = { idle: row.idle_at, total: row.ends_at };
    const csrf = csrfOf(token);
    if (row.household_id && row.district_code) {
      return { actor: householdActor(row.household_id, row.district_code, row.session_id), csrf, ends };
    }
    if (!row.account || !this.mayEnter(row.account)) return null;
    const actor = actorOf(row.account, row.session_id, kind === 'cookie' ? 'console' : 'api');
    if (!actor) return null;
    const { locale, passwordAgeDays } = row.account;
    const passwordTooOld = this.passwordRules.tooOld(passwordAgeDays);
    return { actor, csrf, ends, locale, secondFactor: secondFactorState(row.account), passwordTooOld };
  }

  /**
   * Accounts of the demonstration have printed passwords: outside it they open nothing, also on a database that it was
   * loaded into once (C2: no default accounts).
   */
  mayEnter(account: Pick<ActiveAccount, 'demonstration'>): boolean {
    return this.config.demo || !account.demonstration;
  }

  /** Ends the session of a token at once; an unknown one is nothing to complain about. */
  async signOut(token: string): Promise<void> {
    await this.credentials.revokeSession(tokenHash(token));
  }

  /**
   * The actor's cookie session goes on under a new token, and every other session of the account ends: what was opened
   * before a password or a second factor was set must not gain by it (ASVS 5.0 7.2.4). In the open transaction.
   */
  async renew(address: string | null): Promise<OpenedSession> {
    const opened = await this.open('cookie', address);
    await this.endAll(opened.actor.userId ?? '', opened.actor.sessionId);
    return opened;
  }

  /** The actor's own open sessions, the newest first. */
  async own(): Promise<SessionEntry[]> {
    return this.transactions.manager.query<SessionEntry[]>(
      `select id, kind, device, address, created_at, last_seen_at,
         least(expires_at, last_seen_at + make_interval(secs => idle_seconds)) as ends_at
       from sessions where account_id = (select app.user_id()) and kind in ('cookie', 'bearer') and revoked_at is null
         and expires_at > clock_timestamp() and last_seen_at + make_interval(secs => idle_seconds) > clock_timestamp()
       order by created_at desc, id limit 200`,
    );
  }

  /** Ends one of the actor's own sessions. @throws AppError 404 */
  async endOwn(sessionId: string): Promise<void> {
    const [, count] = await this.transactions.manager.query<[unknown, number]>(
      `update sessions set revoked_at = clock_timestamp()
       where id = $1 and account_id = (select app.user_id()) and revoked_at is null`,
      [sessionId],
    );
    if (count === 0) throw notFound();
  }

  /** Ends all sessions of an account at once, except one; in the open transaction. */
  async endAll(accountId: string, exceptSessionId: string | null = null): Promise<void> {
    await this.transactions.manager.query(
      `update sessions set revoked_at = clock_timestamp()
       where account_id = $1 and revoked_at is null and id is distinct from $2`,
      [accountId, exceptSessionId],
    );
  }

  /** Ends one session of the actor; in the open transaction. */
  async end(sessionId: string): Promise<void> {
    await this.transactions.manager.query(
      'update sessions set revoked_at = clock_timestamp() where id = $1 and revoked_at is null',
      [sessionId],
    );
  }

  private async resolveApiKey(token: string): Promise<ResolvedSession | null> {
    const prefix = token.slice(0, API_KEY_MARK.length + 8);
    const row = await this.credentials.apiKey(prefix, tokenHash(token));
    const actor = row?.account && this.mayEnter(row.account) ? actorOf(row.account, null, 'api') : null;
    return actor && row ? { actor, csrf: '', scopes: row.scopes } : null;
  }
}
