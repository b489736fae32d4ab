import { Injectable } from '@nestjs/common';
import { type Page, Transactions } from '../../platform/database';
import { DueItems } from '../../platform/queue';
import { Clock } from '../../platform/time';
import type { Household } from '../households';
import type { Assessment } from './assessment.entity';
import type { RetestQuery } from './dto/retest.dto';
import type { Instrument } from './instrument';
import { retestWindow } from './retest-dates';
import { type RetestCounts, type RetestLine, RetestsStore } from './retests.store';

export const RETEST = 'retest';
export const RETEST_OVERDUE = 'retest-overdue';

/** When scales are asked again: the due list, and the dates that a result sets (domain D, R18). */
@Injectable()
export class Retests {
  constructor(
    private readonly store: RetestsStore,
    private readonly dueItems: DueItems,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Due and overdue ones in reach, the earliest day first. */
  list(query: RetestQuery): Promise<Page<RetestLine>> {
    return this.store.list(query, query.mine ? this.transactions.actor.userId : null, this.clock.today());
  }

  /** With `mine` only what the actor leads. */
  counts({ mine }: { mine: boolean }): Promise<RetestCounts> {
    return this.store.counts(mine ? this.transactions.actor.userId : null, this.clock.today());
  }

  /** The days that belong to a result from now on. */
  datesOf(instrument: Instrument): Record<'retestFrom' | 'retestUntil', string | null> {
    const window = retestWindow(instrument, this.clock.now());
    return { retestFrom: window?.from ?? null, retestUntil: window?.until ?? null };
  }

  /** A scale was handed in: its reminders are set, those of earlier results are over. */
  async plan({ id }: Assessment, { districtCode }: Household, instrument: Instrument): Promise<void> {
    for (const earlier of await this.store.earlier(id)) {
      for (const kind of [RETEST, RETEST_OVERDUE]) await this.dueItems.cancel(kind, earlier);
    }
    const { retestFrom, retestUntil } = this.datesOf(instrument);
    if (retestFrom === null || retestUntil === null) return;
    const at = (day: string) => new Date(`${day}T00:00:00+08:00`);
    await this.dueItems.set({ kind: RETEST, subjectId: id, districtCode, dueAt: at(retestFrom) });
    await this.dueItems.set({ kind: RETEST_OVERDUE, subjectId: id, districtCode, dueAt: at(retestUntil) });
  }
}
