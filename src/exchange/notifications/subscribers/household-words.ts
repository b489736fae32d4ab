import { Injectable } from '@nestjs/common';
import { type DomainEvent, type EventSubscriber, Subscriber } from '../../../platform/queue';
import { Announcer } from '../announcer';

/** "Call me" on the household's page becomes a call for the worker. */
@Injectable()
@Subscriber('notify-call')
export class CallWish implements EventSubscriber {
  readonly events = ['household.call-asked'];

  constructor(private readonly announcer: Announcer) {}

  async handle(event: DomainEvent): Promise<void> {
    if (event.householdId) await this.announcer.askForCall(event, event.householdId);
  }
}

/** How it was, in the household's own word, for the worker who will close the referral. */
@Injectable()
@Subscriber('notify-rating')
export class RatingNews implements EventSubscriber {
  readonly events = ['household.rated'];

  constructor(private readonly announcer: Announcer) {}

  async handle(event: DomainEvent): Promise<void> {
    const { rating, ownerAccountId } = event.data;
    if (typeof rating !== 'string' || typeof ownerAccountId !== 'string') return;
    await this.announcer.announce(event, { householdId: event.householdId, ownerAccountId, variant: rating });
  }
}
