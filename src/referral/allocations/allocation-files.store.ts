import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { AllocationFile } from './allocation-file.entity';

/** Markets and certificates of allocations. */
@Injectable()
export class AllocationFilesStore {
  constructor(private readonly transactions: Transactions) {}

  /** Null when there is none. */
  async read(allocationId: string, kind: AllocationFile['kind']): Promise<Buffer | null> {
    const row = await this.transactions.manager.findOneBy(AllocationFile, { allocationId, kind });
    return row?.content ?? null;
  }

  /** In place of what was there. */
  async keep(allocationId: string, kind: AllocationFile['kind'], content: Buffer): Promise<void> {
    await this.transactions.manager.upsert(AllocationFile, { allocationId, kind, content }, ['allocationId', 'kind']);
  }
}
