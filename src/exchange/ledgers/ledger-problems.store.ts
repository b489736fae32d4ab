import { Injectable } from '@nestjs/common';
import { decodeCursor, newId, type Page, pageOf, Transactions } from '../../platform/database';
import { LedgerProblem } from './ledger-problem.entity';
import type { RowProblem } from './ledger-person';

/** Problems of an import. */
@Injectable()
export class LedgerProblemsStore {
  constructor(private readonly transactions: Transactions) {}

  async add(importId: string, problems: readonly RowProblem[]): Promise<void> {
    if (problems.length === 0) return;
    await this.transactions.manager.query(
      `insert into ledger_problems (id, import_id, line, field, code, params, refused)
       select r.id, $1, r.line, r.field, r.code, r.params, r.refused
       from jsonb_to_recordset($2::jsonb) as r(id uuid, line integer, field text, code text, params jsonb, refused boolean)`,
      [importId, JSON.stringify(problems.map((problem) => ({ ...problem, id: newId() })))],
    );
  }

  async clear(importId: string): Promise<void> {
    await this.transactions.manager.delete(LedgerProblem, { importId });
  }

  /** In the order of the lines. */
  async list(importId: string, query: { code?: string; limit: number; after?: string }): Promise<Page<LedgerProblem>> {
    const rows = this.transactions.manager.createQueryBuilder(LedgerProblem, 'p').where({ importId });
    if (query.code) rows.andWhere('p.code = :code', { code: query.code });
    if (query.after) {
      const [line, id] = decodeCursor(query.after);
      rows.andWhere('(p.line, p.id) > (:line::integer, :id::uuid)', { line, id });
    }
    const found = await rows
      .orderBy('p.line')
      .addOrderBy('p.id')
      .limit(query.limit + 1)
      .getMany();
    return pageOf(found, query.limit, (row) => [String(row.line), row.id]);
  }

  /** How many rows have each problem, the most frequent first; those that keep rows out before notes. */
  counts(importId: string): Promise<Array<{ code: string; refused: boolean; count: number }>> {
    return this.transactions.manager.query(
      `select code, refused, count(distinct line)::integer as count from ledger_problems where import_id = $1
       group by code, refused order by refused desc, count(*) desc, code`,
      [importId],
    );
  }
}
