import { Injectable } from '@nestjs/common';
import { type Actor, Transactions } from '../../platform/database';
import { DueItems, type RunningJob } from '../../platform/queue';
import { Clock } from '../../platform/time';
import { allows } from '../../trust/access';
import { StandingActors } from '../../trust/accounts';
import { Audit } from '../../trust/audit';
import type { LedgerImport, LedgerState } from './ledger-import.entity';
import { LedgerImportsStore } from './ledger-imports.store';
import { erasureDay } from './rows-kept';

/** What a long part of an import works with: the row, and who ordered it, with today's rights. */
export interface LedgerTask {
  row: LedgerImport;
  job: RunningJob;
  /** A short transaction of that person. */
  apart<T>(work: () => Promise<T>): Promise<T>;
}

/** Opens and ends the long parts of an import. */
@Injectable()
export class LedgerWork {
  constructor(
    private readonly transactions: Transactions,
    private readonly imports: LedgerImportsStore,
    private readonly actors: StandingActors,
    private readonly dueItems: DueItems,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Null when there is nothing to do any more: done before, or whoever ordered it may not go on (R14). */
  async begin(job: RunningJob, state: LedgerState): Promise<LedgerTask | null> {
    const id = String(job.data['importId']);
    const row = await this.transactions.runApart(job.actor, () => this.imports.get(id));
    if (row.state !== state || row.jobRunId !== job.id) return null;
    const actor = await this.actors.of(row.requestedBy, row.districtCode, 'ledger');
    const entitled: Actor | null = actor && allows(actor.roles, 'ledgers:write') ? actor : null;
    if (!entitled) {
      const machine: LedgerTask = { row, job, apart: (work) => this.transactions.runApart(job.actor, work) };
      await this.end(machine, 'failed', { failure: 'ledger-post-ended' });
      return null;
    }
    return { row, job, apart: (work) => this.transactions.runApart(entitled, work) };
  }

  /** Ends a part, however it ended, with its record. */
  async end({ row, apart }: LedgerTask, state: LedgerState, changes: Partial<LedgerImport>): Promise<void> {
    await apart(async () => {
      await this.imports.update(await this.imports.get(row.id), { ...changes, state });
      const { id: subjectId, districtCode } = row;
      await this.audit.changed({ action: `ledger.${state}`, subjectType: 'ledger-import', subjectId, districtCode });
      await this.dueItems.set({
        kind: 'ledger-expiry',
        subjectId,
        districtCode,
        dueAt: erasureDay(this.clock.today()),
      });
    });
  }
}
