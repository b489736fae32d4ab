import { Injectable } from '@nestjs/common';
import { type Actor, Transactions } from '../../../platform/database';
import { AppError, conflict } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { Providers } from '../../../supply/providers';
import { Audit } from '../../../trust/audit';
import { type NewProblem, ImportProblemsStore } from '../import-problems.store';
import type { ImportRunRow } from '../import-run.entity';
import { ImportRunsStore } from '../import-runs.store';
import { noCounts } from '../no-counts';
import { columnOfField, type SheetRow } from '../offering-columns';
import { OfferingRows } from '../offering-rows';
import { Uploads } from '../uploads';

/** Rows of one transaction, so that it stays short (design 8.5). */
const BATCH = 20;
/** A sheet has at most 500 rows with a few faults each. */
const MOST_PROBLEMS = 10_000;

/** Undoes a batch of a trial after it has told what would happen. */
class Undone extends Error {}

type Outcome = 'created' | 'updated' | 'unchanged' | 'rejected';
type Counts = Record<keyof typeof noCounts, number>;

/** Offerings by spreadsheet: checked row by row first, stored when the person confirms; sent again, it changes what has changed. */
@Injectable()
export class TakeOfferingSheet {
  constructor(
    private readonly transactions: Transactions,
    private readonly runs: ImportRunsStore,
    private readonly problems: ImportProblemsStore,
    private readonly uploads: Uploads,
    private readonly rows: OfferingRows,
    private readonly providers: Providers,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Checks an uploaded sheet by storing each row and undoing it. @throws AppError 403, 404, 422 at `file` */
  async check(file: { id: string; fileName: string }, providerId: string, requestKey: string): Promise<ImportRunRow> {
    const { actor } = this.transactions;
    const provider = await this.providers.get(actor.organisationId ?? providerId);
    const run: ImportRunRow = {
      ...noCounts,
      ...file,
      districtCode: provider.districtCode,
      kind: 'sheet',
      source: `sheet:${provider.id}`,
      mapping: null,
      providerId: provider.id,
      dryRun: true,
      state: 'uploaded',
      jobRunId: null,
      requestKey,
      requestedBy: actor.userId,
      createdAt: this.clock.now(),
      startedAt: null,
      finishedAt: null,
    };
    const rows = await this.rows.read(this.uploads.pathOf(file));
    const { counts, problems } = await this.takeAll(actor, run, rows, true);
    await this.runs.insert({ ...run, ...counts });
    if (problems.length > 0) await this.problems.add(run.id, problems);
    return run;
  }

  /** Stores the rows without problems, in short transactions of the actor's own. @throws AppError 404, 409 when it was confirmed before */
  async confirm(actor: Actor, runId: string): Promise<void> {
    const apart = <T>(work: () => Promise<T>): Promise<T> => this.transactions.runApart(actor, work);
    const run = await apart(() => this.runs.get(runId));
    const rows = run.state === 'uploaded' ? await this.rows.read(this.uploads.pathOf(run)) : [];
    const began = { state: 'running' as const, dryRun: false, startedAt: this.clock.now() };
    const mine = run.kind === 'sheet' && (await apart(() => this.runs.move(runId, 'uploaded', began)));
    if (!mine) throw conflict('import-started-already');
    const { counts, problems } = await this.takeAll(actor, run, rows, false);
    await apart(async () => {
      await this.addNew(runId, problems);
      await this.runs.update(runId, { ...counts, state: 'done', finishedAt: this.clock.now() });
      const subject = { subjectType: 'import', subjectId: runId, districtCode: run.districtCode };
      await this.audit.changed({ action: 'import.done', ...subject });
    });
    await this.uploads.remove(runId);
  }

  /** What has come up since the check; the rest stands there already. */
  private async addNew(runId: string, problems: readonly NewProblem[]): Promise<void> {
    const told = await this.problems.list(runId, { limit: MOST_PROBLEMS });
    const known = new Set(told.map(({ line, code }) => `${line} ${code}`));
    const fresh = problems.filter(({ line, code }) => !known.has(`${line} ${code}`));
    if (fresh.length > 0) await this.problems.add(runId, fresh);
  }

  private async takeAll(
    actor: Actor,
    run: ImportRunRow,
    rows: readonly SheetRow[],
    trial: boolean,
  ): Promise<{ counts: Counts; problems: NewProblem[] }> {
    const counts: Counts = { ...noCounts };
    const problems: NewProblem[] = [];
    const seen = new Set<string>();
    for (let at = 0; at < rows.length; at += BATCH) {
      const batch = rows.slice(at, at + BATCH);
      const takeBatch = async (): Promise<void> => {
        for (const row of batch) {
          counts.read += 1;
          counts[await this.take(run, row, seen, problems)] += 1;
        }
        if (trial) throw new Undone();
      };
      await this.transactions.runApart(actor, takeBatch).catch((error: unknown) => {
        if (!(error instanceof Undone)) throw error;
      });
    }
    return { counts, problems };
  }

  private async take(run: ImportRunRow, row: SheetRow, seen: Set<string>, problems: NewProblem[]): Promise<Outcome> {
    const key = row.cells.key ?? `${row.cells.code ?? ''} ${row.cells.name ?? ''}`;
    const place = {
      file: run.fileName,
      line: row.number,
      recordId: key,
      refused: true,
      raw: JSON.stringify(row.cells),
    };
    if (seen.has(key)) {
      problems.push({ ...place, code: 'duplicate-id', params: {} });
      return 'rejected';
    }
    seen.add(key);
    try {
      return await this.transactions.savepoint(() => this.rows.store(run, row, key));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const { fields = [], params = {} } = error.details;
      const faults = fields.length > 0 ? fields : [{ field: '', code: error.code, params, message: undefined }];
      for (const { field, code, params: more, message } of faults) {
        const column = columnOfField[field] ?? field.split('.')[0] ?? '';
        problems.push({
          ...place,
          code,
          params: { ...(more as NewProblem['params']), field: column, ...(message && { message }) },
        });
      }
      return 'rejected';
    }
  }
}
