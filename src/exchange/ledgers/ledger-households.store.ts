import { Injectable } from '@nestjs/common';
import { In, IsNull, Not } from 'typeorm';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { LedgerHouseholdRow } from './ledger-household.entity';

/** What became of the households of ledgers. */
@Injectable()
export class LedgerHouseholdsStore {
  constructor(private readonly transactions: Transactions) {}

  async insert(rows: readonly LedgerHouseholdRow[]): Promise<void> {
    if (rows.length > 0) await this.transactions.manager.insert(LedgerHouseholdRow, [...rows]);
  }

  /** Households of the district with one of these keys that are here, from whatever ledger. */
  async known(districtCode: string, keys: readonly Buffer[]): Promise<LedgerHouseholdRow[]> {
    if (keys.length === 0) return [];
    return this.transactions.manager.find(LedgerHouseholdRow, {
      where: { districtCode, keyIndex: In([...keys]), state: In(['written', 'left']) },
    });
  }

  /** The last that named a circle and still stands. */
  latestCircle(householdId: string): Promise<LedgerHouseholdRow | null> {
    return this.transactions.manager.findOne(LedgerHouseholdRow, {
      where: { householdId, reportedCircle: Not(IsNull()), state: In(['written', 'left']) },
      order: { writtenAt: 'DESC' },
    });
  }

  /** In the order of the file. */
  async list(
    importId: string,
    query: { state?: LedgerHouseholdRow['state']; limit: number; after?: string },
  ): Promise<Page<LedgerHouseholdRow>> {
    const rows = this.transactions.manager.createQueryBuilder(LedgerHouseholdRow, 'h').where({ importId });
    if (query.state) rows.andWhere('h.state = :state', { state: query.state });
    if (query.after) {
      const [line] = decodeCursor(query.after);
      rows.andWhere('h.first_line > :line::integer', { line });
    }
    const found = await rows
      .orderBy('h.first_line')
      .limit(query.limit + 1)
      .getMany();
    return pageOf(found, query.limit, (row) => [String(row.firstLine)]);
  }

  /** The next that stand as they were written, for an undo. */
  async standing(importId: string, limit: number): Promise<LedgerHouseholdRow[]> {
    return this.transactions.manager.find(LedgerHouseholdRow, {
      where: { importId, state: 'written' },
      order: { firstLine: 'DESC' },
      take: limit,
    });
  }

  async countBy(importId: string): Promise<Record<LedgerHouseholdRow['state'], number>> {
    const rows = await this.transactions.manager.query<Array<{ state: LedgerHouseholdRow['state']; count: number }>>(
      'select state, count(*)::integer as count from ledger_households where import_id = $1 group by state',
      [importId],
    );
    return { written: 0, undone: 0, left: 0, ...Object.fromEntries(rows.map(({ state, count }) => [state, count])) };
  }

  /** Takes the file away when nobody has touched it since. @returns false when it stays */
  async takeAway(importId: string, householdId: string): Promise<boolean> {
    const [row] = await this.transactions.manager.query<Array<{ undone: boolean }>>(
      'select app.undo_ledger_household($1, $2) as undone',
      [importId, householdId],
    );
    return row?.undone === true;
  }

  async leave(importId: string, householdId: string): Promise<void> {
    await this.transactions.manager.update(LedgerHouseholdRow, { importId, householdId }, { state: 'left' });
  }

  /** The one row of a household that stands. */
  standingOf(householdId: string): Promise<LedgerHouseholdRow | null> {
    return this.transactions.manager.findOneBy(LedgerHouseholdRow, { householdId, state: 'written' });
  }
}
