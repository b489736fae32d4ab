import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { notFound } from '../../../platform/errors';
import { ImportOffering } from '../../../supply/offerings';
import { ImportRecordsStore } from '../../spreadsheets';
import { inTheirDirectories } from '../directory-batches';

/** Takes a decision of the mapping desk back: the code that stood before counts again, and rules may change it. */
@Injectable()
export class UndoMapping {
  constructor(
    private readonly transactions: Transactions,
    private readonly records: ImportRecordsStore,
    private readonly offerings: ImportOffering,
  ) {}

  /** @returns how many decisions were undone; records that nobody decided are left as they are
   * @throws AppError 404 `import-record-not-found` */
  async execute(offeringIds: readonly string[]): Promise<number> {
    const given = await this.records.ofOfferings(offeringIds);
    if (given.length === 0 || given.length < new Set(offeringIds).size) throw notFound('import-record-not-found');
    const decided = given.filter(({ state }) => state === 'decided');
    await inTheirDirectories(this.transactions, decided, async (batch) => {
      for (const { offeringId, codeBefore } of batch) await this.offerings.assignCode(offeringId, codeBefore);
      await this.records.undo(batch.map(({ offeringId }) => offeringId));
    });
    return decided.length;
  }
}
