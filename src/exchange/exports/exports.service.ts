import { Injectable } from '@nestjs/common';
import { type Page, Transactions } from '../../platform/database';
import { Clock } from '../../platform/time';
import { allows } from '../../trust/access';
import { Accounts } from '../../trust/accounts';
import type { ExportQuery } from './dto/export.dto';
import type { ExportView } from './dto/export.view';
import type { Export } from './export.entity';
import { ExportsStore } from './exports.store';

/** Reads of orders. */
@Injectable()
export class Exports {
  constructor(
    private readonly store: ExportsStore,
    private readonly accounts: Accounts,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404 `export-not-found` */
  get(id: string): Promise<Export> {
    return this.store.get(id);
  }

  /** Newest first. */
  list(query: ExportQuery): Promise<Page<Export>> {
    return this.store.list(query);
  }

  /** Orders that wait for the actor's agreement (R88). */
  countAsked(): Promise<number> {
    return this.store.countAsked();
  }

  async view(row: Export): Promise<ExportView> {
    const [shown] = await this.views([row]);
    return shown!;
  }

  async views(rows: readonly Export[]): Promise<ExportView[]> {
    const names = await this.accounts.names([
      ...new Set(rows.flatMap(({ orderedBy, decidedBy }) => (decidedBy ? [orderedBy, decidedBy] : [orderedBy]))),
    ]);
    const now = this.clock.now();
    const { userId, roles } = this.transactions.actor;
    const decides = allows(roles, 'exports:decide');
    return rows.map((row) => {
      const { id, number, kind, mode, format, reason, filter, state, failure, endReason, rowCount, leftOut } = row;
      const { requestNumber, requestOrgan, requestDate, fieldGroups, decidedBy, decisionNote, noticeDelayReason } = row;
      const { fileName, fileSize, orderedBy, expiresAt, downloads, version } = row;
      return {
        ...{ id, self: `/api/v1/exports/${id}`, number, kind, mode, format, reason },
        ...{ regionCode: filter.regionCode ?? null, from: filter.from ?? null, until: filter.until ?? null },
        ...{ state, failure, endReason, rowCount, leftOut, fileName, fileSize, orderedBy, downloads, version },
        ...{ requestNumber, requestOrgan, requestDate, decisionNote, noticeDelayReason },
        fieldGroups: fieldGroups ?? [],
        decidedByName: decidedBy && (names.get(decidedBy) ?? null),
        decidedAt: row.decidedAt?.toISOString() ?? null,
        noticeDueAt: row.noticeDueAt?.toISOString() ?? null,
        orderedByName: names.get(orderedBy) ?? null,
        orderedAt: row.orderedAt.toISOString(),
        readyAt: row.readyAt?.toISOString() ?? null,
        expiresAt: expiresAt?.toISOString() ?? null,
        endedAt: row.endedAt?.toISOString() ?? null,
        lastDownloadAt: row.lastDownloadAt?.toISOString() ?? null,
        downloadable: orderedBy === userId && state === 'ready' && expiresAt !== null && expiresAt > now,
        decidable: decides && state === 'asked' && orderedBy !== userId,
      };
    });
  }
}
