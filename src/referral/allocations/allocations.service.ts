import { Injectable } from '@nestjs/common';
import { type Page, Transactions } from '../../platform/database';
import { Lifecycles } from '../../platform/lifecycle';
import { Audit } from '../../trust/audit';
import type { Allocation } from './allocation.entity';
import { allocationLifecycle, type AllocationMove } from './allocation.lifecycle';
import { AllocationsStore } from './allocations.store';
import type { AllocationQuery } from './dto/allocation.dto';

/** Reads of allocations, and one move of one with log and record. */
@Injectable()
export class Allocations {
  constructor(
    private readonly store: AllocationsStore,
    private readonly lifecycles: Lifecycles,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
  ) {}

  /** @throws AppError 404 `allocation-not-found` */
  get(id: string): Promise<Allocation> {
    return this.store.get(id);
  }

  /** Newest first. */
  list(query: AllocationQuery): Promise<Page<Allocation>> {
    return this.store.list(query);
  }

  /**
   * What the actor may do with it.
   * @param died whether the job that works on it has died: what it was publishing can be published again
   */
  allowed(row: Allocation, died = false): AllocationMove[] {
    const facts = this.facts(row);
    const state = died && row.state === 'publishing' ? 'under-review' : row.state;
    return allocationLifecycle
      .allowed(state, this.transactions.actor.roles)
      .filter((move) => !allocationLifecycle.rule(state, move)?.guard?.(facts));
  }

  /**
   * @throws AppError 409 `move-not-allowed`, `allocation-own-order`, `allocation-without-result`, `allocation-has-result`,
   *   `allocation-running`, `allocation-partly-published`; 412
   */
  async make(
    row: Allocation,
    move: AllocationMove,
    changes: Partial<Allocation> = {},
    reason?: string,
  ): Promise<Allocation> {
    const { id: subjectId, districtCode, state: from } = row;
    const facts = this.facts(row);
    const request = { lifecycle: allocationLifecycle, subjectId, districtCode, from, move, facts, reason };
    const state = await this.lifecycles.move(request);
    const moved = await this.store.update(row, { ...changes, state });
    await this.audit.changed({
      ...{ action: `allocation.${state}`, subjectType: 'allocation', subjectId, districtCode },
      fields: ['state'],
    });
    return moved;
  }

  private facts({ orderedBy, solvedRound, counts }: Allocation) {
    const drafted = counts?.drafted ?? 0;
    return { orderer: this.transactions.actor.userId === orderedBy, solvedRound, drafted };
  }
}
