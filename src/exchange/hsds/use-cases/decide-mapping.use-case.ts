import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { notFound } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { ImportOffering } from '../../../supply/offerings';
import { type ImportRecord, ImportRecordsStore } from '../../spreadsheets';

/** Decisions of one transaction: a write transaction must stay short (design 8.5). */
const BATCH = 25;

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
    const more = options.sameTerm ? await Promise.all(given.map((record) => this.records.sameTerm(record))) : [];
    const all = [...new Map([...given, ...more.flat()].map((record) => [record.offeringId, record])).values()];
    for (const [districtCode, records] of byDistrict(all)) {
      for (let at = 0; at < records.length; at += BATCH)
        await this.decide(districtCode, records.slice(at, at + BATCH), code);
    }
    return all.length;
  }

  /** The offerings of a directory lie in no district: for them the person acts in that directory, under the own name. */
  private async decide(districtCode: string, records: readonly ImportRecord[], code: string | null): Promise<void> {
    const { actor } = this.transactions;
    const there = { ...actor, districtCodes: [districtCode], purpose: 'mapping-desk' };
    await this.transactions.runApart(there, async () => {
      for (const { offeringId } of records) await this.offerings.assignCode(offeringId, code);
      const ids = records.map(({ offeringId }) => offeringId);
      await this.records.decide(ids, code, actor.userId, this.clock.now());
    });
  }
}

function byDistrict(records: readonly ImportRecord[]): Map<string, ImportRecord[]> {
  const groups = new Map<string, ImportRecord[]>();
  for (const record of records) groups.set(record.districtCode, [...(groups.get(record.districtCode) ?? []), record]);
  return groups;
}
