import { Injectable } from '@nestjs/common';
import { mintToken, tokenHash } from '../../platform/crypto';
import { newId, Transactions } from '../../platform/database';
import { forbidden, invalid, notFound } from '../../platform/errors';
import { allows, type Permission, PERMISSIONS } from '../access';
import { Audit } from '../audit';
import { OwnPassword } from './own-password';
import { API_KEY_MARK } from './sessions.service';

export interface ApiKeyRow {
  id: string;
  name: string;
  prefix: string;
  account_id: string;
  scopes: string[];
  created_at: Date;
  expires_at: Date;
  revoked_at: Date | null;
  last_used_at: Date | null;
  /** Neither ended nor over. */
  open: boolean;
}

export interface IssueApiKey {
  name: string;
  scopes: readonly Permission[];
  days: number;
  /** The own password, once more: a console left open must not yield a key. */
  current: string;
}

/** Whoever holds a key must not reach with it what makes accounts and keys, nor what is a person's own. */
const NOT_FOR_KEYS: ReadonlySet<string> = new Set([
  'console:use',
  'accounts:write',
  'accounts:invite',
  'household-page:use',
] satisfies Permission[]);

/** What a key of somebody with these roles can be made for. */
export const possibleScopes = (roles: readonly string[]): Permission[] =>
  (Object.keys(PERMISSIONS) as Permission[]).filter(
    (permission) => !NOT_FOR_KEYS.has(permission) && allows(roles, permission),
  );

const SELECT = `select id, name, prefix, account_id, scopes, created_at, expires_at, revoked_at, last_used_at,
    revoked_at is null and expires_at > clock_timestamp() as open from api_keys`;

/** Keys of integrators: prefix to find it, hash to check it, permissions it may use, and an end (design 8.12). */
@Injectable()
export class ApiKeys {
  constructor(
    private readonly transactions: Transactions,
    private readonly ownPassword: OwnPassword,
    private readonly audit: Audit,
  ) {}

  /** Those of the actor, the newest first; ended ones too. */
  own(): Promise<ApiKeyRow[]> {
    return this.transactions.manager.query<ApiKeyRow[]>(
      `${SELECT} where account_id = (select app.user_id()) order by created_at desc, id limit 200`,
    );
  }

  /** @throws AppError 404 */
  async get(id: string): Promise<ApiKeyRow> {
    const [row] = await this.transactions.manager.query<ApiKeyRow[]>(
      `${SELECT} where id = $1 and account_id = (select app.user_id())`,
      [id],
    );
    if (!row) throw notFound();
    return row;
  }

  /**
   * A key of the actor's own account; nobody makes one for somebody else, and so acts in another's name.
   * @returns the key, shown once
   * @throws AppError 422 `password-wrong`, or `scope-not-own` for what the actor may not do, 429
   */
  async issue({ name, scopes, days, current }: IssueApiKey): Promise<{ id: string; key: string }> {
    const { userId, roles } = this.transactions.actor;
    if (!userId) throw forbidden();
    await this.ownPassword.check(userId, current);
    const possible = possibleScopes(roles);
    if (scopes.some((scope) => !possible.includes(scope))) throw invalid([{ field: 'scopes', code: 'scope-not-own' }]);
    return this.add({ name, scopes: [...new Set(scopes)], days, like: null });
  }

  /**
   * A new key with the name, scopes and end of an old one, which ends in the same moment.
   * @throws AppError 404, also for one that has ended; 422 `password-wrong`, 429
   */
  async rotate(id: string, current: string): Promise<{ id: string; key: string }> {
    const old = await this.get(id);
    await this.ownPassword.check(old.account_id, current);
    await this.revoke(id);
    return this.add({ name: old.name, scopes: old.scopes, days: 0, like: id });
  }

  /** @throws AppError 404, also for one that has ended */
  async revoke(id: string): Promise<void> {
    const [, count] = await this.transactions.manager.query<[unknown, number]>(
      `update api_keys set revoked_at = clock_timestamp()
       where id = $1 and account_id = (select app.user_id()) and revoked_at is null and expires_at > clock_timestamp()`,
      [id],
    );
    if (count === 0) throw notFound();
    await this.note('api-key.revoked', id);
  }

  /** Ends every key of an account at once. */
  async revokeAll(accountId: string): Promise<void> {
    await this.transactions.manager.query(
      'update api_keys set revoked_at = clock_timestamp() where account_id = $1 and revoked_at is null',
      [accountId],
    );
  }

  /** @param wanted `like`: the key whose end the new one has, else it lives for `days` */
  private async add(wanted: { name: string; scopes: readonly string[]; days: number; like: string | null }) {
    const [id, key] = [newId(), API_KEY_MARK + mintToken()];
    await this.transactions.manager.query(
      `insert into api_keys (id, prefix, hash, account_id, name, scopes, expires_at)
       select $1, $2, $3, app.user_id(), $4, $5, coalesce((select k.expires_at from api_keys k where k.id = $7),
         clock_timestamp() + make_interval(days => $6))`,
      [
        id,
        key.slice(0, API_KEY_MARK.length + 8),
        tokenHash(key),
        wanted.name,
        JSON.stringify(wanted.scopes),
        wanted.days,
        wanted.like,
      ],
    );
    await this.note('api-key.issued', id, wanted.scopes);
    return { id, key };
  }

  private async note(action: string, id: string, fields: readonly string[] = []): Promise<void> {
    await this.audit.changed({ action, subjectType: 'api-key', subjectId: id, fields: [...fields] });
  }
}
