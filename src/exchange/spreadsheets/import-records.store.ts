import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { ImportRecord } from './import-record.entity';

export interface RecordPlace {
  districtCode: string;
  source: string;
}

/** What an import says of a record; the decision of a person is kept beside it. */
export type RecordSaved = Pick<
  ImportRecord,
  'sourceId' | 'digest' | 'offeringId' | 'name' | 'code' | 'proposedCode' | 'confidence' | 'termHash' | 'termName'
>;

export interface RecordFilter {
  state?: ImportRecord['state'];
  districtCode?: string;
  source?: string;
  proposedCode?: string;
  termHash?: string;
  limit: number;
  after?: string;
}

/** Rows of the ledger by the ids of their source. */
@Injectable()
export class ImportRecordsStore {
  constructor(private readonly transactions: Transactions) {}

  ofSource({ districtCode, source }: RecordPlace, sourceIds: readonly string[]): Promise<ImportRecord[]> {
    return this.repository.findBy({ districtCode, source, sourceId: In([...sourceIds]) });
  }

  ofOfferings(offeringIds: readonly string[]): Promise<ImportRecord[]> {
    return this.repository.findBy({ offeringId: In([...offeringIds]) });
  }

  /** Writes records new or anew. */
  async save(place: RecordPlace, records: readonly RecordSaved[]): Promise<void> {
    const rows = records.map((record) => ({
      source_id: record.sourceId,
      digest: record.digest,
      offering_id: record.offeringId,
      name: record.name,
      code: record.code,
      proposed_code: record.proposedCode,
      confidence: record.confidence,
      term_hash: record.termHash,
      term_name: record.termName,
    }));
    await this.transactions.manager.query(
      `insert into import_records (district_code, source, source_id, digest, offering_id, name, state, code, proposed_code,
         confidence, term_hash, term_name)
       select $1, $2, r.source_id, r.digest, r.offering_id, r.name, case when r.code is null then 'unmapped' else 'mapped' end,
         r.code, r.proposed_code, r.confidence, r.term_hash, r.term_name
       from jsonb_to_recordset($3::jsonb) as r(source_id text, digest text, offering_id uuid, name text, code text,
         proposed_code text, confidence real, term_hash text, term_name text)
       on conflict (district_code, source, source_id) do update set digest = excluded.digest, name = excluded.name,
         state = case when import_records.state = 'decided' then 'decided' else excluded.state end,
         code = case when import_records.state = 'decided' then import_records.code else excluded.code end,
         proposed_code = excluded.proposed_code, confidence = excluded.confidence, term_hash = excluded.term_hash,
         term_name = excluded.term_name`,
      [place.districtCode, place.source, JSON.stringify(rows)],
    );
  }

  async list(filter: RecordFilter): Promise<Page<ImportRecord>> {
    const { state, districtCode, source, proposedCode, termHash, limit, after } = filter;
    const equal = { state, districtCode, source, proposedCode, termHash };
    const query = this.repository
      .createQueryBuilder('r')
      .where(Object.fromEntries(Object.entries(equal).filter(([, value]) => value !== undefined)));
    if (after) {
      const [district, from, id] = decodeCursor(after);
      query.andWhere('(r.district_code, r.source, r.source_id) > (:district, :from, :id)', { district, from, id });
    }
    query
      .orderBy('r.district_code')
      .addOrderBy('r.source')
      .addOrderBy('r.source_id')
      .limit(limit + 1);
    return pageOf(await query.getMany(), limit, (row) => [row.districtCode, row.source, row.sourceId]);
  }

  /** Records that wait and have the same first outside term. */
  sameTerm({ districtCode, source, termHash }: ImportRecord): Promise<ImportRecord[]> {
    if (termHash === null) return Promise.resolve([]);
    return this.repository.find({
      where: { districtCode, source, termHash, state: 'unmapped' },
      order: { sourceId: 'ASC' },
    });
  }

  /** How many wait with each first term, for the records shown. */
  async waitingByTerm(termHashes: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.transactions.manager.query<Array<{ place: string; count: number }>>(
      `select district_code || ' ' || source || ' ' || term_hash as place, count(*)::integer as count from import_records
       where term_hash = any($1) and state = 'unmapped' group by 1`,
      [[...termHashes]],
    );
    return new Map(rows.map(({ place, count }) => [place, count]));
  }

  /** How many records each source has in each state. */
  bySource(): Promise<Array<{ districtCode: string; source: string; state: ImportRecord['state']; count: number }>> {
    return this.transactions.manager.query(
      `select district_code as "districtCode", source, state, count(*)::integer as count from import_records
       group by 1, 2, 3 order by 1, 2, 3`,
    );
  }

  /** Keeps what a person has decided; null: no code fits. */
  async decide(
    offeringIds: readonly string[],
    code: string | null,
    decidedBy: string | null,
    decidedAt: Date,
  ): Promise<void> {
    await this.transactions.manager.query(
      `update import_records set code_before = case when state = 'decided' then code_before else code end,
         state = 'decided', code = $2, decided_by = $3, decided_at = $4
       where offering_id = any($1)`,
      [[...offeringIds], code, decidedBy, decidedAt],
    );
  }

  /** What stood before the decision counts again. */
  async undo(offeringIds: readonly string[]): Promise<void> {
    await this.transactions.manager.query(
      `update import_records set state = case when code_before is null then 'unmapped' else 'mapped' end,
         code = code_before, code_before = null, decided_by = null, decided_at = null
       where offering_id = any($1) and state = 'decided'`,
      [[...offeringIds]],
    );
  }

  private get repository() {
    return this.transactions.manager.getRepository(ImportRecord);
  }
}
