import { Injectable } from '@nestjs/common';
import { conflict } from '../../../platform/errors';
import { DueItems, Jobs } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import type { Simulation } from '../simulation.entity';
import { SimulationsStore } from '../simulations.store';

const DAY = 86_400_000;
const DAYS_KEPT = 30;

/** Stops a simulation or ends it; the database takes what it came to away in the same statement. */
@Injectable()
export class EndSimulation {
  constructor(
    private readonly store: SimulationsStore,
    private readonly jobs: Jobs,
    private readonly dueItems: DueItems,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** While it waits or runs; nothing of it is left. @throws AppError 404; 409 `simulation-over` */
  async cancel(id: string): Promise<Simulation> {
    const { jobRunId, districtCode } = await this.store.get(id);
    const change = { state: 'cancelled' as const, finishedAt: this.clock.now() };
    if (!(await this.store.move(id, ['waiting', 'running'], change))) throw conflict('simulation-over');
    if (jobRunId) await this.jobs.cancel(jobRunId);
    await this.dueItems.cancel('simulation-expiry', id);
    await this.record('simulation.cancelled', id, districtCode);
    return this.store.get(id);
  }

  /** One that is over already stays as it is. @throws AppError 404 */
  async end(id: string, endReason: NonNullable<Simulation['endReason']>): Promise<void> {
    const { jobRunId, districtCode, state } = await this.store.get(id);
    if (jobRunId && state !== 'done') await this.jobs.cancel(jobRunId);
    const change = { state: 'ended' as const, endReason, finishedAt: this.clock.now() };
    if (!(await this.store.move(id, ['waiting', 'running', 'done'], change))) return;
    if (endReason !== 'expired') await this.dueItems.cancel('simulation-expiry', id);
    await this.record(`simulation.${endReason}`, id, districtCode);
  }

  /** Its draft is adopted: what it came to stays until the files have been looked at by the version, thirty days from its day. */
  async keepFor(id: string, effectiveFrom: string): Promise<void> {
    const { districtCode, expiresAt } = await this.store.get(id);
    const until = new Date(new Date(`${effectiveFrom}T00:00:00+08:00`).getTime() + DAYS_KEPT * DAY);
    const dueAt = until > expiresAt ? until : expiresAt;
    if (!(await this.store.move(id, ['done'], { expiresAt: dueAt }))) throw conflict('simulation-over');
    await this.dueItems.set({ kind: 'simulation-expiry', subjectId: id, districtCode, dueAt });
    await this.record('simulation.kept', id, districtCode);
  }

  private async record(action: string, subjectId: string, districtCode: string): Promise<void> {
    await this.audit.changed({ action, subjectType: 'simulation', subjectId, districtCode, fields: ['state'] });
  }
}
