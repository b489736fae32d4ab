import { Injectable } from '@nestjs/common';
import { Sealer } from '../../platform/crypto';
import { Transactions } from '../../platform/database';
import { gone } from '../../platform/errors';
import type { LedgerImport } from './ledger-import.entity';
import type { LedgerRow } from './read-ledger';

const CHUNK = 500;
const PLACE = 'ledger_chunks.content';

/** The uploaded rows, sealed a few hundred at a time with a key of the import; for whoever uploaded them. */
@Injectable()
export class LedgerRowsStore {
  constructor(
    private readonly transactions: Transactions,
    private readonly sealer: Sealer,
  ) {}

  async keep(importId: string, rows: readonly LedgerRow[]): Promise<void> {
    for (let at = 0; at < rows.length; at += CHUNK) {
      const chunk = rows.slice(at, at + CHUNK);
      const first = chunk[0]!.line;
      const bytes = await this.sealer.seal(importId, PLACE, `${importId}/${first}`, JSON.stringify(chunk));
      await this.transactions.manager.query(
        'insert into ledger_chunks (import_id, first_line, content) values ($1, $2, $3)',
        [importId, first, bytes],
      );
    }
  }

  /** Before those of another sheet take their place. */
  async drop(importId: string): Promise<void> {
    await this.transactions.manager.query('delete from ledger_chunks where import_id = $1', [importId]);
  }

  /** All rows in their order. @throws AppError 410 `ledger-erased` */
  async all({ id, erasedAt }: LedgerImport): Promise<LedgerRow[]> {
    if (erasedAt !== null) throw gone('ledger-erased');
    const chunks = await this.transactions.manager.query<Chunk[]>(
      'select first_line as "firstLine", content from ledger_chunks where import_id = $1 order by first_line',
      [id],
    );
    const rows: LedgerRow[] = [];
    for (const chunk of chunks) rows.push(...(await this.open(id, chunk)));
    return rows;
  }

  /** The first rows, to look at. */
  async first(row: LedgerImport, count: number): Promise<LedgerRow[]> {
    return (await this.of(row, [row.headingRow + 1])).slice(0, count);
  }

  /** The chunks in which these lines stand. */
  async of({ id, erasedAt }: LedgerImport, lines: readonly number[]): Promise<LedgerRow[]> {
    if (erasedAt !== null || lines.length === 0) return [];
    const chunks = await this.transactions.manager.query<Chunk[]>(
      `select distinct on (c.first_line) c.first_line as "firstLine", c.content from unnest($2::integer[]) line
         join lateral (select first_line, content from ledger_chunks where import_id = $1
           and first_line <= greatest(line, (select min(first_line) from ledger_chunks where import_id = $1))
           order by first_line desc limit 1) c on true order by c.first_line`,
      [id, [...lines]],
    );
    const rows: LedgerRow[] = [];
    for (const chunk of chunks) rows.push(...(await this.open(id, chunk)));
    return rows;
  }

  private async open(importId: string, { firstLine, content }: Chunk): Promise<LedgerRow[]> {
    return JSON.parse(await this.sealer.open(importId, PLACE, `${importId}/${firstLine}`, content)) as LedgerRow[];
  }
}

interface Chunk {
  firstLine: number;
  content: Buffer;
}
