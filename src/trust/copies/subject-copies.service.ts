import { Injectable } from '@nestjs/common';
import { Sealer } from '../../platform/crypto';
import { Transactions } from '../../platform/database';
import { systemActor } from '../access';
import { type CopySection, copySections } from './copy-section';

type CopyValue = string | number | boolean | null | CopyValue[] | { [field: string]: CopyValue };
export type CopyRow = Record<string, CopyValue>;

/** One section with its rows. */
export interface CopiedSection {
  key: string;
  rows: CopyRow[];
}

interface Wanted {
  householdId: string;
  districtCode: string;
  /** Service codes that must not be named (R46, C3). */
  withheldCodes: readonly string[];
}

/** Gathers what all rooms keep about a household. */
@Injectable()
export class SubjectCopies {
  constructor(
    private readonly transactions: Transactions,
    private readonly sealer: Sealer,
  ) {}

  /** In one reading transaction of the machine: whoever asks need not reach every row, the household owns them all. */
  collect(wanted: Wanted): Promise<CopiedSection[]> {
    return this.transactions.runApart(
      systemActor(wanted.districtCode, 'household-copy'),
      async () => {
        const sections: CopiedSection[] = [];
        for (const section of copySections())
          sections.push({ key: section.key, rows: await this.rowsOf(section, wanted) });
        return sections;
      },
      { readOnly: true },
    );
  }

  private async rowsOf(section: CopySection, { householdId, withheldCodes }: Wanted): Promise<CopyRow[]> {
    const values = section.sql.includes('$2') ? [householdId, withheldCodes] : [householdId];
    const rows = await this.transactions.manager.query<Array<Record<string, unknown>>>(section.sql, values);
    const copied: CopyRow[] = [];
    for (const { id, ...row } of rows) {
      for (const [column, { place, subject }] of Object.entries(section.sealed ?? {})) {
        const bytes = row[column];
        const owner = subject === 'row' ? String(id) : householdId;
        row[column] = bytes instanceof Buffer ? await this.sealer.open(owner, place, String(id), bytes) : null;
      }
      copied.push(JSON.parse(JSON.stringify(row)) as CopyRow);
    }
    return copied;
  }
}
