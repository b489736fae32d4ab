import { Injectable } from '@nestjs/common';
import { decodeCursor, newId, type Page, pageOf, Transactions } from '../../platform/database';
import { invalid, notFound, stale } from '../../platform/errors';
import { Clock } from '../../platform/time';
import type { Post } from './account';

export interface AccountRow {
  id: string;
  username: string;
  display_name: string;
  email: string | null;
  locale: string;
  state: 'invited' | 'active' | 'deactivated';
  demonstration: boolean;
  second_factor: boolean;
  created_at: Date;
  version: number;
  posts: Post[];
}

export interface AccountFilter {
  state?: string;
  role?: string;
  organisationId?: string;
  unitId?: string;
  limit: number;
  after?: string;
}

export interface NewAccount {
  username: string;
  displayName: string;
  email: string | null;
  locale: string;
  passwordHash: string | null;
  demonstration: boolean;
  posts: Post[];
}

const SELECT = `select a.id, a.username, a.display_name, a.email, a.locale, a.state, a.demonstration,
    a.second_factor, a.created_at, a.version,
    coalesce(p.posts, '[]') as posts
  from accounts a left join lateral (
    select jsonb_agg(jsonb_build_object('role', r.role, 'organisationId', r.organisation_id, 'unitId', r.unit_id,
      'districtCode', r.district_code, 'regionPath', r.region_path) order by r.id) as posts
    from account_roles r where r.account_id = a.id and (r.valid_until is null or r.valid_until > $1)) p on true`;

/** Rows of accounts and their posts. Hashes go in, never out. */
@Injectable()
export class AccountsStore {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async list(filter: AccountFilter): Promise<Page<AccountRow>> {
    const after = filter.after ? String(decodeCursor(filter.after)[0]) : '';
    const rows = await this.query<AccountRow>(
      `${SELECT} where a.username > $2 and ($3::text is null or a.state = $3)
         and (num_nonnulls($4::text, $5::uuid, $6::uuid) = 0 or exists (select 1 from account_roles f where f.account_id = a.id
           and (f.valid_until is null or f.valid_until > $1) and ($4::text is null or f.role = $4)
           and ($5::uuid is null or f.organisation_id = $5) and ($6::uuid is null or f.unit_id = $6)))
       order by a.username limit $7`,
      [
        this.clock.now(),
        after,
        filter.state ?? null,
        filter.role ?? null,
        filter.organisationId ?? null,
        filter.unitId ?? null,
        filter.limit + 1,
      ],
    );
    return pageOf(rows, filter.limit, (row) => [row.username]);
  }

  /** @throws AppError 404 */
  async get(id: string): Promise<AccountRow> {
    const [row] = await this.query<AccountRow>(`${SELECT} where a.id = $2`, [this.clock.now(), id]);
    if (!row) throw notFound();
    return row;
  }

  async byUsername(username: string): Promise<AccountRow | null> {
    const [row] = await this.query<AccountRow>(`${SELECT} where a.username = $2`, [this.clock.now(), username]);
    return row ?? null;
  }

  /** @throws AppError 422 `username-taken` */
  async add(account: NewAccount): Promise<string> {
    const id = newId();
    const now = this.clock.now();
    await this.query(
      `insert into accounts (id, username, display_name, email, locale, password_hash, state, demonstration, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        id,
        account.username,
        account.displayName,
        account.email,
        account.locale,
        account.passwordHash,
        account.passwordHash ? 'active' : 'invited',
        account.demonstration,
        now,
      ],
    ).catch(refuseTakenName);
    for (const post of account.posts) {
      await this.query(
        `insert into account_roles (id, account_id, role, organisation_id, unit_id, district_code, region_path, valid_from)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [newId(), id, post.role, post.organisationId, post.unitId, post.districtCode, post.regionPath, now],
      );
    }
    return id;
  }

  /** @throws AppError 412 when someone else was first */
  async edit(
    id: string,
    version: number,
    change: { displayName: string; email: string | null; locale: string },
  ): Promise<void> {
    const changed = await this.change(
      'update accounts set display_name = $3, email = $4, locale = $5, version = version + 1 where id = $1 and version = $2',
      [id, version, change.displayName, change.email, change.locale],
    );
    if (!changed) throw stale();
  }

  /**
   * Locks two accounts, in one order for everybody, so that two people who end each other wait instead of both going.
   * @returns false when the first was deactivated meanwhile
   */
  async lockActive(id: string, other: string): Promise<boolean> {
    const rows = await this.query<{ id: string; state: string }>(
      'select id, state from accounts where id = any($1) order by id for update',
      [[id, other]],
    );
    return !rows.some((row) => row.id === id && row.state === 'deactivated');
  }

  /** @returns false when it was deactivated before */
  deactivate(id: string): Promise<boolean> {
    return this.change(
      `update accounts set state = 'deactivated', version = version + 1 where id = $1 and state <> 'deactivated'`,
      [id],
    );
  }

  async setPassword(id: string, passwordHash: string): Promise<void> {
    await this.change('update accounts set password_hash = $2, version = version + 1 where id = $1', [
      id,
      passwordHash,
    ]);
  }

  /** @param step of the code that proved the secret: it cannot open a session any more */
  async setSecondFactor(id: string, sealed: Buffer, step: number): Promise<void> {
    await this.change(
      'update accounts set totp_ciphertext = $2, totp_last_step = $3, version = version + 1 where id = $1',
      [id, sealed, step],
    );
  }

  /** @returns false when there was none */
  removeSecondFactor(id: string): Promise<boolean> {
    return this.change(
      'update accounts set totp_ciphertext = null, version = version + 1 where id = $1 and second_factor',
      [id],
    );
  }

  /** The actor's own hash, to check the old password of a change. */
  async ownPasswordHash(): Promise<string | null> {
    const [row] = await this.query<{ hash: string | null }>('select app.own_password_hash() as hash', []);
    return row?.hash ?? null;
  }

  async names(ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const rows = await this.query<{ id: string; display_name: string }>(
      'select id, display_name from app.account_names($1)',
      [ids],
    );
    return new Map(rows.map((row) => [row.id, row.display_name]));
  }

  private query<T>(sql: string, values: unknown[]): Promise<T[]> {
    return this.transactions.manager.query<T[]>(sql, values);
  }

  private async change(sql: string, values: unknown[]): Promise<boolean> {
    const [, count] = await this.transactions.manager.query<[unknown, number]>(sql, values);
    return count > 0;
  }
}

/** For `.catch` of statements that may meet a username in use. */
export function refuseTakenName(error: unknown): never {
  const { code, constraint } = (error as { driverError?: { code?: string; constraint?: string } }).driverError ?? {};
  if (code === '23505' && constraint === 'accounts_username_key')
    throw invalid([{ field: 'username', code: 'username-taken' }]);
  throw error;
}
