import { Injectable } from '@nestjs/common';
import { type DomainEvent, type EventSubscriber, Subscriber } from '../../../platform/queue';
import { Announcer } from '../announcer';
import { familyOf } from '../notices';

/** An organisation that registered, and the centre that has to check it. */
@Injectable()
@Subscriber('notify-provider')
export class ProviderNews implements EventSubscriber {
  readonly events = familyOf('provider');

  constructor(private readonly announcer: Announcer) {}

  handle(event: DomainEvent): Promise<void> {
    return this.announcer.announce(event, { providerId: event.aggregateId });
  }
}
