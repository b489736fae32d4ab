import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { conflict, notFound, stale } from '../../platform/errors';
import { Allocation } from './allocation.entity';
import { workingStates } from './allocation.lifecycle';
import type { AllocationQuery } from './dto/allocation.dto';

const RUNNING_KEY = 'allocations_running_key';

/** Rows of allocations, for the centre and the civil-affairs office of their district. */
@Injectable()
export class AllocationsStore {
  constructor(private readonly transactions: Transactions) {}

  /** @throws AppError 409 `allocation-running` when another one began at the same moment */
  async insert(row: Allocation): Promise<void> {
    await this.transactions.manager.insert(Allocation, row as never).catch(refuseSecond);
  }

  /** @throws AppError 404 `allocation-not-found` */
  async get(id: string): Promise<Allocation> {
    const row = await this.transactions.manager.findOneBy(Allocation, { id });
    if (!row) throw notFound('allocation-not-found');
    return row;
  }

  /** Held until the transaction ends. @throws AppError 404 `allocation-not-found` */
  async hold(id: string): Promise<Allocation> {
    const lock = { mode: 'pessimistic_write' } as const;
    const row = await this.transactions.manager.findOne(Allocation, { where: { id }, lock });
    if (!row) throw notFound('allocation-not-found');
    return row;
  }

  /** Newest first. */
  async list({ state, limit, after }: AllocationQuery): Promise<Page<Allocation>> {
    const rows = this.transactions.manager.createQueryBuilder(Allocation, 'a').where('true');
    if (state) rows.andWhere('a.state = :state', { state });
    if (after) {
      const [orderedAt, id] = decodeCursor(after);
      rows.andWhere('(a.ordered_at, a.id) < (:orderedAt::timestamptz, :id::uuid)', { orderedAt, id });
    }
    const found = await rows
      .orderBy('a.ordered_at', 'DESC')
      .addOrderBy('a.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    return pageOf(found, limit, (row) => [row.orderedAt.toISOString(), row.id]);
  }

  /** The one of a district that a job works on; null when there is none. */
  working(districtCode: string): Promise<Allocation | null> {
    return this.transactions.manager.findOneBy(Allocation, { districtCode, state: In([...workingStates]) });
  }

  /** Others of the district with a result nobody has begun to publish, that give places of the same offerings. */
  rivals({ id, districtCode }: Allocation): Promise<Allocation[]> {
    return this.transactions.manager
      .createQueryBuilder(Allocation, 'a')
      .where('a.id <> :id and a.district_code = :districtCode', { id, districtCode })
      .andWhere('a.state in (:...states)', { states: ['solved', 'under-review'] })
      .andWhere(`coalesce((a.counts ->> 'drafted')::integer, 0) = 0`)
      .andWhere(
        `exists (select 1 from allocation_offerings o join allocation_offerings own on own.offering_id = o.offering_id
          where o.allocation_id = a.id and own.allocation_id = :id)`,
      )
      .orderBy('a.ordered_at', 'ASC')
      .addOrderBy('a.id', 'ASC')
      .getMany();
  }

  /**
   * Writes only where state and version are still those that were read.
   * @throws AppError 412; 409 `allocation-running` when the district has another one at work
   */
  async update({ id, state, version }: Allocation, changes: Partial<Allocation>): Promise<Allocation> {
    const change = { ...changes, version: version + 1 };
    const done = this.transactions.manager.update(Allocation, { id, state, version }, change as never);
    const result = await done.catch(refuseSecond);
    if (result.affected !== 1) throw stale();
    return this.get(id);
  }

  /** How far the job is: no version of its own, so that nobody's act is stale by it. */
  async progress(id: string, step: string, percent: number): Promise<void> {
    await this.transactions.manager.update(Allocation, { id, state: In([...workingStates]) }, { step, percent });
  }
}

const refuseSecond = (error: unknown): never => {
  throw (error as { constraint?: string }).constraint === RUNNING_KEY ? conflict('allocation-running') : error;
};
