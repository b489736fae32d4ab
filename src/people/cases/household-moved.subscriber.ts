import { Injectable } from '@nestjs/common';
import { type DomainEvent, type EventSubscriber, Subscriber } from '../../platform/queue';
import { Households } from '../households';
import { CasesStore } from './cases.store';

/** A household that moved takes its cases along to the new place, so that the same people reach both. */
@Injectable()
@Subscriber('cases-follow-household')
export class HouseholdMoved implements EventSubscriber {
  readonly events = ['household.changed'];

  constructor(
    private readonly store: CasesStore,
    private readonly households: Households,
  ) {}

  async handle(event: DomainEvent): Promise<void> {
    if (event.data.moved !== true) return;
    const { id, regionPath } = await this.households.get(event.aggregateId);
    await this.store.moveTo(id, regionPath);
  }
}
