import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { notFound, stale } from '../../platform/errors';
import { FieldSheet } from './field-sheet.entity';
import type { FieldSheetState } from './field-sheet.lifecycle';

/** Rows of sheets; each is there for its assessor alone. */
@Injectable()
export class FieldSheetsStore {
  constructor(private readonly transactions: Transactions) {}

  async insert(row: FieldSheet): Promise<void> {
    await this.transactions.manager.insert(FieldSheet, row);
  }

  /** @throws AppError 404 `field-sheet-not-found` */
  async get(id: string): Promise<FieldSheet> {
    const row = await this.transactions.manager.findOneBy(FieldSheet, { id });
    if (!row) throw notFound('field-sheet-not-found');
    return row;
  }

  /** Those of files within reach, newest first: what a frozen file or one that moved away holds is shown to nobody here. */
  async page(query: { states?: readonly FieldSheetState[]; limit: number; after?: string }): Promise<Page<FieldSheet>> {
    const rows = this.transactions.manager.createQueryBuilder(FieldSheet, 's');
    rows.where('exists (select 1 from households h where h.id = s.household_id)');
    if (query.states) rows.andWhere('s.state in (:...states)', { states: [...query.states] });
    if (query.after) {
      const [receivedAt, id] = decodeCursor(query.after);
      rows.andWhere('(s.received_at, s.id) < (:receivedAt::timestamptz, :id::uuid)', { receivedAt, id });
    }
    const found = await rows
      .orderBy('s.received_at', 'DESC')
      .addOrderBy('s.id', 'DESC')
      .limit(query.limit + 1)
      .getMany();
    return pageOf(found, query.limit, (row) => [row.receivedAt.toISOString(), row.id]);
  }

  ofDevice(takeAlongId: string): Promise<FieldSheet[]> {
    return this.transactions.manager.find(FieldSheet, {
      where: { takeAlongId },
      order: { receivedAt: 'ASC', id: 'ASC' },
    });
  }

  /** The actor's own that are complete and wait for a triage, from whatever device. */
  waiting(): Promise<FieldSheet[]> {
    return this.transactions.manager.findBy(FieldSheet, { state: 'waiting' });
  }

  /** Sheets of the same name that have become results, whatever device sent them. */
  takenOver(sheetKey: string, householdId: string): Promise<FieldSheet[]> {
    return this.transactions.manager.findBy(FieldSheet, { sheetKey, householdId, state: In(['taken-over']) });
  }

  /** @throws AppError 412 when somebody else was first */
  async update({ id, state, version }: FieldSheet, changes: Partial<FieldSheet>): Promise<void> {
    const change = { ...changes, version: version + 1 };
    const result = await this.transactions.manager.update(FieldSheet, { id, state, version }, change);
    if (result.affected !== 1) throw stale();
  }

  /** One after the other for a household, so that two devices that send at once see each other's results. */
  async inTurn(householdId: string): Promise<void> {
    await this.transactions.inTurn(`field-work/${householdId}`);
  }
}
