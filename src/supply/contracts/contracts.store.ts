import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { invalid, notFound, stale } from '../../platform/errors';
import { ContractBalance } from './contract-balance.entity';
import { Contract } from './contract.entity';

export interface ContractFilter {
  providerId?: string;
  state?: Contract['state'];
  /** Only signed ones of which `WARN_FROM_PERCENT` is used. */
  nearlySpent?: boolean;
  limit: number;
  after?: string;
}

/** From this share of units or money on, in percent, whoever signs is warned. */
export const WARN_FROM_PERCENT = 80;

/** @throws AppError 422 `contract-number-taken` */
function refuseTakenNumber(error: unknown): never {
  const { code, constraint } = error as { code?: string; constraint?: string };
  if (code === '23505' && constraint === 'contracts_district_code_number_key') {
    throw invalid([{ field: 'number', code: 'contract-number-taken' }]);
  }
  throw error;
}

/** Rows of contracts. What an actor cannot reach is not there (404). */
@Injectable()
export class ContractsStore {
  constructor(private readonly transactions: Transactions) {}

  /** @throws AppError 422 `contract-number-taken` */
  async insert(contract: Contract): Promise<void> {
    await this.repository.insert(contract).catch(refuseTakenNumber);
  }

  find(id: string): Promise<Contract | null> {
    return this.repository.findOneBy({ id });
  }

  async get(id: string): Promise<Contract> {
    const contract = await this.find(id);
    if (!contract) throw notFound('contract-not-found');
    return contract;
  }

  /** The row as it is now, kept for this transaction. */
  async lock(id: string): Promise<Contract> {
    const contract = await this.repository.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!contract) throw notFound('contract-not-found');
    return contract;
  }

  /** @throws AppError 412 when `version` is not the newest, 422 `contract-number-taken` */
  async update(id: string, version: number, changes: Partial<Contract>): Promise<void> {
    const result = await this.repository
      .update({ id, version }, { ...changes, version: version + 1 })
      .catch(refuseTakenNumber);
    if (result.affected !== 1) throw stale();
  }

  /** Newest first. */
  async list(filter: ContractFilter): Promise<Page<Contract>> {
    const query = this.repository.createQueryBuilder('c').where('true');
    if (filter.providerId) query.andWhere('c.provider_id = :provider', { provider: filter.providerId });
    if (filter.state) query.andWhere('c.state = :state', { state: filter.state });
    if (filter.nearlySpent) this.nearlySpent(query);
    if (filter.after) {
      const [createdAt, id] = decodeCursor(filter.after);
      query.andWhere('(c.created_at, c.id) < (:createdAt::timestamptz, :id::uuid)', { createdAt, id });
    }
    query
      .orderBy('c.created_at', 'DESC')
      .addOrderBy('c.id', 'DESC')
      .limit(filter.limit + 1);
    return pageOf(await query.getMany(), filter.limit, (row) => [row.createdAt.toISOString(), row.id]);
  }

  /** Those of them that pay for a restricted service (R46, B30–B32). */
  async payingRestricted(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.transactions.manager.query<Array<{ id: string }>>(
      `select distinct o.contract_id as id from offerings o, unnest(o.extra_codes || o.code) one
        where o.contract_id = any($1::uuid[]) and app.restricted_code(one)`,
      [ids],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Signed ones that are nearly spent. */
  countNearlySpent(): Promise<number> {
    return this.nearlySpent(this.repository.createQueryBuilder('c').where('true')).getCount();
  }

  private nearlySpent(query: SelectQueryBuilder<Contract>): SelectQueryBuilder<Contract> {
    return query
      .innerJoin(ContractBalance, 'b', 'b.contract_id = c.id')
      .andWhere(`c.state = 'signed'`)
      .andWhere(
        `(100 * (b.committed_units + b.spent_units)::bigint >= :percent * b.opened_units::bigint
          or (b.opened_fen > 0 and 100 * (b.committed_fen + b.spent_fen) >= :percent * b.opened_fen))`,
        { percent: WARN_FROM_PERCENT },
      );
  }

  private get repository() {
    return this.transactions.manager.getRepository(Contract);
  }
}
