import { Injectable } from '@nestjs/common';
import { Job, type JobHandler, type RunningJob } from '../../platform/queue';
import { LedgerWork } from './ledger-work';
import { CheckLedger } from './use-cases/check-ledger.use-case';

/** The dry run that somebody ordered; done again from the start, it says the same. */
@Job('check-ledger')
@Injectable()
export class CheckLedgerJob implements JobHandler {
  constructor(
    private readonly work: LedgerWork,
    private readonly check: CheckLedger,
  ) {}

  async run(job: RunningJob): Promise<Record<string, unknown>> {
    const task = await this.work.begin(job, 'checking');
    return { whole: task !== null && (await this.check.execute(task)) };
  }
}
