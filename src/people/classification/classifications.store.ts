import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { notFound, stale } from '../../platform/errors';
import { Classification } from './classification.entity';
import type { ClassificationQuery } from './dto/classification.dto';

/** Rows of proposals and decisions; opened through their household. */
@Injectable()
export class ClassificationsStore {
  constructor(private readonly transactions: Transactions) {}

  async insert(classification: Classification): Promise<void> {
    await this.transactions.manager.insert(Classification, classification as never);
  }

  /** @throws AppError 404 `classification-not-found` */
  async get(id: string): Promise<Classification> {
    const row = await this.transactions.manager.findOneBy(Classification, { id });
    if (!row) throw notFound('classification-not-found');
    return row;
  }

  /** Newest first. */
  ofHousehold(householdId: string): Promise<Classification[]> {
    return this.transactions.manager.find(Classification, {
      where: { householdId },
      order: { proposedAt: 'DESC', id: 'DESC' },
    });
  }

  inState(householdId: string, state: Classification['state']): Promise<Classification[]> {
    return this.transactions.manager.findBy(Classification, { householdId, state });
  }

  /** The decision in force; held until the transaction ends, so that two do not look at it again at once. */
  holdConfirmed(householdId: string): Promise<Classification | null> {
    const where = { householdId, state: 'confirmed' as const };
    return this.transactions.manager.findOne(Classification, { where, lock: { mode: 'pessimistic_write' } });
  }

  /** Those that wait for a decision, the longest waiting first. */
  async waiting({ state, limit, after }: ClassificationQuery): Promise<Page<Classification>> {
    const rows = this.inLiveFiles(state);
    if (after) {
      const [proposedAt, id] = decodeCursor(after);
      rows.andWhere('(c.proposed_at, c.id) > (:proposedAt::timestamptz, :id::uuid)', { proposedAt, id });
    }
    const found = await rows
      .orderBy('c.proposed_at', 'ASC')
      .addOrderBy('c.id', 'ASC')
      .limit(limit + 1)
      .getMany();
    return pageOf(found, limit, (row) => [row.proposedAt.toISOString(), row.id]);
  }

  countWaiting(): Promise<number> {
    return this.inLiveFiles('proposed').getCount();
  }

  /** A file that has joined another waits for nobody (R99). */
  private inLiveFiles(state: Classification['state']): SelectQueryBuilder<Classification> {
    const live = `exists (select 1 from households h where h.id = c.household_id and h.state = 'active')`;
    const rows = this.transactions.manager.createQueryBuilder(Classification, 'c');
    return rows.where(`c.state = :state and ${live}`, { state });
  }

  /** Writes only where state and version are still those that were read. @throws AppError 412 */
  async update({ id, state, version }: Classification, changes: Partial<Classification>): Promise<void> {
    const change = { ...changes, version: version + 1 };
    const result = await this.transactions.manager.update(Classification, { id, state, version }, change as never);
    if (result.affected !== 1) throw stale();
  }
}
