import { Injectable } from '@nestjs/common';
import type { Page } from '../../platform/database';
import { type ImportRecord, ImportRecordsStore, type RecordFilter } from '../spreadsheets';

export interface DeskRecord extends ImportRecord {
  /** How many waiting records of the source have the same first term, this one included. */
  sameTerm: number;
}

/** What waits for a person to give it a code. */
@Injectable()
export class MappingDesk {
  constructor(private readonly records: ImportRecordsStore) {}

  async list(filter: RecordFilter): Promise<Page<DeskRecord>> {
    const page = await this.records.list(filter);
    const hashes = page.items.flatMap(({ termHash }) => (termHash === null ? [] : [termHash]));
    const waiting = await this.records.waitingByTerm(hashes);
    const items = page.items.map((record) => ({
      ...record,
      sameTerm: waiting.get(`${record.districtCode} ${record.source} ${record.termHash}`) ?? 0,
    }));
    return { items, next: page.next };
  }

  sources(): ReturnType<ImportRecordsStore['bySource']> {
    return this.records.bySource();
  }
}
