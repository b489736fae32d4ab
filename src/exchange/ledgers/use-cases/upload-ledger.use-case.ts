import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { newId, NumberSequence, Transactions } from '../../../platform/database';
import { invalid } from '../../../platform/errors';
import { DueItems } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import { headingsDigest } from '../guess-columns';
import type { LedgerImport } from '../ledger-import.entity';
import { LedgerImportsStore } from '../ledger-imports.store';
import { LedgerRowsStore } from '../ledger-rows.store';
import { LedgerWorkbooksStore } from '../ledger-workbooks.store';
import { mappingFaults } from '../mapping-faults';
import { readLedger, sheetsToChoose } from '../read-ledger';
import { erasureDay } from '../rows-kept';
import { noShape, shapeOf } from '../shape-of';
import { StartLedger } from './start-ledger.use-case';

export interface UploadedLedger {
  fileName: string;
  content: Buffer;
  sheet?: string;
}

/**
 * Takes the rows of a ledger into sealed keeping; a sheet whose shape is known is checked at once. Of several that fit a person
 * chooses one, unless the district has before.
 */
@Injectable()
export class UploadLedger {
  constructor(
    private readonly imports: LedgerImportsStore,
    private readonly rows: LedgerRowsStore,
    private readonly workbooks: LedgerWorkbooksStore,
    private readonly starting: StartLedger,
    private readonly numbers: NumberSequence,
    private readonly dueItems: DueItems,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /**
   * @param requestKey of the form: sent twice, it leads to the same import
   * @throws AppError 422 as `readLedger`, `district-needed`
   */
  async execute({ fileName, content, sheet }: UploadedLedger, requestKey: string): Promise<LedgerImport> {
    const { actor } = this.transactions;
    const [districtCode] = actor.districtCodes;
    if (!districtCode || actor.districtCodes.length > 1 || !actor.userId || actor.regionPath === null)
      throw invalid([{ field: 'district', code: 'district-needed' }], 'district-needed');
    const earlier = await this.imports.ofRequest(actor.userId, requestKey);
    if (earlier) return earlier;
    const sheets = await sheetsToChoose(content);
    const chosen = sheet ?? (await this.remembered(districtCode, sheets));
    const read = chosen === undefined && sheets.length > 0 ? null : await readLedger(content, chosen);
    const known = read && (await this.imports.mapping(districtCode, headingsDigest(read.headings)));
    const row: LedgerImport = {
      ...{ id: newId(), number: await this.numbers.nextNumber('L'), districtCode, regionPath: `${actor.regionPath}/` },
      ...{ fileName, fileDigest: createHash('sha256').update(content).digest(), sheets, jobRunId: null },
      ...(read ? shapeOf(read, known) : noShape),
      state: read ? 'uploaded' : 'choosing',
      ...{ requestKey, requestedBy: actor.userId, createdAt: this.clock.now(), checkedAt: null },
      ...{ writtenAt: null, undoneAt: null, erasedAt: null, assignedUnitId: null, assignedWorkerId: null, version: 1 },
    };
    await this.imports.insert(row);
    if (read) await this.rows.keep(row.id, read.rows);
    if (sheets.length > 0) await this.workbooks.keep(row.id, content);
    const dueAt = erasureDay(this.clock.today());
    await this.dueItems.set({ kind: 'ledger-expiry', subjectId: row.id, districtCode, dueAt });
    const subject = { subjectType: 'ledger-import', subjectId: row.id, districtCode };
    await this.audit.changed({ action: 'ledger.uploaded', ...subject, fields: [`rows-${row.rowCount}`] });
    return known && mappingFaults(row.columns).length === 0 ? this.starting.check(row) : row;
  }

  /** The sheet that was taken of the last workbook with these sheets. */
  private async remembered(districtCode: string, sheets: readonly string[]): Promise<string | undefined> {
    return sheets.length === 0
      ? undefined
      : ((await this.workbooks.choice(districtCode, headingsDigest(sheets))) ?? undefined);
  }
}
