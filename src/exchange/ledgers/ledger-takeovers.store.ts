import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import type { LedgerField } from './ledger-fields';
import { LedgerProblem } from './ledger-problem.entity';
import { LedgerTakeover } from './ledger-takeover.entity';

export const DIFFERS = 'ledger-differs';

/** Which cells: of a column, of a row, one of both, or all. */
export interface Cells {
  field?: LedgerField | undefined;
  line?: number | undefined;
}

const WHICH = `p.import_id = $1 and p.code = '${DIFFERS}' and p.field = any ($2)
  and ($3::text is null or p.field = $3) and ($4::integer is null or p.line = $4)`;

/** Cells in which a ledger and files differ, and which of them a person has ticked. */
@Injectable()
export class LedgerTakeoversStore {
  constructor(private readonly transactions: Transactions) {}

  /** In the order of the lines. */
  async differing(importId: string, query: Cells & { limit: number; after?: string }): Promise<Page<LedgerProblem>> {
    const rows = this.transactions.manager
      .createQueryBuilder(LedgerProblem, 'p')
      .where({ importId, code: DIFFERS })
      .andWhere('p.field is not null');
    if (query.field) rows.andWhere('p.field = :field', { field: query.field });
    if (query.line) rows.andWhere('p.line = :at::integer', { at: query.line });
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

  /** How many cells differ, by column. */
  fields(importId: string): Promise<Array<{ field: LedgerField; count: number; chosen: number }>> {
    return this.transactions.manager.query(
      `select p.field, count(*)::integer as count, count(t.line)::integer as chosen from ledger_problems p
         left join ledger_takeovers t on t.import_id = p.import_id and t.line = p.line and t.field = p.field
       where p.import_id = $1 and p.code = $2 and p.field is not null group by 1 order by 2 desc, 1`,
      [importId, DIFFERS],
    );
  }

  of(importId: string, lines?: readonly number[]): Promise<LedgerTakeover[]> {
    return this.transactions.manager.findBy(LedgerTakeover, { importId, ...(lines && { line: In([...lines]) }) });
  }

  count(importId: string, state: LedgerTakeover['state']): Promise<number> {
    return this.transactions.manager.countBy(LedgerTakeover, { importId, state });
  }

  /** Ticks cells that differ; others are none. @returns how many were ticked anew */
  async choose(importId: string, { field, line }: Cells, takeable: readonly LedgerField[]): Promise<number> {
    const rows = await this.transactions.manager.query<unknown[]>(
      `insert into ledger_takeovers (import_id, line, field, state)
         select distinct p.import_id, p.line, p.field, 'chosen' from ledger_problems p where ${WHICH}
       on conflict do nothing returning line`,
      [importId, takeable, field ?? null, line ?? null],
    );
    return rows.length;
  }

  /** @returns how many ticks were taken away */
  async leave(importId: string, { field, line }: Cells): Promise<number> {
    const which = { importId, state: 'chosen' as const, ...(field && { field }), ...(line && { line }) };
    return (await this.transactions.manager.delete(LedgerTakeover, which)).affected ?? 0;
  }

  async clear(importId: string): Promise<void> {
    await this.transactions.manager.delete(LedgerTakeover, { importId });
  }

  async settle({ importId, line, field }: LedgerTakeover, code: string | null): Promise<void> {
    const state = code === null ? 'taken' : 'refused';
    await this.transactions.manager.update(LedgerTakeover, { importId, line, field }, { state, code });
  }
}
