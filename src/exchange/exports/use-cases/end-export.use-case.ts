import { Injectable } from '@nestjs/common';
import { DueItems, Jobs } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import type { Export } from '../export.entity';
import { ExportsStore } from '../exports.store';

/** Ends an export before or at its time; the database takes the file and its key away in the same statement. */
@Injectable()
export class EndExport {
  constructor(
    private readonly store: ExportsStore,
    private readonly dueItems: DueItems,
    private readonly jobs: Jobs,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** By its orderer; one that has ended already stays as it is. @throws AppError 404, 412 */
  async delete(id: string): Promise<void> {
    await this.end(await this.store.own(id), 'deleted');
    await this.dueItems.cancel('export-expiry', id);
  }

  /** @throws AppError 412 when it was made or ended meanwhile */
  async end(order: Export, endReason: NonNullable<Export['endReason']>): Promise<void> {
    const { id, state, jobRunId, districtCode, kind, mode } = order;
    if (state === 'ended' || state === 'refused') return;
    if (state === 'waiting' && jobRunId) await this.jobs.cancel(jobRunId);
    await this.store.update(order, { state: 'ended', endReason, endedAt: this.clock.now() });
    const action = `export.${endReason}`;
    await this.audit.changed({ action, subjectType: 'export', subjectId: id, districtCode, fields: [kind, mode] });
  }
}
