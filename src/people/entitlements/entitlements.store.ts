import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Transactions } from '../../platform/database';
import { notFound, stale } from '../../platform/errors';
import { Entitlement } from './entitlement.entity';

/** Rows of the checklist; opened through their household. */
@Injectable()
export class EntitlementsStore {
  constructor(private readonly transactions: Transactions) {}

  /** Adds lines that are not there yet; two who prepare the same list at once do not disturb each other. */
  async addMissing(lines: readonly Entitlement[]): Promise<void> {
    if (lines.length === 0) return;
    const insert = this.transactions.manager.createQueryBuilder().insert().into(Entitlement);
    await insert
      .values(lines as never)
      .orIgnore()
      .updateEntity(false)
      .execute();
  }

  /** @throws AppError 404 `entitlement-not-found` */
  async get(id: string): Promise<Entitlement> {
    const row = await this.transactions.manager.findOneBy(Entitlement, { id });
    if (!row) throw notFound('entitlement-not-found');
    return row;
  }

  ofHousehold(householdId: string): Promise<Entitlement[]> {
    return this.transactions.manager.find(Entitlement, { where: { householdId }, order: { id: 'ASC' } });
  }

  grantedOfAll(householdIds: readonly string[]): Promise<Entitlement[]> {
    return this.transactions.manager.findBy(Entitlement, { householdId: In([...householdIds]), state: 'granted' });
  }

  /** Writes only where state and version are still those that were read. @throws AppError 412 */
  async update({ id, state, version }: Entitlement, changes: Partial<Entitlement>): Promise<void> {
    const change = { ...changes, version: version + 1 };
    const result = await this.transactions.manager.update(Entitlement, { id, state, version }, change as never);
    if (result.affected !== 1) throw stale();
  }
}
