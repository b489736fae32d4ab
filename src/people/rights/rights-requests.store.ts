import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { notFound, stale } from '../../platform/errors';
import type { RightsQuery } from './dto/rights-request.dto';
import { RightsRequest } from './rights-request.entity';

const open: Array<RightsRequest['state']> = ['received', 'in-work'];

/** Rows of requests: staff reach those of their region, a household its own. */
@Injectable()
export class RightsRequestsStore {
  constructor(private readonly transactions: Transactions) {}

  async insert(row: RightsRequest): Promise<void> {
    await this.transactions.manager.insert(RightsRequest, row);
  }

  /** @throws AppError 404 `rights-request-not-found` */
  async get(id: string): Promise<RightsRequest> {
    const row = await this.transactions.manager.findOneBy(RightsRequest, { id });
    if (!row) throw notFound('rights-request-not-found');
    return row;
  }

  /** Newest first. */
  ofHousehold(householdId: string): Promise<RightsRequest[]> {
    return this.transactions.manager.find(RightsRequest, {
      where: { householdId },
      order: { receivedAt: 'DESC', id: 'DESC' },
    });
  }

  openDeletion(householdId: string): Promise<RightsRequest | null> {
    return this.transactions.manager.findOneBy(RightsRequest, { householdId, kind: 'delete', state: In(open) });
  }

  /** What is due first. */
  async list(query: RightsQuery, now: Date): Promise<Page<RightsRequest>> {
    const rows = this.transactions.manager.createQueryBuilder(RightsRequest, 'r');
    if (query.state) rows.andWhere('r.state = :state', { state: query.state });
    if (query.kind) rows.andWhere('r.kind = :kind', { kind: query.kind });
    if (query.household) rows.andWhere('r.household_id = :household', { household: query.household });
    if (query.open || query.late) rows.andWhere('r.state in (:...open)', { open });
    if (query.late) rows.andWhere('r.due_at < :now', { now });
    if (query.after) {
      const [dueAt, id] = decodeCursor(query.after);
      rows.andWhere('(r.due_at, r.id) > (:dueAt::timestamptz, :id::uuid)', { dueAt, id });
    }
    const found = await rows
      .orderBy('r.due_at')
      .addOrderBy('r.id')
      .limit(query.limit + 1)
      .getMany();
    return pageOf(found, query.limit, (row) => [row.dueAt.toISOString(), row.id]);
  }

  /** How many wait, and how many of them are past their day. */
  async counts(now: Date): Promise<{ open: number; late: number }> {
    const [row] = await this.transactions.manager.query<Array<{ open: string; late: string }>>(
      `select count(*) as open, count(*) filter (where due_at < $1) as late from rights_requests
        where state in ('received', 'in-work')`,
      [now],
    );
    return { open: Number(row?.open ?? 0), late: Number(row?.late ?? 0) };
  }

  /** @throws AppError 412 when someone else was first */
  async update(row: RightsRequest, changes: Partial<RightsRequest>): Promise<RightsRequest> {
    const { id, version, state } = row;
    const next = { ...changes, version: version + 1 };
    const result = await this.transactions.manager.update(RightsRequest, { id, version, state }, next);
    if (result.affected !== 1) throw stale();
    return { ...row, ...next };
  }
}
