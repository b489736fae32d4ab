import { Injectable } from '@nestjs/common';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { notFound, stale } from '../../platform/errors';
import { LedgerImport, type LedgerState } from './ledger-import.entity';
import type { LedgerColumns, LedgerWords } from './ledger-fields';

/** Rows of imports: one's own, and for centre and authority those of their area. */
@Injectable()
export class LedgerImportsStore {
  constructor(private readonly transactions: Transactions) {}

  async insert(row: LedgerImport): Promise<void> {
    await this.transactions.manager.insert(LedgerImport, row as never);
  }

  /** @throws AppError 404 `ledger-not-found` */
  async get(id: string): Promise<LedgerImport> {
    const row = await this.transactions.manager.findOneBy(LedgerImport, { id });
    if (!row) throw notFound('ledger-not-found');
    return row;
  }

  /** The actor's own: only who uploaded the rows reads or takes them. @throws AppError 404 `ledger-not-found` */
  async own(id: string): Promise<LedgerImport> {
    const row = await this.get(id);
    if (row.requestedBy !== this.transactions.actor.userId) throw notFound('ledger-not-found');
    return row;
  }

  ofRequest(requestedBy: string, requestKey: string): Promise<LedgerImport | null> {
    return this.transactions.manager.findOneBy(LedgerImport, { requestedBy, requestKey });
  }

  /** Newest first. */
  async list(query: { state?: LedgerState; limit: number; after?: string }): Promise<Page<LedgerImport>> {
    const rows = this.transactions.manager.createQueryBuilder(LedgerImport, 'i').where('true');
    if (query.state) rows.andWhere('i.state = :state', { state: query.state });
    if (query.after) {
      const [createdAt, id] = decodeCursor(query.after);
      rows.andWhere('(i.created_at, i.id) < (:createdAt::timestamptz, :id::uuid)', { createdAt, id });
    }
    const found = await rows
      .orderBy('i.created_at', 'DESC')
      .addOrderBy('i.id', 'DESC')
      .limit(query.limit + 1)
      .getMany();
    return pageOf(found, query.limit, (row) => [row.createdAt.toISOString(), row.id]);
  }

  /** Writes where the state is still the one that was read. @throws AppError 412 */
  async update(row: LedgerImport, changes: Partial<LedgerImport>): Promise<LedgerImport> {
    const { id, state, version } = row;
    const next = { ...changes, version: version + 1 };
    const result = await this.transactions.manager.update(LedgerImport, { id, state, version }, next as never);
    if (result.affected !== 1) throw stale();
    return { ...row, ...next };
  }

  /** What is remembered of a shape of sheet. */
  async mapping(districtCode: string, digest: string): Promise<{ columns: LedgerColumns; words: LedgerWords } | null> {
    const [row] = await this.transactions.manager.query<Array<{ columns: LedgerColumns; words: LedgerWords }>>(
      'select columns, words from ledger_mappings where district_code = $1 and headings_digest = $2',
      [districtCode, digest],
    );
    return row ?? null;
  }

  /** Remembers what a person has said of a shape of sheet. */
  async remember({ districtCode, headingsDigest, columns, words }: LedgerImport, by: string, at: Date): Promise<void> {
    await this.transactions.manager.query(
      `insert into ledger_mappings (district_code, headings_digest, columns, words, decided_by, decided_at)
         values ($1, $2, $3, $4, $5, $6)
       on conflict (district_code, headings_digest) do update set columns = excluded.columns, words = excluded.words,
         decided_by = excluded.decided_by, decided_at = excluded.decided_at`,
      [districtCode, headingsDigest, JSON.stringify(columns), JSON.stringify(words), by, at],
    );
  }
}
