import { Injectable } from '@nestjs/common';
import { type DomainEvent, type EventSubscriber, Subscriber } from '../../platform/queue';
import { Adoptions } from '../adoptions';
import { RecalculationsStore } from './recalculations.store';
import { EndRecalculation } from './use-cases/end-recalculation.use-case';

/** With a version go the batches by it: nobody was decided by one, or it could not have been taken back. */
@Injectable()
@Subscriber('recalculations-of-withdrawn-packs')
export class WithdrawnAdoption implements EventSubscriber {
  readonly events = ['pack-adoption.withdrawn'];

  constructor(
    private readonly store: RecalculationsStore,
    private readonly adoptions: Adoptions,
    private readonly ending: EndRecalculation,
  ) {}

  async handle({ aggregateId }: DomainEvent): Promise<void> {
    const { withdrawReason, number } = await this.adoptions.get(aggregateId);
    for (const { id, state } of await this.store.standing(aggregateId)) {
      if (state === 'open') await this.ending.takeBack(id, withdrawReason ?? number);
      else await this.ending.stop(id);
    }
  }
}
