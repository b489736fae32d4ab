import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Transactions } from '../database';
import { DeliveriesStore } from './deliveries.store';
import { DeliveryWork } from './delivery-work';
import { DuePoller } from './due-poller';
import { JobRunsStore } from './job-runs.store';
import { JobWork } from './job-work';
import { relayActor } from './queue-actor';

const LOCKED_PAUSE = 20;
const BATCH = 500;

/** Does all waiting work here and now, without the queue in between: for tests, tasks and the demonstration. */
@Injectable()
export class QueueDrain {
  constructor(
    private readonly transactions: Transactions,
    private readonly deliveries: DeliveriesStore,
    private readonly runs: JobRunsStore,
    private readonly deliveryWork: DeliveryWork,
    private readonly jobWork: JobWork,
    private readonly due: DuePoller,
  ) {}

  /**
   * Works until nothing is due any more, including what that work brings forth. Failed work waits for its next attempt
   * and is not waited for.
   * @returns how many pieces of work were done
   */
  async drain(): Promise<number> {
    let total = 0;
    for (;;) {
      const { found, done } = await this.round();
      total += done;
      if (found === 0) return total;
      // All in the hands of a worker: wait for it.
      if (done === 0) await sleep(LOCKED_PAUSE);
    }
  }

  private async round(): Promise<{ found: number; done: number }> {
    const [deliveries, runs] = await this.transactions.runApart(relayActor, async () => [
      await this.deliveries.current(BATCH),
      await this.runs.current(BATCH),
    ]);
    let done = await this.due.poll();
    const found = deliveries.length + runs.length + done;
    for (const id of deliveries) if (await this.deliveryWork.handle(id)) done += 1;
    for (const id of runs) if (await this.jobWork.handle(id)) done += 1;
    return { found, done };
  }
}
