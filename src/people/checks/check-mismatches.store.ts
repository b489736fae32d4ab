import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { notFound, stale } from '../../platform/errors';
import { CheckMismatch } from './check-mismatch.entity';
import type { MismatchQuery } from './dto/check.dto';

const WAITING = ['open', 'disputed'];

/** What is to be clarified; opened through its household. */
@Injectable()
export class CheckMismatchesStore {
  constructor(private readonly transactions: Transactions) {}

  /** A second one of the same request and item changes nothing. */
  async add(rows: readonly CheckMismatch[]): Promise<void> {
    if (rows.length === 0) return;
    await this.transactions.manager
      .createQueryBuilder()
      .insert()
      .into(CheckMismatch)
      .values([...rows])
      .orIgnore()
      .updateEntity(false)
      .execute();
  }

  /** @throws AppError 404 `check-mismatch-not-found` */
  async get(id: string): Promise<CheckMismatch> {
    const row = await this.transactions.manager.findOneBy(CheckMismatch, { id });
    if (!row) throw notFound('check-mismatch-not-found');
    return row;
  }

  /** Of one item of a request; null where there is nothing to clarify. */
  ofItem(requestId: string, item: string): Promise<CheckMismatch | null> {
    return this.transactions.manager.findOneBy(CheckMismatch, { requestId, item });
  }

  ofRequest(requestId: string): Promise<CheckMismatch[]> {
    return this.transactions.manager.find(CheckMismatch, { where: { requestId }, order: { id: 'ASC' } });
  }

  /** The longest waiting first. */
  async list(query: MismatchQuery, now: Date): Promise<Page<CheckMismatch>> {
    const rows = this.filtered(query, now);
    if (query.after !== undefined) {
      const [at, id] = decodeCursor(query.after);
      rows.andWhere('(m.openedAt, m.id) > (:at::timestamptz, :id::uuid)', { at, id });
    }
    const found = await rows
      .orderBy('m.openedAt')
      .addOrderBy('m.id')
      .limit(query.limit + 1)
      .getMany();
    return pageOf(found, query.limit, (row) => [row.openedAt.toISOString(), row.id]);
  }

  /** How many wait in the households whose case the actor leads, and how many disputes are late. */
  async counts(now: Date): Promise<{ mine: number; late: number }> {
    const query = { limit: 1, waiting: true };
    const mine = await this.filtered({ ...query, mine: true }, now).getCount();
    return { mine, late: await this.filtered({ ...query, late: true }, now).getCount() };
  }

  /** Writes only where state and version are still those that were read. @throws AppError 412 */
  async update({ id, state, version }: CheckMismatch, changes: Partial<CheckMismatch>): Promise<void> {
    const change = { ...changes, version: version + 1 };
    const result = await this.transactions.manager.update(CheckMismatch, { id, state, version }, change);
    if (result.affected !== 1) throw stale();
  }

  private filtered(query: MismatchQuery, now: Date): SelectQueryBuilder<CheckMismatch> {
    const { state, waiting, late, mine, contested, householdId } = query;
    const rows = this.transactions.manager.createQueryBuilder(CheckMismatch, 'm').where('true');
    if (state) rows.andWhere('m.state = :state', { state });
    if (waiting) rows.andWhere('m.state in (:...waiting)', { waiting: WAITING });
    if (late) rows.andWhere(`m.state = 'disputed' and m.dueAt < :now`, { now });
    if (contested) rows.andWhere('m.saidAt is not null');
    if (householdId) rows.andWhere('m.householdId = :householdId', { householdId });
    // Read here and not asked of the room `cases`, which stands above this one.
    if (mine)
      rows.andWhere(
        `exists (select 1 from cases c where c.household_id = m.household_id and c.lead_worker_id = :me
           and c.state not in ('closed', 'follow-up', 'archived'))`,
        { me: this.transactions.actor.userId },
      );
    return rows;
  }
}
