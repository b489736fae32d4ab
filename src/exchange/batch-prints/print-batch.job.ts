import { Injectable } from '@nestjs/common';
import { type Actor, Transactions } from '../../platform/database';
import { AppError } from '../../platform/errors';
import { Job, type JobHandler, type RunningJob } from '../../platform/queue';
import { allows } from '../../trust/access';
import { StandingActors } from '../../trust/accounts';
import { BatchPrintsStore } from './batch-prints.store';
import { CompileBatchPrint, failureOf } from './use-cases/compile-batch-print.use-case';
import { EndBatchPrint } from './use-cases/end-batch-print.use-case';

/** The papers that somebody ordered; done again after a crash it goes on behind the last file that has one. */
@Job('print-batch')
@Injectable()
export class PrintBatchJob implements JobHandler {
  constructor(
    private readonly transactions: Transactions,
    private readonly store: BatchPrintsStore,
    private readonly actors: StandingActors,
    private readonly compiling: CompileBatchPrint,
    private readonly ending: EndBatchPrint,
  ) {}

  async run(job: RunningJob): Promise<Record<string, unknown>> {
    const id = String(job.data['batchPrintId']);
    const machine = job.actor;
    const { orderedBy, districtCode } = await this.transactions.runApart(machine, () => this.store.get(id));
    const actor = await this.actors.of(orderedBy, districtCode, 'batch-print');
    if (!actor || !allows(actor.roles, 'households:print')) {
      await this.transactions.runApart(machine, () => this.ending.end(id, 'post-ended'));
      return { files: 0 };
    }
    try {
      return { files: await this.compile(job, id, actor) };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      await this.transactions.runApart(machine, () => this.ending.fail(id, failureOf(error)));
      return { files: 0 };
    }
  }

  private async compile(job: RunningJob, id: string, actor: Actor): Promise<number> {
    for (;;) {
      if (await job.cancelled()) return 0;
      const progress = await this.transactions.runApart(actor, () => this.compiling.execute(id));
      if (progress === null) return 0;
      await job.progress(progress.done, progress.total);
      if (progress.over) return progress.done;
    }
  }
}
