import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { Job, type JobHandler, type RunningJob } from '../../platform/queue';
import { ImportRunsStore, Uploads } from '../spreadsheets';
import { ImportDirectory, openSource } from './use-cases/import-directory.use-case';

/** The import that a person ordered in the console; done again from the start, it finds what it stored before. */
@Job('import-directory')
@Injectable()
export class ImportDirectoryJob implements JobHandler {
  constructor(
    private readonly transactions: Transactions,
    private readonly runs: ImportRunsStore,
    private readonly uploads: Uploads,
    private readonly importDirectory: ImportDirectory,
  ) {}

  async run(job: RunningJob): Promise<Record<string, unknown>> {
    const runId = String(job.data['runId']);
    const run = await this.transactions.runApart(job.actor, () => this.runs.get(runId));
    const path = this.uploads.pathOf(run);
    const total = await count(openSource(path, run));
    await job.progress(0, total);
    const { counts, state } = await this.importDirectory.execute(run, path, {
      progress: ({ read }) => job.progress(read, total),
      cancelled: () => job.cancelled(),
    });
    await this.uploads.remove(run.id);
    return { ...counts, state };
  }
}

/** Reading alone is quick; it tells the progress bar how long the way is. */
async function count(items: ReturnType<typeof openSource>): Promise<number> {
  let total = 0;
  for await (const item of items) if (item.kind !== 'note') total += 1;
  return total;
}
