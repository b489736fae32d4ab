import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { conflict, forbidden } from '../../../platform/errors';
import { Jobs } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import type { Allocation } from '../allocation.entity';
import { AllocationNeedsStore } from '../allocation-needs.store';
import { AllocationPinsStore } from '../allocation-pins.store';
import { Allocations } from '../allocations.service';
import { AllocationsStore } from '../allocations.store';
import { SettleWorking } from './settle-working.use-case';

/** What people decide of a result: look through it, have it solved again around their choices, publish it (PIPL 24). */
@Injectable()
export class DecideAllocation {
  constructor(
    private readonly store: AllocationsStore,
    private readonly allocations: Allocations,
    private readonly needs: AllocationNeedsStore,
    private readonly pins: AllocationPinsStore,
    private readonly settling: SettleWorking,
    private readonly jobs: Jobs,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `move-not-allowed` */
  async review(id: string): Promise<Allocation> {
    return this.allocations.make(await this.store.hold(id), 'review');
  }

  /**
   * The same market around the choices that stand now; the result so far is improved and never given up for less, unless a
   * choice asks for it (matching.md 3.6).
   * @throws AppError 404; 409 `move-not-allowed`, `allocation-running`, `allocation-partly-published`
   */
  async solveAgain(id: string): Promise<Allocation> {
    const row = await this.free(id);
    if ((await this.needs.drafted(id)) > 0) throw conflict('allocation-partly-published');
    return this.allocations.make(row, 'solve-again', {
      ...{ round: row.round + 1, step: null, percent: 0, failure: null },
      jobRunId: await this.jobs.start('solve-allocation', row.districtCode, { allocationId: id }),
    });
  }

  /**
   * A second person publishes: each line is judged again from what is true then, and what still stands becomes a draft referral.
   * @throws AppError 404; 409 `move-not-allowed`, `allocation-own-order`, `allocation-running`, `allocation-choices-unsolved`
   */
  async publish(id: string, reason: string): Promise<Allocation> {
    const { userId } = this.transactions.actor;
    if (userId === null) throw forbidden('forbidden');
    const row = await this.free(id);
    // Told that some are out of reach, and publishing again: those are left out then.
    const told = row.failure === 'out-of-reach' && row.publishedBy === userId;
    const change = {
      ...{ publishedBy: userId, publishedAt: this.clock.now(), publishReason: reason },
      ...{ step: null, percent: 0, failure: told ? row.failure : null },
    };
    // Who may not is told so before a job is ordered.
    if (!this.allocations.allowed(row).includes('publish'))
      return this.allocations.make(row, 'publish', change, reason);
    if ((await this.unsolved(id)) > 0) throw conflict('allocation-choices-unsolved');
    const jobRunId = await this.jobs.start('publish-allocation', row.districtCode, { allocationId: id });
    return this.allocations.make(row, 'publish', { ...change, jobRunId }, reason);
  }

  /** How many choices of people no round has been solved around yet: until one is, or they are taken back, nothing is published (R22). */
  unsolved(id: string): Promise<number> {
    return this.pins.unsolved(id);
  }

  /** Results that give way when it is published: they share out places of the same offerings. */
  async replaced(id: string): Promise<Allocation[]> {
    return this.store.rivals(await this.store.get(id));
  }

  private async free(id: string): Promise<Allocation> {
    const { districtCode } = await this.store.get(id);
    const working = await this.settling.execute(districtCode);
    if (working && working.id !== id) throw conflict('allocation-running', { number: working.number });
    return this.store.hold(id);
  }
}
