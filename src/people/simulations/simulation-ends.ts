import { Injectable } from '@nestjs/common';
import {
  type DomainEvent,
  DueHandler,
  type DueItem,
  type DueItemHandler,
  type EventSubscriber,
  Subscriber,
} from '../../platform/queue';
import { SimulationsStore } from './simulations.store';
import { EndSimulation } from './use-cases/end-simulation.use-case';

/** The days of a result are over: what it came to goes, that it was ordered stays. */
@Injectable()
@DueHandler('simulation-expiry')
export class SimulationExpiry implements DueItemHandler {
  constructor(private readonly ending: EndSimulation) {}

  async handle({ subjectId }: DueItem): Promise<void> {
    await this.ending.end(subjectId, 'expired');
  }
}

/** With a draft go its simulations. */
@Injectable()
@Subscriber('simulations-of-dropped-drafts')
export class DroppedDraft implements EventSubscriber {
  readonly events = ['pack-draft.dropped'];

  constructor(
    private readonly store: SimulationsStore,
    private readonly ending: EndSimulation,
  ) {}

  async handle({ aggregateId }: DomainEvent): Promise<void> {
    for (const { id } of await this.store.ofDraft(aggregateId)) await this.ending.end(id, 'draft-dropped');
  }
}
