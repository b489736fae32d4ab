import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DeliveryWork } from './delivery-work';
import { DuePoller } from './due-poller';
import { HandlerRegistry } from './handler-registry';
import { JobQueue } from './job-queue';
import { JobWork } from './job-work';
import { PollLoop } from './poll-loop';
import { QueueSettings } from './queue-settings';
import { Relay } from './relay';
import { relayBell } from './relay-bell';
import { Retention } from './retention';

/**
 * The worker side: relay, workers, deadlines, reconciliation. Ends before the database connection does, in this order:
 * no new rounds, workers (they finish what they hold), queues, pool.
 */
@Injectable()
export class QueueWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private loops: PollLoop[] = [];
  private deaf: () => void = () => undefined;

  constructor(
    private readonly relay: Relay,
    private readonly deliveries: DeliveryWork,
    private readonly jobs: JobWork,
    private readonly due: DuePoller,
    private readonly queue: JobQueue,
    private readonly handlers: HandlerRegistry,
    private readonly retention: Retention,
    private readonly settings: QueueSettings,
  ) {}

  /** @throws HandlerError when a name has no handler or two */
  async onApplicationBootstrap(): Promise<void> {
    this.handlers.checkNames();
    if (!this.settings.background) return;
    this.handlers.checkComplete();
    const { eventConcurrency, jobConcurrency, pollInterval, reconcileInterval, pruneInterval } = this.settings;
    await this.queue.work('events', eventConcurrency, (id) => this.deliveries.handle(id));
    await this.queue.work('jobs', jobConcurrency, (id) => this.jobs.handle(id));
    const prompt = [
      new PollLoop(() => this.relay.poll(), pollInterval),
      new PollLoop(() => this.due.poll(), pollInterval),
    ];
    this.deaf = relayBell.listen(() => prompt.forEach((loop) => loop.ring()));
    const slow = [
      new PollLoop(() => asIfNothing(this.relay.reconcile()), reconcileInterval),
      new PollLoop(() => asIfNothing(this.retention.prune()), pruneInterval),
    ];
    this.loops = [...prompt, ...slow];
    for (const loop of this.loops) loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.deaf();
    await Promise.all(this.loops.splice(0).map((loop) => loop.stop()));
    await this.queue.close();
  }
}

/** So that the loop waits its interval however much was done. */
async function asIfNothing(work: Promise<number>): Promise<number> {
  await work;
  return 0;
}
