import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../database';
import { requestContext } from '../http';
import { Clock } from '../time';
import { DeliveriesStore } from './deliveries.store';
import type { NewEvent } from './event';
import { HandlerRegistry } from './handler-registry';
import { relayBell } from './relay-bell';

/** Tells the other rooms what has happened: state and event are one transaction (design 2, outbox). */
@Injectable()
export class Events {
  constructor(
    private readonly transactions: Transactions,
    private readonly deliveries: DeliveriesStore,
    private readonly handlers: HandlerRegistry,
    private readonly clock: Clock,
  ) {}

  /**
   * Writes the event and one delivery for each of its subscribers in the open transaction.
   * @returns the id of the event
   * @throws NoTransactionError outside a transaction
   */
  async publish(event: NewEvent): Promise<string> {
    const { actor } = this.transactions;
    const id = newId();
    await this.deliveries.addEvent(
      {
        id,
        type: event.type,
        schemaVersion: event.schemaVersion ?? 1,
        aggregateId: event.aggregateId,
        aggregateVersion: event.aggregateVersion,
        householdId: event.householdId ?? null,
        districtCode: event.districtCode,
        data: event.data ?? {},
        actor: { kind: actor.kind, userId: actor.userId, requestId: requestContext.getStore()?.requestId ?? null },
        occurredAt: this.clock.now(),
      },
      this.handlers.subscribersOf(event.type),
    );
    this.transactions.afterCommit(() => relayBell.ring());
    return id;
  }
}
