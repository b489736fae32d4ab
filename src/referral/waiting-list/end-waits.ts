import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/time';
import { Reservations } from '../../supply/offerings';
import type { EndReason, WaitingListEntry } from './waiting-list-entry.entity';
import { WaitingListMoves } from './waiting-list-moves';
import { WaitingListStore } from './waiting-list.store';

/** Ends of a wait that nobody at a desk has asked for; the held place goes back to the ledger. Twice changes nothing. */
@Injectable()
export class EndWaits {
  constructor(
    private readonly store: WaitingListStore,
    private readonly moves: WaitingListMoves,
    private readonly reservations: Reservations,
    private readonly clock: Clock,
  ) {}

  /** Of the hold of one place, when its time is over. */
  async lapse(id: string): Promise<void> {
    // The deadline is never taken back: most that come have been answered long ago, and wait for no queue.
    if (!this.isOver(await this.store.get(id))) return;
    const entry = await this.store.lock(id);
    if (!this.isOver(entry)) return;
    await this.moves.end(entry, 'lapse', 'hold-over');
    await this.giveBack(entry);
  }

  /** Somebody leaves for a reason of the file or of the rules. */
  async leave(id: string, endReason: EndReason, reason: string): Promise<void> {
    const left = await this.goes(id, endReason, reason);
    if (left) await this.moves.placeAll(left.offeringId, left.districtCode);
  }

  /** Many leave one queue at once: the places of the others are worked out once, after the last. */
  async leaveAll(entries: readonly WaitingListEntry[], endReason: EndReason, reason: string): Promise<void> {
    for (const { id } of entries) await this.goes(id, endReason, reason);
    const [one] = entries;
    if (one) await this.moves.placeAll(one.offeringId, one.districtCode);
  }

  /** Another service has begun for the same need. */
  async servedElsewhere(id: string, reason: string): Promise<void> {
    const entry = await this.store.lock(id);
    if (entry.state !== 'waiting' && entry.state !== 'offered') return;
    await this.moves.end(entry, 'serve-elsewhere', 'served-elsewhere', { reason });
    await this.giveBack(entry);
  }

  /** The offering pauses: a held place is none any more, the turn is kept. */
  async takeBack(id: string, reason: string): Promise<void> {
    const entry = await this.store.lock(id);
    if (entry.state !== 'offered') return;
    await this.moves.make(entry, 'take-back', { offeredUntil: null, period: null }, { reason });
    await this.giveBack(entry);
  }

  private async goes(id: string, endReason: EndReason, reason: string): Promise<WaitingListEntry | null> {
    const entry = await this.store.lock(id);
    if (entry.state !== 'waiting' && entry.state !== 'offered') return null;
    await this.moves.endUnplaced(entry, entry.state === 'offered' ? 'decline' : 'leave', endReason, { reason });
    await this.giveBack(entry);
    return entry;
  }

  private isOver({ state, offeredUntil }: WaitingListEntry): boolean {
    return state === 'offered' && offeredUntil !== null && offeredUntil <= this.clock.now();
  }

  private async giveBack({ id, state }: WaitingListEntry): Promise<void> {
    if (state !== 'offered') return;
    await this.reservations.release(id, 'waiting-list');
  }
}
