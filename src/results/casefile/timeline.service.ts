import { Injectable } from '@nestjs/common';
import { HouseholdLevels, Households } from '../../people/households';
import type { Page } from '../../platform/database';
import { type TimelineEntryView, viewTimelineEntry } from './dto/timeline.dto';
import { TimelineStore } from './timeline.store';

/** An entry with what the reader may know of it. */
export type ShownEntry = Omit<TimelineEntryView, 'at'> & { at: Date };

/** What happened to a household: every move and every service with who, when and, where it is shown, why (C3). */
@Injectable()
export class Timeline {
  constructor(
    private readonly store: TimelineStore,
    private readonly households: Households,
    private readonly levels: HouseholdLevels,
  ) {}

  /** A page, newest first; the reading is on the record. @throws AppError 404 `household-not-found` */
  async read(householdId: string, limit: number, after?: string): Promise<Page<ShownEntry>> {
    await this.households.open(householdId);
    const levels = await this.levels.of(householdId);
    const page = await this.store.of(householdId, limit, after);
    const items = page.items.map((entry) => ({ ...viewTimelineEntry(entry, levels), at: entry.at }));
    return { ...page, items };
  }
}
