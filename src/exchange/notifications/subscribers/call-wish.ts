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
