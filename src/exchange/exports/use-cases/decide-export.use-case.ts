import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { conflict, forbidden } from '../../../platform/errors';
import { DueItems, Jobs } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { type ConfirmApprovalInput, noticeDelay, type RefuseApprovalInput } from '../../../trust/approvals';
import { Audit } from '../../../trust/audit';
import type { z } from 'zod';
import type { Export } from '../export.entity';
import { keptUntil } from '../export-hours';
import { ExportsStore } from '../exports.store';

/** The second person lets an identified list be made, or does not (R88, C3; ASVS 2.3.5). */
@Injectable()
export class DecideExport {
  constructor(
    private readonly store: ExportsStore,
    private readonly jobs: Jobs,
    private readonly dueItems: DueItems,
    private readonly audit: Audit,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * The file is made now, and can be fetched for a day from then on. Each household sees it on its page at once, or from
   * a later day on a recorded ground.
   * @throws AppError 404; 409 `export-own-request`, `export-not-asked`; 412; 422 `notice-delay-incomplete`,
   *   `notice-day-out-of-range`
   */
  async confirm(id: string, input: z.output<typeof ConfirmApprovalInput>): Promise<Export> {
    const order = await this.asked(id);
    const now = this.clock.now();
    const { noticeDelayReason = null, noticeDueAt = null } = noticeDelay(input, now) ?? {};
    const jobRunId = await this.jobs.start('compile-export', order.districtCode, { exportId: id });
    const decided = { ...this.decision(input.note), noticeDelayReason, noticeDueAt };
    await this.store.update(order, { state: 'waiting', jobRunId, ...decided });
    const { districtCode } = order;
    await this.dueItems.set({ kind: 'export-expiry', subjectId: id, districtCode, dueAt: keptUntil(now) });
    return this.told(order, 'export.confirmed');
  }

  /** @throws AppError as `confirm` */
  async refuse(id: string, { note }: z.output<typeof RefuseApprovalInput>): Promise<Export> {
    const order = await this.asked(id);
    await this.store.update(order, { state: 'refused', ...this.decision(note) });
    await this.dueItems.cancel('export-expiry', id);
    return this.told(order, 'export.refused');
  }

  private async asked(id: string): Promise<Export> {
    const order = await this.store.get(id);
    if (order.mode !== 'identified' || order.state !== 'asked') throw conflict('export-not-asked');
    if (order.orderedBy === this.transactions.actor.userId) throw conflict('export-own-request');
    return order;
  }

  private decision(note: string | undefined): Partial<Export> {
    const { userId } = this.transactions.actor;
    if (userId === null) throw forbidden();
    return { decidedBy: userId, decidedAt: this.clock.now(), decisionNote: note ?? null };
  }

  private async told({ id, districtCode, kind, mode }: Export, action: string): Promise<Export> {
    await this.audit.changed({ action, subjectType: 'export', subjectId: id, districtCode, fields: [kind, mode] });
    return this.store.get(id);
  }
}
