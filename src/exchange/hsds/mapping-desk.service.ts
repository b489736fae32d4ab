import { Injectable } from '@nestjs/common';
import { type Page, Transactions } from '../../platform/database';
import { notFound } from '../../platform/errors';
import { type Offering, Offerings } from '../../supply/offerings';
import { type ImportRecord, ImportRecordsStore, type RecordFilter } from '../spreadsheets';

export interface DeskRecord extends ImportRecord {
  /** How many waiting records of the source have the same first term, this one included. */
  sameTerm: number;
}

/** What waits for a person to give it a code. */
@Injectable()
export class MappingDesk {
  constructor(
    private readonly transactions: Transactions,
    private readonly records: ImportRecordsStore,
    private readonly offerings: Offerings,
  ) {}

  async list(filter: RecordFilter): Promise<Page<DeskRecord>> {
    const page = await this.records.list(filter);
    return { items: await this.withTerms(page.items), next: page.next };
  }

  /** A record and the offering it became. @throws AppError 404 `import-record-not-found` */
  async one(offeringId: string): Promise<{ record: DeskRecord; offering: Offering }> {
    const [record] = await this.withTerms(await this.records.ofOfferings([offeringId]));
    if (!record) throw notFound('import-record-not-found');
    // The offerings of a directory lie in no district: whoever maps looks at them there.
    const there = { ...this.transactions.actor, districtCodes: [record.districtCode], purpose: 'mapping-desk' };
    const read = () => this.offerings.get(offeringId);
    return { record, offering: await this.transactions.runApart(there, read, { readOnly: true }) };
  }

  sources(): ReturnType<ImportRecordsStore['bySource']> {
    return this.records.bySource();
  }

  private async withTerms(records: readonly ImportRecord[]): Promise<DeskRecord[]> {
    const hashes = records.flatMap(({ termHash }) => (termHash === null ? [] : [termHash]));
    const waiting = await this.records.waitingByTerm(hashes);
    return records.map((record) => ({
      ...record,
      sameTerm: waiting.get(`${record.districtCode} ${record.source} ${record.termHash}`) ?? 0,
    }));
  }
}
