import { Injectable } from '@nestjs/common';
import { type DomainEvent, type EventSubscriber, Subscriber } from '../../platform/queue';
import { Gaps } from './gaps.service';

/** A need that is being served is no gap any more, whoever found the way. */
@Injectable()
@Subscriber('gaps-close-served')
export class CloseServedGaps implements EventSubscriber {
  readonly events = ['referral.started', 'referral.completed'];

  constructor(private readonly gaps: Gaps) {}

  async handle(event: DomainEvent): Promise<void> {
    const { needId } = event.data;
    if (typeof needId === 'string') await this.gaps.closeFor(needId, event.type);
  }
}
