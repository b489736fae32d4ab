import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { conflict } from '../../../platform/errors';
import { Jobs } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import type { InstrumentStudy } from '../instrument-study.entity';
import { InstrumentStudiesStore } from '../instrument-studies.store';

/** Stops a study, ends one that cannot go on, takes a proposal back; the database drops what was added up so far. */
@Injectable()
export class EndStudy {
  constructor(
    private readonly store: InstrumentStudiesStore,
    private readonly jobs: Jobs,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** While it waits or runs. @throws AppError 404; 409 `instrument-study-over` */
  async cancel(id: string): Promise<InstrumentStudy> {
    const { jobRunId } = await this.store.get(id);
    const change = { state: 'cancelled' as const, finishedAt: this.clock.now() };
    if (!(await this.store.move(id, ['waiting', 'running'], change))) throw conflict('instrument-study-over');
    if (jobRunId) await this.jobs.cancel(jobRunId);
    return this.record('instrument-study.cancelled', id);
  }

  /** One that is over already stays as it is. @throws AppError 404 */
  async end(id: string, endReason: NonNullable<InstrumentStudy['endReason']>): Promise<void> {
    const change = { state: 'ended' as const, endReason, finishedAt: this.clock.now() };
    if (await this.store.move(id, ['waiting', 'running'], change))
      await this.record(`instrument-study.${endReason}`, id);
  }

  /** A proposal that is done; its figures and both reasons stay. @throws AppError 404; 409 `instrument-study-not-proposed` */
  async withdraw(id: string, withdrawReason: string): Promise<InstrumentStudy> {
    const { kind } = await this.store.get(id);
    const { userId: withdrawnBy } = this.transactions.actor;
    const change = { state: 'withdrawn' as const, withdrawnBy, withdrawnAt: this.clock.now(), withdrawReason };
    if (kind !== 'norming' || !(await this.store.move(id, ['done'], change)))
      throw conflict('instrument-study-not-proposed');
    return this.record('instrument-study.withdrawn', id);
  }

  private async record(action: string, id: string): Promise<InstrumentStudy> {
    const row = await this.store.get(id);
    const subject = { subjectType: 'instrument-study', subjectId: id, districtCode: row.districtCode };
    await this.audit.changed({ action, ...subject, fields: ['state'] });
    return row;
  }
}
