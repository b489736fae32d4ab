import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { conflict, invalid } from '../../../platform/errors';
import { Jobs } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import { type LedgerImport, type LedgerState } from '../ledger-import.entity';
import { LedgerImportsStore } from '../ledger-imports.store';
import { mappingFaults } from '../mapping-faults';

const WORK = { checking: 'check-ledger', writing: 'write-ledger', undoing: 'undo-ledger' } as const;
type Moving = keyof typeof WORK;
/** Where an import stands when its job has ended without an end of its own. */
const FALLEN: Readonly<Record<Moving, LedgerState>> = { checking: 'uploaded', writing: 'stopped', undoing: 'stopped' };
const FROM: Readonly<Record<Moving, readonly LedgerState[]>> = {
  checking: ['uploaded', 'checked'],
  writing: ['checked', 'stopped'],
  undoing: ['written', 'stopped'],
};
const isMoving = (state: LedgerState): state is Moving => state in WORK;

/** Orders the long parts of an import, and their end before time. */
@Injectable()
export class StartLedger {
  constructor(
    private readonly imports: LedgerImportsStore,
    private readonly jobs: Jobs,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** The dry run. @throws AppError 409 `ledger-not-now`; 422 as `mappingFaults` */
  async check(row: LedgerImport, changes: Partial<LedgerImport> = {}): Promise<LedgerImport> {
    const faults = mappingFaults(changes.columns ?? row.columns);
    if (faults.length > 0) throw invalid(faults);
    return this.order(row, 'checking', changes);
  }

  /** Writes the sound households. @throws AppError 404, 409 `ledger-not-now`, `ledger-nothing-sound` */
  async confirm(id: string): Promise<LedgerImport> {
    const row = await this.imports.own(id);
    if (row.state === 'checked' && row.counts.sound === 0) throw conflict('ledger-nothing-sound');
    return this.order(row, 'writing');
  }

  /** Takes away what the import has written and nobody has touched since. @throws AppError 404, 409 `ledger-not-now` */
  async undo(id: string): Promise<LedgerImport> {
    return this.order(await this.imports.own(id), 'undoing');
  }

  /** Asks the job to stop; what it has committed stays, household by household. @throws AppError 404, 409 */
  async cancel(id: string): Promise<LedgerImport> {
    const row = await this.imports.own(id);
    if (!isMoving(row.state)) throw conflict('ledger-not-now', { state: row.state });
    if (row.jobRunId) await this.jobs.cancel(row.jobRunId);
    await this.told(row, 'ledger.cancelled');
    return this.settled(row);
  }

  /** Gives the file up: its rows are destroyed at once. @throws AppError 404, 409 `ledger-not-now` */
  async discard(id: string): Promise<LedgerImport> {
    const row = await this.settled(await this.imports.own(id));
    if (!['uploaded', 'checked', 'failed'].includes(row.state)) throw conflict('ledger-not-now', { state: row.state });
    const erased = { unknownWords: [], erasedAt: this.clock.now() };
    const discarded = await this.imports.update(row, { state: 'discarded', ...erased });
    await this.told(row, 'ledger.discarded');
    return discarded;
  }

  private async order(given: LedgerImport, state: Moving, changes: Partial<LedgerImport> = {}): Promise<LedgerImport> {
    const row = await this.settled(given);
    if (!FROM[state].includes(row.state) || row.erasedAt !== null)
      throw conflict('ledger-not-now', { state: row.state });
    const jobRunId = await this.start(state, row);
    const ordered = await this.imports.update(row, { ...changes, state, jobRunId, failure: null });
    await this.told(row, `ledger.${state}`);
    return ordered;
  }

  private start(state: Moving, { id: importId, districtCode }: LedgerImport): Promise<string> {
    if (state === 'checking') return this.jobs.start('check-ledger', districtCode, { importId });
    if (state === 'writing') return this.jobs.start('write-ledger', districtCode, { importId });
    return this.jobs.start('undo-ledger', districtCode, { importId });
  }

  /** A job that has failed for good says nothing to the import: its state is put right when somebody goes on. */
  private async settled(row: LedgerImport): Promise<LedgerImport> {
    if (!isMoving(row.state) || !row.jobRunId) return row;
    const job = await this.jobs.find(row.jobRunId);
    if (job && job.finishedAt === null) return row;
    return this.imports.update(row, { state: FALLEN[row.state] });
  }

  private async told({ id, districtCode }: LedgerImport, action: string): Promise<void> {
    await this.audit.changed({ action, subjectType: 'ledger-import', subjectId: id, districtCode });
  }
}
