import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { conflict, invalid } from '../../../platform/errors';
import { Jobs } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import { Units } from '../../../reference/regions';
import { CaseOwner } from '../../../people/cases';
import type { ConfirmLedger } from '../dto/ledger.dto';
import { type LedgerImport, type LedgerState } from '../ledger-import.entity';
import { LedgerImportsStore } from '../ledger-imports.store';
import { LedgerTakeoversStore } from '../ledger-takeovers.store';
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
    private readonly takeovers: LedgerTakeoversStore,
    private readonly units: Units,
    private readonly owners: CaseOwner,
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

  /**
   * Writes the sound households, and what was ticked of those that are here.
   * @throws AppError 404, 409 `ledger-not-now`, `ledger-nothing-sound`; 422 as `assigned`
   */
  async confirm(id: string, input: ConfirmLedger = {}): Promise<LedgerImport> {
    const row = await this.imports.own(id);
    const ticked = await this.takeovers.count(id, 'chosen');
    if (row.state === 'checked' && row.counts.sound === 0 && ticked === 0) throw conflict('ledger-nothing-sound');
    return this.order(row, 'writing', await this.assigned(row, input));
  }

  /** @throws AppError 422 `ledger-unit-unknown`, `case-owner-other-unit` */
  private async assigned(
    { districtCode }: LedgerImport,
    { unitId, leadWorkerId }: ConfirmLedger,
  ): Promise<Partial<LedgerImport>> {
    if (unitId === undefined) {
      if (leadWorkerId !== undefined) throw invalid([{ field: 'unitId', code: 'ledger-unit-needed' }]);
      return {};
    }
    const unit = (await this.units.ofDistrict(districtCode)).find((one) => one.id === unitId);
    if (!unit || unit.tier === 'authority') throw invalid([{ field: 'unitId', code: 'ledger-unit-unknown' }]);
    const workers = leadWorkerId === undefined ? [] : await this.owners.workersOf(unitId);
    if (leadWorkerId !== undefined && !workers.some((worker) => worker.id === leadWorkerId))
      throw invalid([{ field: 'leadWorkerId', code: 'case-owner-other-unit' }]);
    return { assignedUnitId: unitId, assignedWorkerId: leadWorkerId ?? null };
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
    if (!['choosing', 'uploaded', 'checked', 'failed'].includes(row.state))
      throw conflict('ledger-not-now', { state: row.state });
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
