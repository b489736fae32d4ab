import { Injectable } from '@nestjs/common';
import { type DomainEvent, type EventSubscriber, Subscriber } from '../../platform/queue';
import { Gaps } from './gaps.service';

/** A need that is being served, or is over, is no gap any more, whoever found the way; a newer version takes the gap over. */
@Injectable()
@Subscriber('gaps-close-served')
export class CloseServedGaps implements EventSubscriber {
  readonly events = [
    'referral.started',
    'referral.completed',
    'need.closed',
    'need.declined',
    'need.withdrawn',
    'need.replaced',
  ];

  constructor(private readonly gaps: Gaps) {}

  async handle({ type, aggregateId, data }: DomainEvent): Promise<void> {
    if (type === 'need.replaced') return this.gaps.follow(aggregateId, type);
    const needId = type.startsWith('need.') ? aggregateId : data.needId;
    if (typeof needId === 'string') await this.gaps.closeFor(needId, type);
  }
}
