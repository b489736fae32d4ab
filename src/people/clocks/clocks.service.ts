import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { HouseholdLevels } from '../households';
import { ClocksStore } from './clocks.store';
import { type ClocksView, type ClockView, viewClock, viewClocks } from './dto/clock.view';
import type { HouseholdClock } from './household-clock.entity';

/** The clocks of a household as the reader may see them: the dates, and what is paid where sums are shown (C3). */
@Injectable()
export class Clocks {
  constructor(
    private readonly store: ClocksStore,
    private readonly levels: HouseholdLevels,
    private readonly transactions: Transactions,
  ) {}

  /** @throws AppError 404 `clock-not-found` */
  get(id: string): Promise<HouseholdClock> {
    return this.store.get(id);
  }

  async one(clock: HouseholdClock): Promise<ClockView> {
    return viewClock(clock, await this.levels.of(clock.householdId), this.transactions.actor.roles);
  }

  /** All of one household on one time line. */
  async of(householdId: string): Promise<ClocksView> {
    const clocks = await this.store.ofHousehold(householdId);
    return viewClocks(clocks, await this.levels.of(householdId), this.transactions.actor.roles);
  }
}
