import { Injectable } from '@nestjs/common';
import { newId, NumberSequence, Transactions } from '../../../platform/database';
import { AppError, invalid } from '../../../platform/errors';
import { requestContext } from '../../../platform/http';
import { defaultLocale } from '../../../platform/i18n';
import { DueItems, Jobs } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { Regions } from '../../../reference/regions';
import { Audit } from '../../../trust/audit';
import type { OrderExport as Input } from '../dto/export.dto';
import type { Export, ExportFilter } from '../export.entity';
import { countedFrom, keptUntil, MOST_NAMED } from '../export-hours';
import { ExportKinds } from '../export-kinds';
import { MOST_ROWS, selectionOf, tooMany } from '../export-tables';
import { ExportsStore } from '../exports.store';

/** Orders a file that leaves the house; a job makes it (R55, C2, C3). */
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
   *   `export-region-unknown`; 429 `export-limit`
   */
  async execute(input: Input): Promise<Export> {
    const { actor } = this.transactions;
    const [districtCode] = actor.districtCodes;
    if (districtCode === undefined || actor.districtCodes.length > 1 || actor.userId === null) {
      throw invalid([{ field: 'district', code: 'district-needed' }], 'district-needed');
    }
    const { kind, mode, format, reason } = input;
    this.kinds.columns(kind, mode, actor.roles);
    const filter = await this.filterOf(input);
    if (mode === 'named') await this.checkNamed(input, filter);
    const now = this.clock.now();
    const row: Export = {
      ...{ id: newId(), number: await this.numbers.nextNumber('EX'), districtCode, kind, mode, format, reason, filter },
      ...{ regionPath: `${actor.regionPath ?? ''}/`, orderedBy: actor.userId, orderedAt: now, state: 'waiting' },
      locale: requestContext.getStore()?.locale ?? defaultLocale,
      ...{ failure: null, endReason: null, jobRunId: null, rowCount: null, leftOut: null },
      ...{ fileName: null, fileSize: null, readyAt: null, expiresAt: null, endedAt: null },
      ...{ downloads: 0, lastDownloadAt: null, version: 1 },
    };
    row.jobRunId = await this.jobs.start('compile-export', districtCode, { exportId: row.id });
    await this.store.insert(row);
    await this.dueItems.set({ kind: 'export-expiry', subjectId: row.id, districtCode, dueAt: keptUntil(now) });
    const subject = { subjectType: 'export', subjectId: row.id, districtCode };
    await this.audit.read({ action: 'export.ordered', ...subject, purpose: reason, fields: [kind, mode, format] });
    return row;
  }

  /** Somebody who has not read what the file contains, or takes more than a person looks through, is stopped before. */
  private async checkNamed({ kind, confirmed }: Input, filter: ExportFilter): Promise<void> {
    if (!confirmed) throw invalid([{ field: 'confirmed', code: 'export-confirm' }]);
    if ((await this.store.namedSince(countedFrom(this.clock.now()))) >= MOST_NAMED) {
      throw new AppError('export-limit', 429, { params: { limit: MOST_NAMED } });
    }
    const named = this.kinds.named(kind, this.transactions.actor.roles);
    if ((await named.count(selectionOf(filter), MOST_ROWS + 1)) > MOST_ROWS) throw tooMany();
  }

  private async filterOf({ regionCode, from, until }: Input): Promise<ExportFilter> {
    if (from !== undefined && until !== undefined && from > until) {
      throw invalid([{ field: 'until', code: 'export-months-turned' }]);
    }
    const months = { ...(from !== undefined && { from }), ...(until !== undefined && { until }) };
    if (regionCode === undefined) return months;
    const region = await this.regions.byCode(regionCode).catch(() => null);
    const reach = `${this.transactions.actor.regionPath ?? ''}/`;
    if (!region || !this.regions.within(region.path, reach)) {
      throw invalid([{ field: 'regionCode', code: 'export-region-unknown' }]);
    }
    return { ...months, regionCode, regionPath: region.path };
  }
}
