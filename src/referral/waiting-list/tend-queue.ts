import { Injectable } from '@nestjs/common';
import { Offerings } from '../../supply/offerings';
import { EndWaits } from './end-waits';
import { MOST_AT_ONCE, OfferPlaces } from './offer-places';
import type { EndReason } from './waiting-list-entry.entity';
import { WaitingListStore } from './waiting-list.store';

/**
 * What the state of an offering asks of its queue: one that closes, or whose places are not known any more, ends it; one that
 * pauses takes its held places back; an open one offers. Twice changes nothing. Run by the machine alone.
 */
@Injectable()
export class TendQueue {
  constructor(
    private readonly store: WaitingListStore,
    private readonly offerings: Offerings,
    private readonly ending: EndWaits,
    private readonly offering: OfferPlaces,
  ) {}

  /** @param reason what has called for it */
  async execute(offeringId: string, reason: string): Promise<void> {
    const { state, capacityKnown } = await this.offerings.get(offeringId);
    if (state === 'closed') await this.end(offeringId, 'offering-closed', reason);
    else if (!capacityKnown) await this.end(offeringId, 'places-unknown', reason);
    else if (state === 'listed') await this.offering.execute(offeringId);
    else for (const { id } of await this.store.offeredOf(offeringId)) await this.ending.takeBack(id, reason);
  }

  /** A long queue in several transactions, each of which sets the look for the next before it locks the queue. */
  private async end(offeringId: string, endReason: EndReason, reason: string): Promise<void> {
    const last = await this.store.lastOf(offeringId, MOST_AT_ONCE + 1);
    if (last.length > MOST_AT_ONCE) await this.offering.lookAgain(last[0]!, 0);
    await this.ending.leaveAll(last.slice(0, MOST_AT_ONCE), endReason, reason);
  }
}
