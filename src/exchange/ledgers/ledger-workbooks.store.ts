import { Injectable } from '@nestjs/common';
import { Sealer } from '../../platform/crypto';
import { Transactions } from '../../platform/database';
import { gone } from '../../platform/errors';

const PLACE = 'ledger_workbooks.content';

/** Workbooks of several sheets, sealed with the key of their import until its rows are destroyed; for whoever uploaded them. */
@Injectable()
export class LedgerWorkbooksStore {
  constructor(
    private readonly transactions: Transactions,
    private readonly sealer: Sealer,
  ) {}

  async keep(importId: string, content: Buffer): Promise<void> {
    const bytes = await this.sealer.sealBytes(importId, PLACE, importId, content);
    await this.transactions.manager.query('insert into ledger_workbooks (import_id, content) values ($1, $2)', [
      importId,
      bytes,
    ]);
  }

  /** @throws AppError 410 `ledger-erased` */
  async read(importId: string): Promise<Buffer> {
    const [row] = await this.transactions.manager.query<Array<{ content: Buffer }>>(
      'select content from ledger_workbooks where import_id = $1',
      [importId],
    );
    if (!row) throw gone('ledger-erased');
    return this.sealer.openBytes(importId, PLACE, importId, row.content);
  }

  /** The sheet that somebody of the district took of a workbook with these sheets. */
  async choice(districtCode: string, digest: string): Promise<string | null> {
    const [row] = await this.transactions.manager.query<Array<{ sheet: string }>>(
      'select sheet from ledger_sheet_choices where district_code = $1 and sheets_digest = $2',
      [districtCode, digest],
    );
    return row?.sheet ?? null;
  }

  async remember(districtCode: string, digest: string, sheet: string, by: string, at: Date): Promise<void> {
    await this.transactions.manager.query(
      `insert into ledger_sheet_choices (district_code, sheets_digest, sheet, decided_by, decided_at) values ($1, $2, $3, $4, $5)
       on conflict (district_code, sheets_digest) do update set sheet = excluded.sheet, decided_by = excluded.decided_by,
         decided_at = excluded.decided_at`,
      [districtCode, digest, sheet, by, at],
    );
  }
}
