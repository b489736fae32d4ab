import { Injectable } from '@nestjs/common';
import { DueHandler, type DueItem, type DueItemHandler } from '../../platform/queue';
import { ExportsStore } from './exports.store';
import { EndExport } from './use-cases/end-export.use-case';

/** The day of a file is over: it goes, and its key with it; the order stays. */
@Injectable()
@DueHandler('export-expiry')
export class ExportExpiry implements DueItemHandler {
  constructor(
    private readonly store: ExportsStore,
    private readonly ending: EndExport,
  ) {}

  async handle({ subjectId }: DueItem): Promise<void> {
    await this.ending.end(await this.store.get(subjectId), 'expired');
  }
}
