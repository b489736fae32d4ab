import { Injectable } from '@nestjs/common';
import { type Page, Transactions } from '../../platform/database';
import { conflict } from '../../platform/errors';
import type { CaseFile } from './case-file.entity';
import { CasesStore, HandoversStore } from './cases.store';
import type { CaseQuery } from './dto/case.dto';
import type { Handover } from './handover.entity';

/** The work on a household: one case at a time, with one owner (R6, R10). */
@Injectable()
export class Cases {
  constructor(
    private readonly store: CasesStore,
    private readonly handovers: HandoversStore,
    private readonly transactions: Transactions,
  ) {}

  /** @throws AppError 404 `case-not-found` */
  get(id: string): Promise<CaseFile> {
    return this.store.get(id);
  }

  /** The case that is being worked on; null when there is none. */
  openCase(householdId: string): Promise<CaseFile | null> {
    return this.store.openOf(householdId);
  }

  /** @throws AppError 409 `case-needed` when nobody works on the household */
  async requireOpen(householdId: string): Promise<CaseFile> {
    const row = await this.store.openOf(householdId);
    if (!row) throw conflict('case-needed');
    return row;
  }

  ofHousehold(householdId: string): Promise<CaseFile[]> {
    return this.store.ofHousehold(householdId);
  }

  list(query: CaseQuery): Promise<Page<CaseFile>> {
    return this.store.list(query, this.transactions.actor.userId);
  }

  /** How many live cases the actor leads, and how many of them are emergencies. */
  async countMine(): Promise<{ all: number; emergency: number }> {
    const { userId } = this.transactions.actor;
    return userId ? this.store.countOf(userId) : { all: 0, emergency: 0 };
  }

  /** Offers that wait for the actor's unit. */
  async waitingForMe(page: { limit: number; after?: string }): Promise<Page<Handover>> {
    const { unitId } = this.transactions.actor;
    return unitId ? this.handovers.waitingAt(unitId, page) : { items: [], next: null };
  }

  async countWaitingForMe(): Promise<number> {
    const { unitId } = this.transactions.actor;
    return unitId ? this.handovers.countWaitingAt(unitId) : 0;
  }

  handoversOf(caseId: string): Promise<Handover[]> {
    return this.handovers.ofCase(caseId);
  }

  /** @throws AppError 404 `handover-not-found` */
  handover(id: string): Promise<Handover> {
    return this.handovers.get(id);
  }
}
