import { Injectable } from '@nestjs/common';
import { conflict, gone, notFound } from '../../platform/errors';
import { type DueItem, DueItems, Events } from '../../platform/queue';
import { Clock } from '../../platform/time';
import type { CapacityBalance } from './capacity-balance.entity';
import type { CapacityHolding } from './capacity-holding.entity';
import { CapacityStore } from './capacity.store';
import { periodOf } from './period';
import type { ReserveRequest, ReserveVerdict } from './reserve-request';

/** How a verdict refuses. */
const REFUSALS = {
  absent: () => notFound('offering-not-found'),
  elsewhere: () => conflict('holder-has-places'),
  full: () => conflict('no-capacity'),
} as const;

/**
 * Places of offerings, as a ledger that no race can overdraw (design 3). Every act locks the rows, looks again and only
 * then writes; it belongs to the transaction of its caller. An offering whose capacity is unknown reserves nothing.
 */
@Injectable()
export class Capacity {
  constructor(
    private readonly store: CapacityStore,
    private readonly dueItems: DueItems,
    private readonly events: Events,
    private readonly clock: Clock,
  ) {}

  /**
   * Reserves places for a holder; asking again for the same is the same reservation, for longer where a later end is named.
   * @returns `reserved: false` when the capacity is unknown: ask first
   * @throws AppError 404; 409 `no-capacity`, `holder-has-places` when the holder holds places of another offering
   */
  async reserve(request: ReserveRequest): Promise<{ reserved: boolean }> {
    const [answer] = await this.reserveAll([request]);
    return { reserved: answer?.reserved ?? false };
  }

  /**
   * All or nothing, in one call of the database that locks in the order of the offerings' ids, so that two who want the same
   * never wait for each other. Answers stand in the order of the requests.
   * @throws as `reserve`, for the first that is refused in the order of the offerings' ids
   */
  async reserveAll(requests: readonly ReserveRequest[]): Promise<Array<{ holderId: string; reserved: boolean }>> {
    if (requests.length === 0) return [];
    const key = ({ offeringId, period, holderId }: ReserveRequest) => `${offeringId} ${period} ${holderId}`;
    const sorted = [...requests].sort((a, b) => (key(a) < key(b) ? -1 : 1));
    const verdicts = await this.store.reserve(sorted);
    for (const { verdict } of verdicts) if (verdict in REFUSALS) throw REFUSALS[verdict as keyof typeof REFUSALS]();
    const prolonged = await this.store.prolong(sorted.filter((_, at) => verdicts[at]!.verdict === 'held'));
    await this.endByThemselves(sorted.flatMap((request, at) => dueOf(request, verdicts[at]!, prolonged)));
    const reserved = new Map(sorted.map(({ holderId }, at) => [holderId, verdicts[at]!.verdict !== 'ask-first']));
    return requests.map(({ holderId }) => ({ holderId, reserved: reserved.get(holderId) ?? false }));
  }

  /**
   * The holder's reserved places are taken. Doing it twice changes nothing.
   * @returns `taken: false` when the holder never had places, because the capacity is unknown
   * @throws AppError 410 `reservation-ended`
   */
  async take(holderId: string): Promise<{ taken: boolean }> {
    const holding = await this.store.lockHolding(holderId);
    if (!holding) return { taken: false };
    if (holding.state === 'taken') return { taken: true };
    if (holding.state === 'released' || this.isOver(holding)) throw gone('reservation-ended');
    const balance = await this.store.lockBalance(holding.offeringId, holding.period);
    await this.store.change(balance, { reserved: -holding.quantity, taken: holding.quantity });
    await this.store.enter({ ...placesOf(holding), kind: 'taken' });
    await this.store.moveHolding(holderId, 'taken');
    return { taken: true };
  }

  /** Gives back what the holder reserved or took. Doing it twice, or without places, changes nothing. */
  async release(holderId: string, note?: string): Promise<{ released: boolean }> {
    const holding = await this.store.lockHolding(holderId);
    if (!holding || holding.state === 'released') return { released: false };
    await this.giveBack(holding, note ?? null);
    await this.tellFreed(holding.offeringId);
    return { released: true };
  }

  /**
   * The reserved places of one holder are another's from now on, until `expiresAt`; nobody can come between.
   * @throws AppError 404; 410 `reservation-ended` when the first holds none any more; 409 `holder-has-places`
   */
  async handOver(from: string, to: string, expiresAt: Date): Promise<void> {
    const holding = await this.store.lockHolding(from);
    if (holding?.state !== 'reserved' || this.isOver(holding)) throw gone('reservation-ended');
    await this.giveBack(holding, 'handed-over');
    await this.reserve({ ...placesOf(holding), holderId: to, expiresAt });
  }

  /** Whether the holder has places reserved or taken that are not over. */
  async holds(holderId: string): Promise<boolean> {
    const holding = await this.store.lockHolding(holderId);
    return holding !== null && holding.state !== 'released' && !this.isOver(holding);
  }

