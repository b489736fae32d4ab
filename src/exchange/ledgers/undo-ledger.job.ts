import { Injectable } from '@nestjs/common';
import { Job, type JobHandler, type RunningJob } from '../../platform/queue';
import { LedgerWork } from './ledger-work';
import { UndoLedger } from './use-cases/undo-ledger.use-case';

/** The undoing of an import; done again, it goes on with what still stands. */
@Job('undo-ledger')
@Injectable()
export class UndoLedgerJob implements JobHandler {
  constructor(
    private readonly work: LedgerWork,
    private readonly undo: UndoLedger,
  ) {}

  async run(job: RunningJob): Promise<Record<string, unknown>> {
    const task = await this.work.begin(job, 'undoing');
    return { whole: task !== null && (await this.undo.execute(task)) };
  }
}
