import { Injectable } from '@nestjs/common';
import { newId, NumberSequence, Transactions } from '../../../platform/database';
import { AppError, conflict, invalid } from '../../../platform/errors';
import { requestContext } from '../../../platform/http';
import { defaultLocale } from '../../../platform/i18n';
import { DueItems, Jobs } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { Regions } from '../../../reference/regions';
import { daysToAnswer, later } from '../../../trust/approvals';
import { Audit } from '../../../trust/audit';
import type { OrderExport as Input } from '../dto/export.dto';
import type { Export, ExportFilter } from '../export.entity';
import { countedFrom, keptUntil, MOST_NAMED, STATISTICS_DAYS, statisticsFrom } from '../export-hours';
import { type ExportRequest, purposeOf, requestOf } from '../export-request';
import { ExportKinds } from '../export-kinds';
import { selectionOf, tooMany } from '../export-tables';
import { ExportsStore } from '../exports.store';

/**
 * Orders a file that leaves the house; a job makes it (R55, C2, C3). An identified list waits for a second person first
 * (R88).
 */
@Injectable()
export class OrderExport {
  constructor(
    private readonly store: ExportsStore,
    private readonly kinds: ExportKinds,
    private readonly regions: Regions,
    private readonly numbers: NumberSequence,
    private readonly jobs: Jobs,
    private readonly dueItems: DueItems,
    private readonly audit: Audit,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws AppError 403 `export-not-for-role`; 422 `export-confirm`, `export-too-many`, `export-months-turned`,
   *   `export-months-not-asked`, `export-region-unknown`, `export-region-too-small`,
   *   `export-request-needed`, `export-request-not-asked`; 409 `export-statistics-first`, `export-request-open`; 429
   *   `export-limit`
   */
  async execute(input: Input): Promise<Export> {
    const { actor } = this.transactions;
    const [districtCode] = actor.districtCodes;
    if (districtCode === undefined || actor.districtCodes.length > 1 || actor.userId === null) {
      throw invalid([{ field: 'district', code: 'district-needed' }], 'district-needed');
    }
    const { kind, mode, format, reason } = input;
    this.kinds.columns(kind, mode, actor.roles);
    const request = requestOf(input, this.clock.today());
    const filter = await this.filterOf(input);
    if (mode !== 'statistics') await this.checkRows(input, filter);
    if (mode === 'identified') await this.checkRequest(input, request);
    const now = this.clock.now();
    const row: Export = {
      ...{ id: newId(), number: await this.numbers.nextNumber('EX'), districtCode, kind, mode, format, reason, filter },
      ...{
        regionPath: `${actor.regionPath ?? ''}/`,
        orderedBy: actor.userId,
        orderedAt: now,
        state: mode === 'identified' ? 'asked' : 'waiting',
      },
      locale: requestContext.getStore()?.locale ?? defaultLocale,
      ...{
        ...request,
        decidedBy: null,
        decidedAt: null,
        decisionNote: null,
        noticeDelayReason: null,
        noticeDueAt: null,
      },
      ...{ failure: null, endReason: null, jobRunId: null, rowCount: null, leftOut: null },
      ...{ fileName: null, fileSize: null, readyAt: null, expiresAt: null, endedAt: null },
      ...{ downloads: 0, lastDownloadAt: null, version: 1 },
    };
    const asked = row.state === 'asked';
    if (!asked) row.jobRunId = await this.jobs.start('compile-export', districtCode, { exportId: row.id });
    await this.store.insert(row);
    const dueAt = asked ? later(now, daysToAnswer) : keptUntil(now);
    await this.dueItems.set({ kind: 'export-expiry', subjectId: row.id, districtCode, dueAt });
    const subject = { subjectType: 'export', subjectId: row.id, districtCode };
    await this.audit.read({
      action: 'export.ordered',
      ...subject,
      purpose: purposeOf(row),
      fields: [kind, mode, format],
    });
    return row;
  }

  /** Somebody who has not read what the file contains, or takes more than a person looks through, is stopped before. */
  private async checkRows({ kind, mode, confirmed }: Input, filter: ExportFilter): Promise<void> {
    if (!confirmed) throw invalid([{ field: 'confirmed', code: 'export-confirm' }]);
    if ((await this.store.namedSince(countedFrom(this.clock.now()))) >= MOST_NAMED) {
      throw new AppError('export-limit', 429, { params: { limit: MOST_NAMED } });
    }
    const { roles } = this.transactions.actor;
    const rows = mode === 'identified' ? this.kinds.identified(kind, roles) : this.kinds.named(kind, roles);
    const most = this.kinds.mostRows(kind, mode);
    if ((await rows.count(selectionOf(filter), most + 1)) > most) throw tooMany(most);
  }

  /** Statistics first, and one file of one request at a time. */
  private async checkRequest({ kind }: Input, { requestOrgan, requestNumber }: ExportRequest): Promise<void> {
    if (!(await this.store.hadStatistics(kind, statisticsFrom(this.clock.now()))))
      throw conflict('export-statistics-first', { days: STATISTICS_DAYS });
    const open = await this.store.openOf(requestOrgan ?? '', requestNumber ?? '');
    if (open) throw conflict('export-request-open', { number: open.number });
  }

  /** Which rows: of a place, of months. Statistics take no months: two that overlap could be subtracted (C2). */
  private async filterOf({ mode, regionCode, from, until }: Input): Promise<ExportFilter> {
    if (from !== undefined && until !== undefined && from > until) {
      throw invalid([{ field: 'until', code: 'export-months-turned' }]);
    }
    if (mode === 'statistics' && (from ?? until) !== undefined) {
      throw invalid([{ field: from === undefined ? 'until' : 'from', code: 'export-months-not-asked' }]);
    }
    const months = { ...(from !== undefined && { from }), ...(until !== undefined && { until }) };
    if (regionCode === undefined) return months;
    const region = await this.regions.byCode(regionCode).catch(() => null);
    const reach = `${this.transactions.actor.regionPath ?? ''}/`;
    if (!region || !this.regions.within(region.path, reach)) {
      throw invalid([{ field: 'regionCode', code: 'export-region-unknown' }]);
    }
    // Two statistics, of a township and of its villages, could be subtracted down to a household (C2).
    if (mode === 'statistics' && region.level === 'village') {
      throw invalid([{ field: 'regionCode', code: 'export-region-too-small' }]);
    }
    return { ...months, regionCode, regionPath: region.path };
  }
}
