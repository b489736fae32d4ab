import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { mintToken, tokenHash } from '../../platform/crypto';
import { type Actor, newId, Transactions } from '../../platform/database';
import { actorOf, type ActiveAccount, householdActor, secondFactorState, type SecondFactorState } from './account';
import { Credentials } from './credentials.store';

export type SessionKind = 'cookie' | 'bearer' | 'household' | 'sign-in-step';

const HOUR = 3600;
// Seconds. A console left open locks itself; a script's token lasts a working day.
const LIMITS: Record<SessionKind, { idle: number; total: number }> = {
  cookie: { idle: HOUR, total: 12 * HOUR },
  bearer: { idle: 12 * HOUR, total: 12 * HOUR },
  household: { idle: HOUR / 2, total: 2 * HOUR },
  'sign-in-step': { idle: HOUR / 12, total: HOUR / 12 },
};
export const API_KEY_MARK = 'ylk_';

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
}

/** Follows from the token, so it needs no place of its own and ends with the session. */
const csrfOf = (token: string) => createHmac('sha256', token).update('csrf').digest('base64url');

/** Cookie sessions, bearer tokens and household sessions in one table (design 8.12), on system time (8.9). */
@Injectable()
export class Sessions {
  constructor(
    private readonly transactions: Transactions,
    private readonly credentials: Credentials,
  ) {}

  /** Opens a session in the open transaction, whose actor must be its holder. */
  async open(kind: SessionKind, address: string | null, householdLinkId: string | null = null): Promise<OpenedSession> {
    const { actor, manager } = this.transactions;
    const [token, id, { idle, total }] = [mintToken(), newId(), LIMITS[kind]];
    await manager.query(
      `insert into sessions (id, token_hash, kind, account_id, household_link_id, expires_at, idle_seconds, address)
       values ($1, $2, $3, $4, $5, clock_timestamp() + make_interval(secs => $6), $7, $8)`,
      [id, tokenHash(token), kind, householdLinkId ? null : actor.userId, householdLinkId, total, idle, address],
    );
    return { token, csrf: csrfOf(token), actor: { ...actor, sessionId: id } };
  }

  /** Whose token it is; null for an unknown, ended, idle or revoked one, and for a deactivated account. */
  async resolve(token: string, kind: SessionKind): Promise<ResolvedSession | null> {
    if (kind === 'bearer' && token.startsWith(API_KEY_MARK)) return this.resolveApiKey(token);
    const row = await this.credentials.session(tokenHash(token), kind);
    if (!row) return null;
    if (row.household_id && row.district_code) {
      return { actor: householdActor(row.household_id, row.district_code, row.session_id), csrf: csrfOf(token) };
    }
    return row.account && resolved(row.account, row.session_id, kind, csrfOf(token));
  }

  /** Ends the session of a token at once; an unknown one is nothing to complain about. */
  async signOut(token: string): Promise<void> {
    await this.credentials.revokeSession(tokenHash(token));
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
    const actor = row?.account ? actorOf(row.account, null, 'api') : null;
    if (!actor || !row) return null;
    const roles = actor.roles.filter((role) => row.scopes.includes(role));
    return { actor: { ...actor, roles }, csrf: '' };
  }
}

function resolved(account: ActiveAccount, sessionId: string, kind: SessionKind, csrf: string): ResolvedSession | null {
  const actor = actorOf(account, sessionId, kind === 'cookie' ? 'console' : 'api');
  return actor && { actor, csrf, secondFactor: secondFactorState(account) };
}
