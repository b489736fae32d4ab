import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import { Transactions } from '../../platform/database';
import { AllocationNeed, type leftOutReasons } from './allocation-need.entity';

type LeftOut = (typeof leftOutReasons)[number];

/** What an allocation has given, line by line, while it is published. */
@Injectable()
export class AllocationLinesStore {
  constructor(private readonly transactions: Transactions) {}

  /** Households that have lines which nobody has published yet. */
  async pendingHouseholds(allocationId: string): Promise<string[]> {
    const rows = await this.transactions.manager.query<Array<{ id: string }>>(
      `select distinct household_id as id from allocation_needs
        where allocation_id = $1 and outcome = 'assigned' and publication is null order by 1`,
      [allocationId],
    );
    return rows.map(({ id }) => id);
  }

  /**
   * Those of one household, held until the transaction ends: whoever else publishes them finds them done. Where a need has joined
   * the queue of that very offering since, its turn there decides, and the line is left out first (R97).
   */
  async holdPending(allocationId: string, householdId: string): Promise<AllocationNeed[]> {
    await this.transactions.manager.query(
      `update allocation_needs n set publication = 'left-out', left_out = 'need-changed'
        where allocation_id = $1 and household_id = $2 and outcome = 'assigned' and publication is null
          and exists (select from waiting_list_entries w
            where w.need_id = n.need_id and w.offering_id = n.offering_id and w.state in ('waiting', 'offered'))`,
      [allocationId, householdId],
    );
    return this.transactions.manager.find(AllocationNeed, {
      where: { allocationId, householdId, outcome: 'assigned', publication: IsNull() },
      order: { place: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
  }

  async markDrafted(id: string, referralId: string): Promise<void> {
    await this.transactions.manager.update(AllocationNeed, { id }, { publication: 'drafted', referralId });
  }

  async leaveOut(id: string, leftOut: LeftOut): Promise<void> {
    await this.transactions.manager.update(AllocationNeed, { id }, { publication: 'left-out', leftOut });
  }

  /** Needs of the lines that are left. */
  async pendingNeeds(allocationId: string): Promise<string[]> {
    const where = { allocationId, outcome: 'assigned' as const, publication: IsNull() };
    const rows = await this.transactions.manager.find(AllocationNeed, { where, select: { needId: true } });
    return rows.map(({ needId }) => needId);
  }

  /** Lines of some needs that are left. */
  async leaveOutPending(allocationId: string, needIds: readonly string[], leftOut: LeftOut): Promise<void> {
    const pending = { allocationId, needId: In([...needIds]), publication: IsNull() };
    await this.transactions.manager.update(AllocationNeed, pending, { publication: 'left-out', leftOut });
  }

  async published(allocationId: string): Promise<{ drafted: number; leftOut: number }> {
    const count = (publication: 'drafted' | 'left-out') =>
      this.transactions.manager.countBy(AllocationNeed, { allocationId, publication });
    return { drafted: await count('drafted'), leftOut: await count('left-out') };
  }
}
