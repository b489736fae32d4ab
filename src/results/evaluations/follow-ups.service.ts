import { Injectable } from '@nestjs/common';
import { type Page, Transactions } from '../../platform/database';
import type { FollowUpQuery } from './dto/follow-up.dto';
import type { FollowUp } from './follow-up.entity';
import { FollowUpsStore } from './follow-ups.store';

/** Reads of follow-ups (R20, R57). */
@Injectable()
export class FollowUps {
  constructor(
    private readonly store: FollowUpsStore,
    private readonly transactions: Transactions,
  ) {}

  /** @throws AppError 404 `follow-up-not-found` */
  get(id: string): Promise<FollowUp> {
    return this.store.get(id);
  }

  list(query: FollowUpQuery): Promise<Page<FollowUp>> {
    return this.store.list(query, this.transactions.actor.userId);
  }

  ofHousehold(householdId: string): Promise<FollowUp[]> {
    return this.store.ofHousehold(householdId);
  }

  /** How many are due with the actor as owner. */
  async countMine(): Promise<number> {
    const { userId } = this.transactions.actor;
    return userId === null ? 0 : this.store.countDue(userId);
  }
}
