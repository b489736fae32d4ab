import { Injectable } from '@nestjs/common';
import { Needs } from '../../../people/needs';
import { AppError, conflict } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { Offerings, Reservations } from '../../../supply/offerings';
import { CreateReferral, KeepPlace } from '../../referrals';
import { QueueRules } from '../queue-rules';
import type { WaitingListEntry } from '../waiting-list-entry.entity';
import { WaitingListMoves } from '../waiting-list-moves';
import { WaitingListStore } from '../waiting-list.store';

/** The word of the household, given by its worker: the held place is taken as a draft referral, or the queue is left. */
@Injectable()
export class AnswerHeldPlace {
  constructor(
    private readonly store: WaitingListStore,
    private readonly moves: WaitingListMoves,
    private readonly rules: QueueRules,
    private readonly needs: Needs,
    private readonly offerings: Offerings,
    private readonly creating: CreateReferral,
    private readonly keeping: KeepPlace,
    private readonly reservations: Reservations,
    private readonly clock: Clock,
  ) {}

  /**
   * Drafts the referral that uses the held place; consent and sending follow as for every other (R98).
   * @throws AppError 404; 409 `move-not-allowed`, `waiting-list-hold-over`, `waiting-list-need-moved`, `offering-not-open`,
   *   `need-not-confirmed`, `need-not-assessed`, `referral-live`, `case-needed`
   */
  async accept(id: string): Promise<WaitingListEntry> {
    const entry = await this.store.lock(id);
    const late = entry.offeredUntil !== null && entry.offeredUntil <= this.clock.now();
    if (entry.state === 'offered') {
      if (late) throw conflict('waiting-list-hold-over');
      const offering = await this.offerings.get(entry.offeringId);
      if (offering.state !== 'listed') throw conflict('offering-not-open');
    }
    const referralId = entry.state === 'offered' ? await this.draft(entry) : undefined;
    return this.moves.end(entry, 'accept', 'accepted', { late, referralId });
  }

  /** Leaves the queue, or says no to the place that is held. @throws AppError 404, 409 `move-not-allowed` */
  async leave(id: string, reason: string): Promise<WaitingListEntry> {
    const entry = await this.store.lock(id);
    if (entry.state !== 'offered') return this.moves.end(entry, 'leave', 'left', { reason });
    const left = await this.moves.end(entry, 'decline', 'declined', { reason });
    await this.reservations.release(id, 'declined');
    return left;
  }

  private async draft(entry: WaitingListEntry): Promise<string> {
    const { id: needId, householdId } = await this.needs.newest(entry.needId);
    // A draft would stand in a file whose household never waited.
    if (householdId !== entry.householdId) throw conflict('waiting-list-need-moved');
    const { id } = await this.creating.execute({ needId, offeringId: entry.offeringId, candidates: [] });
    const kept = { holderId: entry.id, period: entry.period!, until: this.rules.holdUntil(entry.districtCode) };
    try {
      await this.keeping.execute(id, kept);
    } catch (error) {
      if (error instanceof AppError && error.status === 410) throw conflict('waiting-list-hold-over');
      throw error;
    }
    return id;
  }
}
