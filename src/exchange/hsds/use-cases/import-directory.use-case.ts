import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../../platform/database';
import { Clock } from '../../../platform/time';
import { ImportOffering } from '../../../supply/offerings';
import { systemActor } from '../../../trust/access';
import { Audit } from '../../../trust/audit';
import {
  ImportProblemsStore,
  ImportRecordsStore,
  type ImportRunRow,
  ImportRunsStore,
  noCounts,
} from '../../spreadsheets';
import { type ImportCounts, ImportRun, type RunOptions } from '../import-run';
import { LedgerWriter } from '../ledger-writer';
import { loadMappingRules } from '../mapping-rules';
import { readHsds, readMappedCsv } from '../open-directory';
import type { ReadItem, ReadProblem } from '../read-item';

export interface ImportOrder {
  districtCode: string;
  kind: 'hsds' | 'csv';
  source: string;
  fileName: string;
  mapping: string | null;
  dryRun: boolean;
}

export interface ImportOutcome {
  runId: string;
  counts: ImportCounts;
  state: 'done' | 'incomplete' | 'cancelled';
  /** Why the rest of a file was not read. */
  broken: ReadProblem | null;
}

/** Opens the file of a run by its kind. */
export const openSource = (path: string, run: Pick<ImportRunRow, 'kind' | 'mapping'>): AsyncIterable<ReadItem> =>
  run.kind === 'csv' ? readMappedCsv(path, run.mapping ?? '') : readHsds(path);

/** Imports one directory: reads, proposes codes, stores in short transactions, and keeps the ledger of the run. */
@Injectable()
export class ImportDirectory {
  private readonly parts: ConstructorParameters<typeof LedgerWriter>[0];

  constructor(
    private readonly transactions: Transactions,
    private readonly runs: ImportRunsStore,
    private readonly audit: Audit,
    private readonly clock: Clock,
    offerings: ImportOffering,
    records: ImportRecordsStore,
    problems: ImportProblemsStore,
  ) {
    this.parts = { transactions, offerings, records, problems };
  }

  /** Enters a run into the ledger, for a chore; the console enters it with the upload. */
  async enter(order: ImportOrder): Promise<ImportRunRow> {
    const run: ImportRunRow = {
      ...order,
      ...noCounts,
      id: newId(),
      providerId: null,
      state: 'queued',
      jobRunId: null,
      requestKey: null,
      requestedBy: null,
      createdAt: this.clock.now(),
      startedAt: null,
      finishedAt: null,
    };
    await this.apart(run, () => this.runs.insert(run));
    return run;
  }

  /** Takes the file at `path` in. Throws only for what is no fault of the file; the run is then `failed`. */
  async execute(run: ImportRunRow, path: string, options: Omit<RunOptions, 'dryRun'> = {}): Promise<ImportOutcome> {
    await this.apart(run, () =>
      this.runs.update(run.id, { ...noCounts, state: 'running', startedAt: this.clock.now() }),
    );
    const work = new ImportRun(new LedgerWriter(this.parts, run), loadMappingRules(), {
      ...options,
      dryRun: run.dryRun,
      progress: async (counts) => {
        await this.apart(run, () => this.runs.update(run.id, { ...counts }));
        await options.progress?.(counts);
      },
    });
    try {
      const whole = await work.consume(openSource(path, run));
      const state = !whole ? 'cancelled' : work.broken ? 'incomplete' : 'done';
      await this.end(run, state, work.counts);
      return { runId: run.id, counts: work.counts, state, broken: work.broken };
    } catch (error) {
      await this.end(run, 'failed', work.counts);
      throw error;
    }
  }

  private end(run: ImportRunRow, state: ImportRunRow['state'], counts: ImportCounts): Promise<void> {
    return this.apart(run, async () => {
      await this.runs.update(run.id, { ...counts, state, finishedAt: this.clock.now() });
      const subject = { subjectType: 'import', subjectId: run.id, districtCode: run.districtCode };
      await this.audit.changed({ action: `import.${state}`, ...subject });
    });
  }

  private apart<T>(run: ImportRunRow, work: () => Promise<T>): Promise<T> {
    return this.transactions.runApart(systemActor(run.districtCode, 'import'), work);
  }
}
