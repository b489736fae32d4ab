import { Injectable } from '@nestjs/common';
import { Needs } from '../../people/needs';
import { type DomainEvent, type EventSubscriber, Subscriber } from '../../platform/queue';
import { EndWaits } from './end-waits';
import { EntryStanding } from './entry-standing';
import { OfferPlaces } from './offer-places';
import { urgencies } from './queue-order';
import { TendQueue } from './tend-queue';
import type { WaitingListEntry } from './waiting-list-entry.entity';
import { WaitingListMoves } from './waiting-list-moves';
import { WaitingListStore } from './waiting-list.store';

/** A place has come free, or somebody has joined while one was. */
@Injectable()
@Subscriber('waiting-list-offer-places')
export class OfferFreedPlaces implements EventSubscriber {
  readonly events = ['capacity.freed', 'waiting-list.joined', 'waiting-list.left'];

  constructor(private readonly offering: OfferPlaces) {}

  async handle({ type, aggregateId, data }: DomainEvent): Promise<void> {
    const offeringId = type === 'capacity.freed' ? aggregateId : data.offeringId;
    if (typeof offeringId === 'string') await this.offering.execute(offeringId);
  }
}

/** An offering that closes, pauses, goes on or stops saying how many places it has. */
@Injectable()
@Subscriber('waiting-list-follow-offering')
export class FollowOffering implements EventSubscriber {
  readonly events = ['offering.changed'];

  constructor(private readonly tending: TendQueue) {}

  async handle({ aggregateId, type }: DomainEvent): Promise<void> {
    await this.tending.execute(aggregateId, type);
  }
}

/** What ends a wait on the side of the household: its case, its consent, the need itself, help from somewhere else. */
@Injectable()
@Subscriber('waiting-list-follow-household')
export class FollowHousehold implements EventSubscriber {
  readonly events = [
    'case.closed',
    'consent.withdrawn',
    'consent.refused',
    'need.closed',
    'need.declined',
    'need.withdrawn',
    'need.replaced',
    'referral.started',
    'referral.completed',
  ];

  constructor(
    private readonly store: WaitingListStore,
    private readonly needs: Needs,
    private readonly standing: EntryStanding,
    private readonly ending: EndWaits,
  ) {}

  async handle(event: DomainEvent): Promise<void> {
    if (event.householdId === null) return;
    const live = await this.store.liveOfHousehold(event.householdId);
    for (const entry of live) {
      const { id, needId } = entry;
      if (event.type === 'case.closed') await this.ending.leave(id, 'household-closed', event.type);
      else if (event.type.startsWith('consent.')) {
        if (await this.refuses(entry)) await this.ending.leave(id, 'consent-ended', event.type);
      } else if (await this.isOf(event, needId)) {
        if (event.type === 'need.replaced' && !(await this.wentAway(entry))) continue;
        if (event.type.startsWith('referral.')) await this.ending.servedElsewhere(id, event.type);
        else await this.ending.leave(id, 'need-over', event.type);
      }
    }
  }

  private async isOf({ type, aggregateId, data }: DomainEvent, needId: string): Promise<boolean> {
    const subject = type.startsWith('need.') ? aggregateId : data.needId;
    if (typeof subject !== 'string') return false;
    return (await this.needs.newest(subject)).id === (await this.needs.newest(needId)).id;
  }

  /** A newer version keeps the turn, unless the need went with its person into another file (R99): that one has to join. */
  private async wentAway({ householdId, needId }: WaitingListEntry): Promise<boolean> {
    return (await this.needs.newest(needId)).householdId !== householdId;
  }

  /** Whether the household does not want this provider to be told (R98). */
  private async refuses(entry: WaitingListEntry): Promise<boolean> {
    const judged = await this.standing.of(entry);
    if (!judged || judged.verdict.admitted) return false;
    return judged.verdict.excluded.refusals.some(({ rule }) => rule === 'consent');
  }
}

/** A new triage (S16) may find more danger than when the need joined; less of it takes nothing away from who waits. */
@Injectable()
@Subscriber('waiting-list-raise-urgency')
export class RaiseUrgency implements EventSubscriber {
  readonly events = ['assessment.completed'];

  constructor(
    private readonly store: WaitingListStore,
    private readonly standing: EntryStanding,
    private readonly moves: WaitingListMoves,
  ) {}

  async handle({ householdId }: DomainEvent): Promise<void> {
    if (householdId === null) return;
    for (const live of await this.store.liveOfHousehold(householdId)) {
      const urgency = (await this.standing.of(live))?.need.urgency;
      const entry = await this.store.lock(live.id);
      // Also while a place is held: it may be taken back, and the turn goes on from there.
      if (urgency === undefined || entry.endedAt !== null) continue;
      if (urgencies.indexOf(urgency) < urgencies.indexOf(entry.urgency)) await this.moves.raise(entry, urgency);
    }
  }
}
