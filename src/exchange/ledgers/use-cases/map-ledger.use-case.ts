import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { conflict, type FieldError, invalid } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { Regions } from '../../../reference/regions';
import { Audit } from '../../../trust/audit';
import type { MapLedger as Mapping, NameWords } from '../dto/ledger.dto';
import { codesOf, type LedgerWords, plainWord } from '../ledger-fields';
import type { LedgerImport } from '../ledger-import.entity';
import { LedgerImportsStore } from '../ledger-imports.store';
import { mappingFaults } from '../mapping-faults';
import { StartLedger } from './start-ledger.use-case';

/** A person says which column is what, and which word stands for which code; the district remembers both. */
@Injectable()
export class MapLedger {
  constructor(
    private readonly imports: LedgerImportsStore,
    private readonly starting: StartLedger,
    private readonly regions: Regions,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Sets the columns and checks the rows. @throws AppError 404; 409 `ledger-not-now`; 422 as `mappingFaults` */
  async columns(id: string, { columns }: Mapping): Promise<LedgerImport> {
    const row = await this.imports.own(id);
    const chosen = row.headings.map((_, at) => columns[at] ?? null);
    const faults = mappingFaults(chosen);
    if (columns.length > row.headings.length) faults.push({ field: 'columns', code: 'ledger-columns-too-many' });
    if (faults.length > 0) throw invalid(faults);
    return this.remembered(row, { columns: chosen, words: row.words });
  }

  /** Gives words their codes and checks the rows anew. @throws AppError 404; 409; 422 `ledger-code-unknown` */
  async words(id: string, { words }: NameWords): Promise<LedgerImport> {
    const row = await this.imports.own(id);
    const faults: FieldError[] = [];
    const known: Record<string, Record<string, string>> = structuredClone(row.words) as never;
    for (const [at, { field, word, code }] of words.entries()) {
      const fits = field === 'region' ? await this.inReach(row, code) : codesOf(field).includes(code);
      if (!fits) faults.push({ field: `words.${at}.code`, code: 'ledger-code-unknown', params: { code } });
      known[field] = { ...known[field], [plainWord(word)]: code };
    }
    if (faults.length > 0) throw invalid(faults);
    return this.remembered(row, { columns: row.columns, words: known as LedgerWords });
  }

  private async inReach(row: LedgerImport, code: string): Promise<boolean> {
    const region = await this.regions.byCode(code).catch(() => null);
    return region !== null && this.regions.within(region.path, row.regionPath);
  }

  private async remembered(row: LedgerImport, said: Pick<LedgerImport, 'columns' | 'words'>): Promise<LedgerImport> {
    const { userId } = this.transactions.actor;
    if (userId === null) throw conflict('ledger-not-now', { state: row.state });
    await this.imports.remember({ ...row, ...said }, userId, this.clock.now());
    const subject = { subjectType: 'ledger-import', subjectId: row.id, districtCode: row.districtCode };
    await this.audit.changed({ action: 'ledger.mapped', ...subject });
    return this.starting.check(row, said);
  }
}
