import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { notFound, stale } from '../../platform/errors';
import type { ClockKind } from './clock-line';
import { HouseholdClock } from './household-clock.entity';

/** Rows of clocks, as far as the actor can reach them. */
@Injectable()
export class ClocksStore {
  constructor(private readonly transactions: Transactions) {}

  async insert(clock: HouseholdClock): Promise<void> {
    await this.transactions.manager.insert(HouseholdClock, clock as never);
  }

  /** @throws AppError 404 `clock-not-found` */
  async get(id: string): Promise<HouseholdClock> {
    const clock = await this.transactions.manager.findOneBy(HouseholdClock, { id });
    if (!clock) throw notFound('clock-not-found');
    return clock;
  }

  /** Those that have ended too, in the order of their start. */
  ofHousehold(householdId: string): Promise<HouseholdClock[]> {
    return this.transactions.manager.find(HouseholdClock, {
      where: { householdId },
      order: { startedOn: 'ASC', id: 'ASC' },
    });
  }

  /** The one of a kind that has not ended; a database index allows no second. */
  async runningOf(householdId: string, kind: ClockKind): Promise<HouseholdClock | null> {
    const all = await this.transactions.manager.findBy(HouseholdClock, { householdId, kind });
    return all.find(({ endedOn }) => endedOn === null) ?? null;
  }

  /** Writes only where state and version are still those that were read. @throws AppError 412 */
  async update(clock: HouseholdClock, changes: Partial<HouseholdClock>): Promise<HouseholdClock> {
    const { id, state, version } = clock;
    const change = { ...changes, version: version + 1 };
    const result = await this.transactions.manager.update(HouseholdClock, { id, state, version }, change as never);
    if (result.affected !== 1) throw stale();
    return { ...clock, ...change };
  }
}
