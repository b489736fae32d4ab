import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { notFound, stale } from '../../platform/errors';
import { AccountIdentity } from './account-identity.entity';
import { Conflict } from './conflict.entity';
import type { ConflictQuery } from './dto/conflict.dto';

/** Rows of the conflict list, as far as the actor may see them. */
@Injectable()
export class ConflictsStore {
  constructor(private readonly transactions: Transactions) {}

  async insert(row: Conflict): Promise<void> {
    await this.transactions.manager.insert(Conflict, row);
  }

  /** @throws AppError 404 `conflict-not-found` */
  async get(id: string): Promise<Conflict> {
    const row = await this.transactions.manager.findOneBy(Conflict, { id });
    if (!row) throw notFound('conflict-not-found');
    return row;
  }

  current(accountId: string, householdId: string): Promise<Conflict | null> {
    return this.transactions.manager.findOneBy(Conflict, { accountId, householdId, endedAt: IsNull() });
  }

  /** Newest first. */
  async list({ show, limit, after }: ConflictQuery): Promise<Page<Conflict>> {
    const rows = this.transactions.manager.createQueryBuilder(Conflict, 'c');
    if (show === 'mine') rows.andWhere('c.account_id = :userId', { userId: this.transactions.actor.userId });
    if (after) rows.andWhere('c.id < :after', { after: String(decodeCursor(after)[0]) });
    const found = await rows
      .orderBy('c.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    return pageOf(found, limit, (row) => [row.id]);
  }

  /** @throws AppError 412 when someone else was first */
  async end(row: Conflict, changes: Pick<Conflict, 'endedBy' | 'endedAt' | 'endReason'>): Promise<Conflict> {
    const { id, version } = row;
    const next = { ...changes, version: version + 1 };
    const result = await this.transactions.manager.update(Conflict, { id, version, endedAt: IsNull() }, next);
    if (result.affected !== 1) throw stale();
    return { ...row, ...next };
  }

  async insertIdentity(row: AccountIdentity): Promise<void> {
    await this.transactions.manager.query(
      `insert into account_identities (account_id, identity_ciphertext, identity_indexes, recorded_at) values ($1, $2, $3, $4)`,
      [row.accountId, row.identityCiphertext, row.identityIndexes, row.recordedAt],
    );
  }

  async hasIdentity(accountId: string): Promise<boolean> {
    const rows = await this.transactions.manager.query<object[]>(
      'select 1 from account_identities where account_id = $1',
      [accountId],
    );
    return rows.length > 0;
  }

  /** Those among the accounts who must not open the file. */
  async among(accountIds: readonly string[], householdId: string): Promise<Set<string>> {
    const rows = await this.transactions.manager.query<Array<{ id: string }>>(
      'select account_id as id from app.current_conflicts() where account_id = any ($1) and household_id = $2',
      [accountIds, householdId],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Files with which the account has a conflict. */
  async householdsOf(accountId: string): Promise<string[]> {
    const rows = await this.transactions.manager.query<Array<{ id: string }>>(
      'select household_id as id from app.current_conflicts() where account_id = $1',
      [accountId],
    );
    return rows.map(({ id }) => id);
  }
}
