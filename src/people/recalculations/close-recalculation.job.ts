import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { Job, type JobHandler, type RunningJob } from '../../platform/queue';
import { EndRecalculation } from './use-cases/end-recalculation.use-case';

/** Lets the proposals lapse that nobody has decided, and forgets the facts of all; then the batch is closed. */
@Job('close-recalculation')
@Injectable()
export class CloseRecalculationJob implements JobHandler {
  constructor(
    private readonly transactions: Transactions,
    private readonly ending: EndRecalculation,
  ) {}

  async run(job: RunningJob): Promise<Record<string, unknown>> {
    const id = String(job.data['recalculationId']);
    let families = 0;
    for (;;) {
      const count = await this.transactions.runApart(job.actor, () => this.ending.lapse(id));
      families += count;
      await job.progress(families);
      if (count === 0) break;
    }
    await this.transactions.runApart(job.actor, () => this.ending.closed(id));
    return { families };
  }
}
