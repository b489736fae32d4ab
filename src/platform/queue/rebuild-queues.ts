import { Injectable } from '@nestjs/common';
import { Transactions } from '../database';
import { DeliveriesStore } from './deliveries.store';
import { DueItemsStore } from './due-items.store';
import { JobRunsStore } from './job-runs.store';
import { relayActor } from './queue-actor';
import { Relay } from './relay';

/** What a rebuild found: what the queue had lost, and what waits in PostgreSQL alone and so could not be lost. */
export interface RebuiltQueues {
  /** Deliveries of events that were with the queue and are there again. */
  events: number;
  /** Long jobs that were with the queue and are there again. */
  jobs: number;
  /** Deliveries and long jobs that the relay has not yet given to the queue: it brings them when they are due. */
  waiting: number;
  /** Open deadlines: the poller reads them from their table, they never go through the queue. */
  deadlines: number;
}

/**
 * Fills an empty queue store from the tables (design 2: losing every queue loses nothing). The reconciler of a running
 * worker does the same four times a minute; this does it now and says how much. What is there already gets no second job.
 */
@Injectable()
export class RebuildQueues {
  constructor(
    private readonly transactions: Transactions,
    private readonly relay: Relay,
    private readonly deliveries: DeliveriesStore,
    private readonly runs: JobRunsStore,
    private readonly due: DueItemsStore,
  ) {}

  async execute(): Promise<RebuiltQueues> {
    const lost = await this.relay.restoreLost();
    return this.transactions.runApart(relayActor, async () => ({
      ...lost,
      waiting: (await this.deliveries.countWaiting()) + (await this.runs.countWaiting()),
      deadlines: await this.due.countOpen(),
    }));
  }
}
