import { Injectable } from '@nestjs/common';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { AllocationOffering } from './allocation-offering.entity';
import type { AllocationPartQuery } from './dto/allocation.dto';

const CHUNK = 1000;

/** What offerings give in allocations. */
@Injectable()
export class AllocationOfferingsStore {
  constructor(private readonly transactions: Transactions) {}

  /** In place of what was there. */
  async keep(allocationId: string, rows: readonly AllocationOffering[]): Promise<void> {
    await this.transactions.manager.delete(AllocationOffering, { allocationId });
    for (let from = 0; from < rows.length; from += CHUNK)
      await this.transactions.manager.insert(AllocationOffering, rows.slice(from, from + CHUNK));
  }

  /** In the order of their places. */
  async list(allocationId: string, { limit, after }: AllocationPartQuery): Promise<Page<AllocationOffering>> {
    const rows = this.transactions.manager
      .createQueryBuilder(AllocationOffering, 'o')
      .where('o.allocation_id = :allocationId', { allocationId });
    if (after) rows.andWhere('o.place > :place', { place: decodeCursor(after)[0] });
    const found = await rows
      .orderBy('o.place', 'ASC')
      .limit(limit + 1)
      .getMany();
    return pageOf(found, limit, (row) => [row.place]);
  }
}
