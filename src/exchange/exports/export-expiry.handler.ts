import { Injectable } from '@nestjs/common';
import { DueHandler, type DueItem, type DueItemHandler } from '../../platform/queue';
import { ExportsStore } from './exports.store';
import { EndExport } from './use-cases/end-export.use-case';

/** The day of a file is over: it goes, and its key with it; the order stays. One that nobody agreed to ends too (R10). */
@Injectable()
@DueHandler('export-expiry')
export class ExportExpiry implements DueItemHandler {
  constructor(
    private readonly store: ExportsStore,
    private readonly ending: EndExport,
  ) {}

  async handle({ subjectId }: DueItem): Promise<void> {
    const order = await this.store.get(subjectId);
    await this.ending.end(order, order.state === 'asked' ? 'unanswered' : 'expired');
  }
}
