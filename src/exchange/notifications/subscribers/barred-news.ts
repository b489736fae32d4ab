import { Injectable } from '@nestjs/common';
import { type DomainEvent, type EventSubscriber, Subscriber } from '../../../platform/queue';
import { FallBack } from '../fall-back';

/** Somebody must not be told from now on: what was written before and still waits goes through the worker too. */
@Injectable()
@Subscriber('notify-barred')
export class BarredNews implements EventSubscriber {
  readonly events = ['guardian.barred'];

  constructor(private readonly fallBack: FallBack) {}

  async handle(event: DomainEvent): Promise<void> {
    if (event.householdId) await this.fallBack.toWorker(event.householdId);
  }
}
