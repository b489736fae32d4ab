import { Injectable } from '@nestjs/common';
import { conflict } from '../../../platform/errors';
import { DueItems, Jobs } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import type { BatchPrint } from '../batch-print.entity';
import { BatchPrintsStore } from '../batch-prints.store';

const OPEN = ['waiting', 'running'] as const;

/** Stops a batch or ends it; the database takes its papers and their key away in the same statement. */
@Injectable()
export class EndBatchPrint {
  constructor(
    private readonly store: BatchPrintsStore,
    private readonly jobs: Jobs,
    private readonly dueItems: DueItems,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** While it waits or runs; no paper of it is left. @throws AppError 404; 409 `batch-print-over` */
  async cancel(id: string): Promise<BatchPrint> {
    const order = await this.store.get(id);
    const change = { state: 'cancelled' as const, finishedAt: this.clock.now() };
    if (!(await this.store.move(id, OPEN, change))) throw conflict('batch-print-over');
    if (order.jobRunId) await this.jobs.cancel(order.jobRunId);
    await this.dueItems.cancel('batch-print-expiry', id);
    await this.record('batch-print.cancelled', order);
    return this.store.get(id);
  }

  /** Takes the papers away before their time; one that is over already stays as it is. @throws AppError 404 */
  async remove(id: string): Promise<void> {
    await this.end(id, 'deleted');
    await this.dueItems.cancel('batch-print-expiry', id);
  }

  /** @throws AppError 404 */
  async end(id: string, endReason: NonNullable<BatchPrint['endReason']>): Promise<void> {
    const order = await this.store.get(id);
    if (order.jobRunId && order.state !== 'ready') await this.jobs.cancel(order.jobRunId);
    const change = { state: 'ended' as const, endReason, finishedAt: this.clock.now() };
    if (await this.store.move(id, [...OPEN, 'ready'], change)) await this.record(`batch-print.${endReason}`, order);
  }

  /** The job met a refusal. */
  async fail(id: string, failure: string): Promise<void> {
    const order = await this.store.get(id);
    const change = { state: 'failed' as const, failure, finishedAt: this.clock.now() };
    if (await this.store.move(id, OPEN, change)) await this.record('batch-print.failed', order);
  }

  private async record(action: string, { id, districtCode, paper }: BatchPrint): Promise<void> {
    const subject = { subjectType: 'batch-print', subjectId: id, districtCode };
    await this.audit.changed({ action, ...subject, fields: [paper] });
  }
}
