import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../database';
import { requestContext } from '../http';
import { Clock } from '../time';
import type { EventData } from './event';
import { HandlerError, HandlerRegistry } from './handler-registry';
import { type JobRun, JobRunsStore } from './job-runs.store';
import { relayBell } from './relay-bell';

/** Starts, shows and stops long jobs, from the web side as well as from a task. */
@Injectable()
export class Jobs {
  constructor(
    private readonly transactions: Transactions,
    private readonly runs: JobRunsStore,
    private readonly handlers: HandlerRegistry,
    private readonly clock: Clock,
  ) {}

  /**
   * Orders a run in the open transaction; it starts after the commit.
   * @param data ids and codes only
   * @returns the id of the run
   * @throws HandlerError when no handler bears the name
   */
  async start(name: string, districtCode: string, data: EventData = {}): Promise<string> {
    if (!this.handlers.job(name)) throw new HandlerError(`No handler for job ${name}`);
    const id = newId();
    await this.runs.add({
      id,
      name,
      districtCode,
      data,
      requestedBy: this.transactions.actor.userId,
      requestId: requestContext.getStore()?.requestId ?? null,
      createdAt: this.clock.now(),
    });
    this.transactions.afterCommit(() => relayBell.ring());
    return id;
  }

  /** The run with its progress; null when it is not there or out of the actor's reach. */
  find(id: string): Promise<JobRun | null> {
    return this.runs.find(id);
  }

  /** Asks a run to stop; it ends as `cancelled` when its handler next looks. */
  cancel(id: string): Promise<void> {
    return this.runs.requestCancel(id);
  }
}
