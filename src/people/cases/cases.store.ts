import { Injectable } from '@nestjs/common';
import { In, Not } from 'typeorm';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { notFound, stale } from '../../platform/errors';
import { CaseFile } from './case-file.entity';
import type { CaseQuery } from './dto/case.dto';
import { Handover } from './handover.entity';

const ended: Array<CaseFile['state']> = ['closed', 'follow-up', 'archived'];

/** Rows of cases and hand-overs, as far as the actor can reach them. */
@Injectable()
export class CasesStore {
  constructor(private readonly transactions: Transactions) {}

  async insert(row: CaseFile): Promise<void> {
    await this.transactions.manager.insert(CaseFile, row);
  }

  /** @throws AppError 404 `case-not-found` */
  async get(id: string): Promise<CaseFile> {
    const row = await this.transactions.manager.findOneBy(CaseFile, { id });
    if (!row) throw notFound('case-not-found');
    return row;
  }

  /** The one case that is being worked on; a database index allows no second. */
  openOf(householdId: string): Promise<CaseFile | null> {
    return this.transactions.manager.findOneBy(CaseFile, { householdId, state: Not(In(ended)) });
  }

  ofHousehold(householdId: string): Promise<CaseFile[]> {
    return this.transactions.manager.find(CaseFile, {
      where: { householdId },
      order: { openedAt: 'DESC', id: 'DESC' },
    });
  }

  /** Newest first. */
  async list(query: CaseQuery, userId: string | null): Promise<Page<CaseFile>> {
    const rows = this.transactions.manager.createQueryBuilder(CaseFile, 'c');
    if (query.mine) rows.andWhere('c.lead_worker_id = :userId', { userId });
    if (query.state) rows.andWhere('c.state = :state', { state: query.state });
    if (query.open) rows.andWhere('c.state not in (:...ended)', { ended });
    if (query.tier) rows.andWhere('c.tier = :tier', { tier: query.tier });
    if (query.emergency !== undefined) rows.andWhere('c.emergency = :emergency', { emergency: query.emergency });
    if (query.number) rows.andWhere('c.number = :number', { number: query.number });
    if (query.after) {
      const [openedAt, id] = decodeCursor(query.after);
      rows.andWhere('(c.opened_at, c.id) < (:openedAt::timestamptz, :id::uuid)', { openedAt, id });
    }
    const found = await rows
      .orderBy('c.opened_at', 'DESC')
      .addOrderBy('c.id', 'DESC')
      .limit(query.limit + 1)
      .getMany();
    return pageOf(found, query.limit, (row) => [row.openedAt.toISOString(), row.id]);
  }

  /** How many live cases somebody leads, and how many of them are emergencies. */
  async countOf(leadWorkerId: string): Promise<{ all: number; emergency: number }> {
    const where = { leadWorkerId, state: Not(In(ended)) };
    const all = await this.transactions.manager.countBy(CaseFile, where);
    return { all, emergency: await this.transactions.manager.countBy(CaseFile, { ...where, emergency: true }) };
  }

  /** @throws AppError 412 when someone else was first */
  async update(row: CaseFile, changes: Partial<CaseFile>): Promise<CaseFile> {
    const { id, version, state } = row;
    const next = { ...changes, version: version + 1 };
    const result = await this.transactions.manager.update(CaseFile, { id, version, state }, next);
    if (result.affected !== 1) throw stale();
    return { ...row, ...next };
  }
}

/** Rows of hand-overs; whoever reaches the case reaches them. */
@Injectable()
export class HandoversStore {
  constructor(private readonly transactions: Transactions) {}

  async insert(row: Handover): Promise<void> {
    await this.transactions.manager.insert(Handover, row);
  }

  /** @throws AppError 404 `handover-not-found` */
  async get(id: string): Promise<Handover> {
    const row = await this.transactions.manager.findOneBy(Handover, { id });
    if (!row) throw notFound('handover-not-found');
    return row;
  }

  ofCase(caseId: string): Promise<Handover[]> {
    return this.transactions.manager.find(Handover, { where: { caseId }, order: { offeredAt: 'DESC' } });
  }

  openOf(caseId: string): Promise<Handover | null> {
    return this.transactions.manager.findOneBy(Handover, { caseId, state: 'offered' });
  }

  /** Offers that wait for an answer of a unit, the oldest first. */
  async waitingAt(unitId: string, { limit, after }: { limit: number; after?: string }): Promise<Page<Handover>> {
    const rows = this.transactions.manager
      .createQueryBuilder(Handover, 'h')
      .where("h.to_unit_id = :unitId and h.state = 'offered'", { unitId });
    if (after) {
      const [offeredAt, id] = decodeCursor(after);
      rows.andWhere('(h.offered_at, h.id) > (:offeredAt::timestamptz, :id::uuid)', { offeredAt, id });
    }
    const found = await rows
      .orderBy('h.offered_at')
      .addOrderBy('h.id')
      .limit(limit + 1)
      .getMany();
    return pageOf(found, limit, (row) => [row.offeredAt.toISOString(), row.id]);
  }

  countWaitingAt(unitId: string): Promise<number> {
    return this.transactions.manager.countBy(Handover, { toUnitId: unitId, state: 'offered' });
  }

  /** @throws AppError 412 when it was answered meanwhile */
  async answer(row: Handover, changes: Partial<Handover>): Promise<Handover> {
    const result = await this.transactions.manager.update(Handover, { id: row.id, state: 'offered' }, changes);
    if (result.affected !== 1) throw stale();
    return { ...row, ...changes };
  }
}
