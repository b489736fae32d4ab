import { Injectable } from '@nestjs/common';
import { Jobs } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import type { Allocation } from '../allocation.entity';
import { Allocations } from '../allocations.service';
import { AllocationsStore } from '../allocations.store';

/** Stops the job, or puts a result aside; what was stopped before it had a result leaves nothing. */
@Injectable()
export class StopAllocation {
  constructor(
    private readonly store: AllocationsStore,
    private readonly allocations: Allocations,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /** A later round that is stopped gives way to the result before it. @throws AppError 404; 409 `move-not-allowed` */
  async execute(id: string): Promise<Allocation> {
    const row = await this.store.hold(id);
    const { state, jobRunId, solvedRound } = row;
    const works = state === 'queued' || state === 'solving';
    if (works && jobRunId) await this.jobs.cancel(jobRunId);
    if (works && solvedRound > 0) return this.allocations.make(row, 'keep', { round: solvedRound });
    return this.allocations.make(row, 'cancel', { endedAt: this.clock.now() });
  }
}
