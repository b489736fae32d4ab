import { Injectable } from '@nestjs/common';
import { inTurn, Transactions } from '../../../platform/database';
import { notFound } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { ImportOffering } from '../../../supply/offerings';
import { ImportRecordsStore } from '../../spreadsheets';
import { inTheirDirectories } from '../directory-batches';

/** A person gives outside services their code, or says that none fits; later imports keep to it. */
@Injectable()
export class DecideMapping {
  constructor(
    private readonly transactions: Transactions,
    private readonly records: ImportRecordsStore,
    private readonly offerings: ImportOffering,
    private readonly clock: Clock,
  ) {}

  /**
   * @param sameTerm also all waiting records of the source whose first outside term is the same
   * @returns how many records were decided
   * @throws AppError 404 `import-record-not-found`, 422 when the code is not in the list
   */
  async execute(
    offeringIds: readonly string[],
    code: string | null,
    options: { sameTerm?: boolean } = {},
  ): Promise<number> {
    const given = await this.records.ofOfferings(offeringIds);
    if (given.length === 0 || given.length < new Set(offeringIds).size) throw notFound('import-record-not-found');
    const more = options.sameTerm ? await inTurn(given, (record) => this.records.sameTerm(record)) : [];
    const all = [...new Map([...given, ...more.flat()].map((record) => [record.offeringId, record])).values()];
    await inTheirDirectories(this.transactions, all, async (batch) => {
      for (const { offeringId } of batch) await this.offerings.assignCode(offeringId, code);
      const ids = batch.map(({ offeringId }) => offeringId);
      await this.records.decide(ids, code, this.transactions.actor.userId, this.clock.now());
    });
    return all.length;
  }
}
