import { Injectable } from '@nestjs/common';
import { type DomainEvent, type EventSubscriber, Subscriber } from '../../../platform/queue';
import { FallBack } from '../fall-back';
import { NotificationsStore } from '../notifications.store';

/** Nobody answered the telephone again and again: the news goes by letter. */
@Injectable()
@Subscriber('notify-letter')
export class VainCalls implements EventSubscriber {
  readonly events = ['notification.given-up'];

  constructor(
    private readonly store: NotificationsStore,
    private readonly fallBack: FallBack,
  ) {}

  async handle(event: DomainEvent): Promise<void> {
    await this.fallBack.to(await this.store.get(event.aggregateId));
  }
}
