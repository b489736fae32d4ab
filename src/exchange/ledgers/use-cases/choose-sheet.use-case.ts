import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { conflict } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import type { ChooseSheet as Choice } from '../dto/ledger.dto';
import { headingsDigest } from '../guess-columns';
import { LedgerImportsStore } from '../ledger-imports.store';
import type { LedgerImport } from '../ledger-import.entity';
import { LedgerRowsStore } from '../ledger-rows.store';
import { LedgerWorkbooksStore } from '../ledger-workbooks.store';
import { mappingFaults } from '../mapping-faults';
import { readLedger } from '../read-ledger';
import { shapeOf } from '../shape-of';
import { StartLedger } from './start-ledger.use-case';

const OPEN = ['choosing', 'uploaded', 'checked'];

/** A person says which sheet of a workbook is the ledger; the district remembers it for the next one like it. */
@Injectable()
export class ChooseSheet {
  constructor(
    private readonly imports: LedgerImportsStore,
    private readonly workbooks: LedgerWorkbooksStore,
    private readonly rows: LedgerRowsStore,
    private readonly starting: StartLedger,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `ledger-not-now`; 410 `ledger-erased`; 422 as `readLedger`, at `sheet` where it is the wrong one */
  async execute(id: string, { sheet }: Choice): Promise<LedgerImport> {
    const row = await this.imports.own(id);
    const { userId } = this.transactions.actor;
    if (!OPEN.includes(row.state) || row.sheets.length === 0 || userId === null)
      throw conflict('ledger-not-now', { state: row.state });
    const read = await readLedger(await this.workbooks.read(id), sheet);
    const known = await this.imports.mapping(row.districtCode, headingsDigest(read.headings));
    await this.rows.drop(id);
    await this.rows.keep(id, read.rows);
    const chosen = await this.imports.update(row, { ...shapeOf(read, known), state: 'uploaded', checkedAt: null });
    const digest = headingsDigest(row.sheets);
    await this.workbooks.remember(row.districtCode, digest, sheet, userId, this.clock.now());
    const subject = { subjectType: 'ledger-import', subjectId: id, districtCode: row.districtCode };
    await this.audit.changed({ action: 'ledger.sheet-chosen', ...subject, fields: [`rows-${read.rows.length}`] });
    return known && mappingFaults(chosen.columns).length === 0 ? this.starting.check(chosen) : chosen;
  }
}
