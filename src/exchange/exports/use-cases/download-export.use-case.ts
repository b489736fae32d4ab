import { Injectable } from '@nestjs/common';
import { Sealer } from '../../../platform/crypto';
import { conflict, gone } from '../../../platform/errors';
import { AfterRequest } from '../../../platform/http';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import type { Export } from '../export.entity';
import { purposeOf } from '../export-request';
import { ExportsStore } from '../exports.store';

export interface ExportedFile {
  name: string;
  type: string;
  content: Buffer;
}

const TYPES: Record<Export['format'], string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Hands the file to whoever ordered it, and to nobody else; each time is counted and on the record. */
@Injectable()
export class DownloadExport {
  constructor(
    private readonly store: ExportsStore,
    private readonly sealer: Sealer,
    private readonly audit: Audit,
    private readonly afterRequest: AfterRequest,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404 also for an order of somebody else; 409 `export-not-ready`; 410 `export-ended` */
  async execute(id: string): Promise<ExportedFile> {
    const order = await this.store.own(id);
    const { state, expiresAt, fileName, format } = order;
    if (state !== 'ready' && state !== 'ended') throw conflict('export-not-ready');
    const now = this.clock.now();
    const sealed = expiresAt !== null && expiresAt > now ? await this.store.file(id) : null;
    if (state === 'ended' || !sealed) throw gone('export-ended');
    const content = await this.sealer.openBytes(id, 'export_files.content', id, sealed);
    const noted = () => this.noted(order, now);
    if (!this.afterRequest.defer(noted)) await noted();
    return { name: fileName ?? order.number, type: TYPES[format], content };
  }

  private async noted(order: Export, now: Date): Promise<void> {
    const { id, districtCode, kind, mode, rowCount } = order;
    const purpose = purposeOf(order);
    await this.store.countDownload(id, now);
    await this.audit.read({
      ...{ action: 'export.downloaded', subjectType: 'export', subjectId: id, districtCode, purpose },
      fields: [kind, mode, `rows-${rowCount ?? 0}`],
    });
  }
}
