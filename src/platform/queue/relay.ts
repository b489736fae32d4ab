import { Injectable } from '@nestjs/common';
import { Transactions } from '../database';
import { Checkpoint } from './checkpoint';
import { DeliveriesStore } from './deliveries.store';
import { JobQueue, type QueueName } from './job-queue';
import { JobRunsStore } from './job-runs.store';
import { relayActor } from './queue-actor';
import { QueueSettings } from './queue-settings';

const FIRST = '00000000-0000-0000-0000-000000000000';

/** Brings rows that wait for work to the queue, and again if the queue loses them. */
@Injectable()
export class Relay {
  constructor(
    private readonly transactions: Transactions,
    private readonly deliveries: DeliveriesStore,
    private readonly runs: JobRunsStore,
    private readonly queue: JobQueue,
    private readonly checkpoint: Checkpoint,
    private readonly settings: QueueSettings,
  ) {}

  /** @returns how many rows went to the queue */
  async poll(): Promise<number> {
    const { batch, lease } = this.settings;
    const events = await this.forward('events', () => this.deliveries.lease(batch, lease));
    const jobs = await this.forward('jobs', () => this.runs.lease(batch, lease));
    return events + jobs;
  }

  /** Adds the jobs that should be in the queue but are not. @returns how many were lost */
  async reconcile(): Promise<number> {
    const { events, jobs } = await this.restoreLost();
    return events + jobs;
  }

  /** What `reconcile` does, counted by queue. */
  async restoreLost(): Promise<Record<QueueName, number>> {
    const events = await this.restore('events', (after, limit) => this.deliveries.enqueued(after, limit));
    const jobs = await this.restore('jobs', (after, limit) => this.runs.enqueued(after, limit));
    return { events, jobs };
  }

  private async forward(queue: QueueName, lease: () => Promise<string[]>): Promise<number> {
    const ids = await this.transactions.runApart(relayActor, async () => {
      const leased = await lease();
      if (leased.length > 0) await this.checkpoint.reach('relay:leased');
      return leased;
    });
    if (ids.length === 0) return 0;
    await this.checkpoint.reach('relay:committed');
    await this.queue.add(queue, ids);
    await this.checkpoint.reach('relay:added');
    return ids.length;
  }

  private async restore(
    queue: QueueName,
    page: (after: string, limit: number) => Promise<string[]>,
    after = FIRST,
  ): Promise<number> {
    const { batch } = this.settings;
    const ids = await this.transactions.runApart(relayActor, () => page(after, batch));
    const lost = await this.queue.missing(queue, ids);
    if (lost.length > 0) await this.queue.add(queue, lost);
    const last = ids[batch - 1];
    return lost.length + (last === undefined ? 0 : await this.restore(queue, page, last));
  }
}
