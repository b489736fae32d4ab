import { Injectable } from '@nestjs/common';
import { LedgerHouseholdsStore } from './ledger-households.store';

/** What a ledger said of a household when it was taken in; nobody has determined it (R3, R27). */
export interface LedgerStatement {
  circle: 'C1' | 'C2' | 'C3' | 'C4';
  takenInAt: Date;
}

/** Statements of ledgers about single households. */
@Injectable()
export class LedgerStatements {
  constructor(private readonly households: LedgerHouseholdsStore) {}

  /** Of the latest ledger that named a circle; null where none did, or it was undone. */
  async of(householdId: string): Promise<LedgerStatement | null> {
    const row = await this.households.latestCircle(householdId);
    return row?.reportedCircle ? { circle: row.reportedCircle, takenInAt: row.writtenAt } : null;
  }
}
