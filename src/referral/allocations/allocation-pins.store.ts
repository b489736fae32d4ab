import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { conflict, notFound } from '../../platform/errors';
import { AllocationPin } from './allocation-pin.entity';
import type { AllocationPartQuery } from './dto/allocation.dto';

const UNIQUE_VIOLATION = '23505';

/** Choices of people in allocations, as far as the actor may see the needs. */
@Injectable()
export class AllocationPinsStore {
  constructor(private readonly transactions: Transactions) {}

  /** @throws AppError 409 `allocation-pin-there` when somebody has made it meanwhile */
  async insert(pin: AllocationPin): Promise<void> {
    await this.transactions.manager.insert(AllocationPin, pin).catch((error: unknown) => {
      throw (error as { code?: string }).code === UNIQUE_VIOLATION ? conflict('allocation-pin-there') : error;
    });
  }

  /** Those that stand. */
  standing(allocationId: string): Promise<AllocationPin[]> {
    return this.transactions.manager.find(AllocationPin, {
      where: { allocationId, removedAt: IsNull() },
      order: { id: 'ASC' },
    });
  }

  /** Those that stand against their line as it is now: made since the last round, which would have kept them. */
  async unsolved(allocationId: string): Promise<number> {
    const [row] = await this.transactions.manager.query<Array<{ pins: number }>>(
      `select count(*)::integer as pins from allocation_pins p
        join allocation_needs n on n.allocation_id = p.allocation_id and n.need_id = p.need_id
        where p.allocation_id = $1 and p.removed_at is null and n.outcome is not null
          and (p.kind = 'forbid') = (n.offering_id is not distinct from p.offering_id)`,
      [allocationId],
    );
    return row!.pins;
  }

  /** @throws AppError 404 `allocation-pin-not-found` */
  async get(allocationId: string, id: string): Promise<AllocationPin> {
    const pin = await this.transactions.manager.findOneBy(AllocationPin, { id, allocationId });
    if (!pin) throw notFound('allocation-pin-not-found');
    return pin;
  }

  /** Newest first, those that were taken back too. */
  async list(allocationId: string, { limit, after }: AllocationPartQuery): Promise<Page<AllocationPin>> {
    const rows = this.transactions.manager
      .createQueryBuilder(AllocationPin, 'p')
      .where('p.allocation_id = :allocationId', { allocationId });
    if (after) {
      const [madeAt, id] = decodeCursor(after);
      rows.andWhere('(p.made_at, p.id) < (:madeAt::timestamptz, :id::uuid)', { madeAt, id });
    }
    const found = await rows
      .orderBy('p.made_at', 'DESC')
      .addOrderBy('p.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    return pageOf(found, limit, (row) => [row.madeAt.toISOString(), row.id]);
  }

  /** @returns whether it stood */
  async remove(id: string, removedBy: string, removedAt: Date): Promise<boolean> {
    const { manager } = this.transactions;
    const result = await manager.update(AllocationPin, { id, removedAt: IsNull() }, { removedBy, removedAt });
    return result.affected === 1;
  }
}
