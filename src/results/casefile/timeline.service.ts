import { Injectable } from '@nestjs/common';
import { Households } from '../../people/households';
import type { Page } from '../../platform/database';
import { type TimelineEntry, TimelineStore } from './timeline.store';

/** What happened to a household: every move and every service with who, when and why (ux.md pattern 4). */
@Injectable()
export class Timeline {
  constructor(
    private readonly store: TimelineStore,
    private readonly households: Households,
  ) {}

  /** A page, newest first; the reading is on the record. @throws AppError 404 `household-not-found` */
  async read(householdId: string, limit: number, after?: string): Promise<Page<TimelineEntry>> {
    await this.households.open(householdId);
    return this.store.of(householdId, limit, after);
  }
}
