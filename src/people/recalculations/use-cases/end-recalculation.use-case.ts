import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { conflict } from '../../../platform/errors';
import { Jobs } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import { ProposalsStore } from '../proposals.store';
import type { Recalculation } from '../recalculation.entity';
import { RecalculationsStore } from '../recalculations.store';

const BATCH = 250;

/** The ends of a batch: stopped while it is worked out, taken back before anybody decided, closed by a job afterwards. */
@Injectable()
export class EndRecalculation {
  constructor(
    private readonly store: RecalculationsStore,
    private readonly proposals: ProposalsStore,
    private readonly jobs: Jobs,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Nothing of it is left. @throws AppError 404; 409 `recalculation-worked-out` */
  async cancel(id: string): Promise<Recalculation> {
    if (!(await this.stop(id))) throw conflict('recalculation-worked-out');
    return this.store.get(id);
  }

  /** @returns whether it was still worked out */
  async stop(id: string): Promise<boolean> {
    const { jobRunId, districtCode } = await this.store.get(id);
    if (!(await this.store.move(id, ['waiting', 'running'], { state: 'cancelled', ...this.end() }))) return false;
    if (jobRunId) await this.jobs.cancel(jobRunId);
    await this.record('cancelled', id, districtCode);
    return true;
  }

  /**
   * The whole batch, as long as nobody has confirmed a family; who is confirming is waited for.
   * @throws AppError 404; 409 `recalculation-not-open`, `recalculation-confirmed`
   */
  async takeBack(id: string, endReason: string): Promise<Recalculation> {
    const { districtCode } = await this.store.hold(id);
    const confirmed = (await this.proposals.groups(id)).filter(({ state }) => state === 'confirmed');
    if (confirmed.length > 0)
      throw conflict('recalculation-confirmed', { count: confirmed.reduce((sum, one) => sum + one.families, 0) });
    await this.store.move(id, ['open'], { state: 'taken-back', ...this.end(), endReason });
    await this.record('taken-back', id, districtCode);
    return this.store.get(id);
  }

  /** From here on nobody can confirm; once more where the job has died. @throws AppError 404; 409 `recalculation-not-open` */
  async close(id: string): Promise<Recalculation> {
    const { districtCode } = (await this.stuck(id)) ?? (await this.store.hold(id));
    const jobRunId = await this.jobs.start('close-recalculation', districtCode, { recalculationId: id });
    await this.store.move(id, ['open', 'closing'], { state: 'closing', jobRunId, ...this.end() });
    await this.record('closing', id, districtCode);
    return this.store.get(id);
  }

  /** @returns how many were left */
  async lapse(id: string): Promise<number> {
    const { state } = await this.store.get(id);
    return state === 'closing' ? this.proposals.lapse(id, BATCH) : 0;
  }

  async closed(id: string): Promise<void> {
    const { districtCode } = await this.store.get(id);
    if (await this.store.move(id, ['closing'], { state: 'closed' })) await this.record('closed', id, districtCode);
  }

  private async stuck(id: string): Promise<Recalculation | null> {
    const row = await this.store.get(id);
    if (row.state !== 'closing' || row.jobRunId === null) return null;
    return (await this.jobs.find(row.jobRunId))?.state === 'failed' ? row : null;
  }

  private end(): Pick<Recalculation, 'endedBy' | 'endedAt'> {
    return { endedBy: this.transactions.actor.userId, endedAt: this.clock.now() };
  }

  private async record(what: string, subjectId: string, districtCode: string): Promise<void> {
    const subject = { subjectType: 'recalculation', subjectId, districtCode };
    await this.audit.changed({ action: `recalculation.${what}`, ...subject, fields: ['state'] });
  }
}
