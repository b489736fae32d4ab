import { Injectable } from '@nestjs/common';
import { Sealer } from '../../../platform/crypto';
import { Transactions } from '../../../platform/database';
import { Texts } from '../../../platform/i18n';
import { DueItems } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { Accounts } from '../../../trust/accounts';
import { Audit } from '../../../trust/audit';
import type { Export } from '../export.entity';
import { csvFile, workbookFile } from '../export-file';
import { keptUntil } from '../export-hours';
import { purposeOf } from '../export-request';
import { ExportTables } from '../export-tables';
import { ExportsStore } from '../exports.store';
import { localeOf, watermarkOf } from '../watermark';

/** Makes the file of an order and keeps it sealed for a day. Runs as the orderer, with today's rights. */
@Injectable()
export class CompileExport {
  constructor(
    private readonly store: ExportsStore,
    private readonly tables: ExportTables,
    private readonly sealer: Sealer,
    private readonly dueItems: DueItems,
    private readonly audit: Audit,
    private readonly accounts: Accounts,
    private readonly texts: Texts,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 403, 404, 412; 422 `export-too-many` */
  async execute(id: string): Promise<number> {
    const order = await this.store.own(id);
    if (order.state !== 'waiting') return 0;
    const table = await this.tables.make(order);
    const now = this.clock.now();
    const people = await this.accounts.names(order.decidedBy === null ? [] : [order.decidedBy]);
    const decider = order.decidedBy && (people.get(order.decidedBy) ?? null);
    const mark = watermarkOf(order, { person: this.transactions.actor.displayName, decider, now }, this.texts);
    const t = (key: string) => this.texts.t(localeOf(order), `exports.file.${key}`);
    const words = { guide: t('guide'), number: t('number') };
    const make = order.format === 'csv' ? csvFile : workbookFile;
    const content = await make(table, mark, words);
    await this.store.keepFile(id, await this.sealer.sealBytes(id, 'export_files.content', id, content));
    const expiresAt = keptUntil(now);
    await this.store.update(order, {
      ...{ state: 'ready', readyAt: now, expiresAt, rowCount: table.rows.length, leftOut: table.leftOut },
      ...{ fileName: nameOf(order), fileSize: content.length },
    });
    const { districtCode, kind, mode } = order;
    const purpose = purposeOf(order);
    await this.dueItems.set({ kind: 'export-expiry', subjectId: id, districtCode, dueAt: expiresAt });
    await this.audit.read({
      ...{ action: 'export.compiled', subjectType: 'export', subjectId: id, districtCode, purpose },
      fields: [kind, mode, `rows-${table.rows.length}`],
    });
    return table.rows.length;
  }
}

/** The number in the name: a file that is passed on still tells whose it is. */
const nameOf = ({ number, kind, mode, format }: Export) => `${number}-${kind}-${mode}.${format}`;
