import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { Jobs } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { systemActor } from '../../../trust/access';
import type { Allocation } from '../allocation.entity';
import { AllocationLinesStore } from '../allocation-lines.store';
import { Allocations } from '../allocations.service';
import { AllocationsStore } from '../allocations.store';

/** One at a time in a district; one whose job has died for good makes room, and what it had found before stands. */
@Injectable()
export class SettleWorking {
  constructor(
    private readonly store: AllocationsStore,
    private readonly allocations: Allocations,
    private readonly lines: AllocationLinesStore,
    private readonly jobs: Jobs,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** @returns the one that a living job works on; null when there is none */
  async execute(districtCode: string): Promise<Allocation | null> {
    const row = await this.store.working(districtCode);
    if (!row) return null;
    const job = row.jobRunId === null ? null : await this.jobs.find(row.jobRunId);
    if (job && job.state !== 'failed') return row;
    await this.transactions.runApart(systemActor(districtCode, 'settle-allocation'), () => this.end(row.id));
    return null;
  }

  /** The job came to nothing: back to the last result, or to an end. */
  async end(id: string, failure: NonNullable<Allocation['failure']> = 'died'): Promise<void> {
    const row = await this.store.hold(id);
    if (row.state === 'publishing') {
      const counts = row.counts && { ...row.counts, ...(await this.lines.published(id)) };
      await this.allocations.make(row, 'halt', { failure, counts });
    } else if (row.solvedRound > 0) await this.allocations.make(row, 'keep', { failure, round: row.solvedRound });
    else await this.allocations.make(row, 'fail', { failure, endedAt: this.clock.now() });
  }
}
