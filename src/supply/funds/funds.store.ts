import { Injectable } from '@nestjs/common';
import { decodeCursor, newId, type Page, pageOf, Transactions } from '../../platform/database';
import { conflict, notFound, stale } from '../../platform/errors';
import { Clock } from '../../platform/time';
import { Fund } from './fund.entity';
import { FundEntry } from './fund-entry.entity';

/** Rows of funds and their ledger: balance and entry change in one transaction, on a locked row. */
@Injectable()
export class FundsStore {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async insert(fund: Fund): Promise<void> {
    await this.repository.insert(fund);
  }

  find(id: string): Promise<Fund | null> {
    return this.repository.findOneBy({ id });
  }

  async get(id: string): Promise<Fund> {
    const fund = await this.find(id);
    if (!fund) throw notFound('fund-not-found');
    return fund;
  }

  /** The row as it is now, kept for this transaction. */
  async lock(id: string): Promise<Fund> {
    const fund = await this.repository.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!fund) throw notFound('fund-not-found');
    return fund;
  }

  /** @throws AppError 412 when `version` is not the newest */
  async update(id: string, version: number, changes: Partial<Fund>): Promise<void> {
    const result = await this.repository.update({ id, version }, { ...changes, version: version + 1 });
    if (result.affected !== 1) throw stale();
  }

  /** Changes the money of a locked fund and writes the entry. @throws AppError 409 `fund-overdrawn` */
  async book(
    fund: Fund,
    by: { balanceFen?: number; reservedFen?: number },
    entry: Pick<FundEntry, 'kind' | 'amountFen'> & Partial<FundEntry>,
  ): Promise<void> {
    const balanceFen = fund.balanceFen + (by.balanceFen ?? 0);
    const reservedFen = fund.reservedFen + (by.reservedFen ?? 0);
    if (balanceFen < 0 || reservedFen < 0 || reservedFen > balanceFen) throw conflict('fund-overdrawn');
    await this.update(fund.id, fund.version, { balanceFen, reservedFen });
    await this.transactions.manager.insert(FundEntry, {
      requestId: null,
      note: null,
      ...entry,
      id: newId(),
      fundId: fund.id,
      enteredBy: this.transactions.actor.userId,
      enteredAt: this.clock.now(),
    });
  }

  /** The newest 100. */
  entries(fundId: string): Promise<FundEntry[]> {
    const order = { enteredAt: 'DESC', id: 'DESC' } as const;
    return this.transactions.manager.find(FundEntry, { where: { fundId }, order, take: 100 });
  }

  /** By name. */
  async list(filter: { state?: Fund['state']; limit: number; after?: string }): Promise<Page<Fund>> {
    const query = this.repository.createQueryBuilder('f').where('true');
    if (filter.state) query.andWhere('f.state = :state', { state: filter.state });
    if (filter.after) {
      const [name, id] = decodeCursor(filter.after);
      query.andWhere('(f.name, f.id) > (:name, :id::uuid)', { name, id });
    }
    query
      .orderBy('f.name')
      .addOrderBy('f.id')
      .limit(filter.limit + 1);
    return pageOf(await query.getMany(), filter.limit, (row) => [row.name, row.id]);
  }

  private get repository() {
    return this.transactions.manager.getRepository(Fund);
  }
}
