import { Injectable } from '@nestjs/common';
import { Job, type JobHandler, type RunningJob } from '../../platform/queue';
import { LedgerWork } from './ledger-work';
import { WriteLedger } from './use-cases/write-ledger.use-case';

/** The confirmed ledger; done again after a crash, it passes over what it has written. */
@Job('write-ledger')
@Injectable()
export class WriteLedgerJob implements JobHandler {
  constructor(
    private readonly work: LedgerWork,
    private readonly write: WriteLedger,
  ) {}

  async run(job: RunningJob): Promise<Record<string, unknown>> {
    const task = await this.work.begin(job, 'writing');
    return { whole: task !== null && (await this.write.execute(task)) };
  }
}