  /** Releases reservations whose time is over, at most `limit`. @returns how many */
  async expire(limit = 200): Promise<number> {
    let released = 0;
    for (const holderId of await this.store.overdue(this.clock.now(), limit)) {
      if (await this.expireHolder(holderId)) released += 1;
    }
    return released;
  }

  /** Releases the reservation of one holder if it is still there and its time is over. */
  async expireHolder(holderId: string): Promise<boolean> {
    const holding = await this.store.lockHolding(holderId);
    if (holding?.state !== 'reserved' || holding.expiresAt === null) return false;
    if (holding.expiresAt > this.clock.now()) return false;
    return (await this.release(holderId, 'expired')).released;
  }

  /**
   * Sets the places of a period: opens it, or corrects it with an entry that says by how much.
   * @throws AppError 409 `capacity-below-held` when more are reserved and taken already; `capacity-unknown`
   */
  async open(offeringId: string, period: string, places: number, note?: string): Promise<CapacityBalance> {
    const { known } = await this.store.termsOf(offeringId);
    if (!known) throw conflict('capacity-unknown');
    await this.store.ensure(offeringId, period, places);
    return this.correct(offeringId, period, places, note);
  }

  /** As `open`, for a period that is open. @throws AppError 404 `capacity-period-not-found`, 409 `capacity-below-held` */
  async correct(offeringId: string, period: string, places: number, note?: string): Promise<CapacityBalance> {
    const balance = await this.store.lockBalance(offeringId, period);
    const held = balance.reserved + balance.taken;
    if (places < held) throw conflict('capacity-below-held', { held });
    const by = places - balance.opened;
    if (by === 0) return balance;
    await this.store.change(balance, { opened: by });
    await this.store.enter({ offeringId, period, kind: 'corrected', quantity: by, note: note ?? null });
    if (by > 0) await this.tellFreed(offeringId);
    return { ...balance, opened: places };
  }

  /** Periods, newest first, that have been used or opened. */
  balances(offeringId: string): Promise<CapacityBalance[]> {
    return this.store.balances(offeringId);
  }

  /**
   * The places of every period were changed: periods from now on that opened with the old number follow, as far as
   * what is held in them allows.
   */
  async follow(offeringId: string, before: number | null, places: number): Promise<void> {
    const current = periodOf(this.clock.today());
    for (const { period, opened } of await this.store.balances(offeringId)) {
      if (period < current || (before !== null && opened !== before)) continue;
      const { reserved, taken } = await this.store.lockBalance(offeringId, period);
      await this.correct(offeringId, period, Math.max(places, reserved + taken));
    }
  }

  /** Places of a period as they stand; before its first use those of every period. Null when the capacity is unknown. */
  async balance(offeringId: string, period: string): Promise<(CapacityBalance & { left: number }) | null> {
    const { known, perPeriod } = await this.store.termsOf(offeringId);
    if (!known) return null;
    const unused = { offeringId, period, opened: perPeriod ?? 0, reserved: 0, taken: 0 };
    const balance = (await this.store.balance(offeringId, period)) ?? unused;
    return { ...balance, left: balance.opened - balance.reserved - balance.taken };
  }

  /** Never cancelled: the handler looks whether the reservation is still there and over. */
  private async endByThemselves(items: ReadonlyArray<Omit<DueItem, 'id'>>): Promise<void> {
    if (items.length > 0) await this.dueItems.setAll(items);
  }

  private async giveBack(holding: CapacityHolding, note: string | null): Promise<void> {
    const balance = await this.store.lockBalance(holding.offeringId, holding.period);
    await this.store.change(balance, { [holding.state]: -holding.quantity });
    await this.store.enter({ ...placesOf(holding), kind: 'released', note });
    await this.store.moveHolding(holding.holderId, 'released');
  }

  /** For whoever waits for a place. */
  private async tellFreed(offeringId: string): Promise<void> {
    const { districtCode } = await this.store.termsOf(offeringId);
    await this.events.publish({ type: 'capacity.freed', aggregateId: offeringId, aggregateVersion: 1, districtCode });
  }

  private isOver({ expiresAt }: CapacityHolding): boolean {
    return expiresAt !== null && expiresAt <= this.clock.now();
  }
}

/** The deadline of a reservation that was made or prolonged now and ends by itself. */
function dueOf(
  { holderId, expiresAt }: ReserveRequest,
  { verdict, districtCode }: ReserveVerdict,
  prolonged: ReadonlySet<string>,
) {
  const due = { kind: 'capacity-reservation', subjectId: holderId, districtCode };
  return expiresAt && (verdict === 'free' || prolonged.has(holderId)) ? [{ ...due, dueAt: expiresAt }] : [];
}

const placesOf = ({ holderId, offeringId, period, quantity }: CapacityHolding) => ({
  holderId,
  offeringId,
  period,
  quantity,
});
