import { Injectable } from '@nestjs/common';
import { type DomainEvent, type EventSubscriber, Subscriber } from '../../platform/queue';
import { CompareSelfCare } from './use-cases/compare-self-care.use-case';

/** A completed scale may say otherwise of somebody's self-care than their file (B23). */
@Injectable()
@Subscriber('support-file-self-care')
export class SelfCareAssessed implements EventSubscriber {
  readonly events = ['assessment.completed'];

  constructor(private readonly compare: CompareSelfCare) {}

  handle({ aggregateId }: DomainEvent): Promise<void> {
    return this.compare.execute(aggregateId);
  }
}
