import { Injectable } from '@nestjs/common';
import { DueHandler, type DueItem, type DueItemHandler } from '../../platform/queue';
import { EndBatchPrint } from './use-cases/end-batch-print.use-case';

/** The day of the papers is over: they go, and their key with them; that they were printed stays (C2). */
@Injectable()
@DueHandler('batch-print-expiry')
export class BatchPrintExpiry implements DueItemHandler {
  constructor(private readonly ending: EndBatchPrint) {}

  async handle({ subjectId }: DueItem): Promise<void> {
    await this.ending.end(subjectId, 'expired');
  }
}
