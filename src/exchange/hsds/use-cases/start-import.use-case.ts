import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../../platform/database';
import { conflict, forbidden } from '../../../platform/errors';
import { Jobs } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import { type ImportRunRow, ImportRunsStore, noCounts, Uploads } from '../../spreadsheets';
import { directoryOf } from '../directory-source';

export interface UploadedDirectory {
  kind: 'hsds' | 'csv';
  source: string;
  fileName: string;
  mapping: string | null;
}

/** From the upload in the console to a running job, and its end before time. Whole directories are the centre's, not a provider's. */
@Injectable()
export class StartImport {
  constructor(
    private readonly transactions: Transactions,
    private readonly runs: ImportRunsStore,
    private readonly uploads: Uploads,
    private readonly jobs: Jobs,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** A run for a file that has been uploaded; nothing is read yet. */
  async upload(file: UploadedDirectory, requestKey: string, id = newId()): Promise<ImportRunRow> {
    const { actor } = this.transactions;
    if (actor.organisationId !== null) throw forbidden('import-not-for-providers');
    const run: ImportRunRow = {
      ...file,
      ...noCounts,
      id,
      districtCode: actor.districtCodes[0] ?? directoryOf(file.source),
      providerId: null,
      dryRun: true,
      state: 'uploaded',
      jobRunId: null,
      requestKey,
      requestedBy: actor.userId,
      createdAt: this.clock.now(),
      startedAt: null,
      finishedAt: null,
    };
    await this.runs.insert(run);
    return run;
  }

  /** Orders the job. @throws AppError 409 when it was ordered before */
  async start(runId: string, choice: { place: 'district' | 'directory'; dryRun: boolean }): Promise<void> {
    const run = await this.runs.get(runId);
    const { actor } = this.transactions;
    if (actor.organisationId !== null) throw forbidden('import-not-for-providers');
    const own = choice.place === 'district' ? actor.districtCodes[0] : undefined;
    const districtCode = own ?? directoryOf(run.source);
    const jobRunId = await this.jobs.start('import-directory', districtCode, { runId });
    const changes = { districtCode, dryRun: choice.dryRun, state: 'queued' as const, jobRunId };
    if (!(await this.runs.move(runId, 'uploaded', changes))) throw conflict('import-started-already');
    await this.audit.changed({ action: 'import.started', subjectType: 'import', subjectId: runId, districtCode });
  }

  /** Asks the job to stop; what it has committed stays. */
  async cancel(runId: string): Promise<void> {
    const run = await this.runs.get(runId);
    if (run.state === 'uploaded') {
      await this.runs.move(runId, 'uploaded', { state: 'cancelled', finishedAt: this.clock.now() });
      this.transactions.afterCommit(() => this.uploads.remove(runId));
    } else if (run.jobRunId) await this.jobs.cancel(run.jobRunId);
    const { districtCode } = run;
    await this.audit.changed({ action: 'import.cancelled', subjectType: 'import', subjectId: runId, districtCode });
  }
}
