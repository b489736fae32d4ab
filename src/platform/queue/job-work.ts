import { Injectable, Logger } from '@nestjs/common';
import { Transactions } from '../database';
import { requestContext } from '../http';
import { Clock } from '../time';
import { Checkpoint } from './checkpoint';
import { errorText } from './error-text';
import { HandlerRegistry } from './handler-registry';
import type { JobHandler, RunningJob } from './handlers';
import { type JobRun, JobRunsStore } from './job-runs.store';
import { machineIn, relayActor } from './queue-actor';
import { QueueSettings } from './queue-settings';
import { workContext } from './work-context';

/** Runs a long job: holds its lease while it works, keeps its progress, records its end. */
@Injectable()
export class JobWork {
  private readonly logger = new Logger('Jobs');

  constructor(
    private readonly transactions: Transactions,
    private readonly runs: JobRunsStore,
    private readonly handlers: HandlerRegistry,
    private readonly checkpoint: Checkpoint,
    private readonly settings: QueueSettings,
    private readonly clock: Clock,
  ) {}

  /** @returns false when the run is held by another or has ended */
  async handle(id: string): Promise<boolean> {
    const run = await this.apart(() => this.runs.take(id, this.settings.lease));
    if (!run) return false;
    // Its workers died with it each time: it would take the next one down too.
    if (run.attempts > this.settings.maxJobAttempts) return this.fail(run, new Error('worker died'), 1);
    const handler = this.handlers.job(run.name);
    if (!handler) return this.fail(run, new Error(`no handler for job ${run.name}`), 1);
    const context = workContext('JOB', run.name, run.requestId ?? run.id);
    const renewal = setInterval(() => void this.renew(run), this.settings.lease / 3);
    try {
      await this.checkpoint.reach('job:taken');
      await requestContext.run(context, () => this.perform(run, handler));
      return true;
    } catch (error) {
      return await this.fail(run, error, this.settings.maxJobAttempts);
    } finally {
      clearInterval(renewal);
    }
  }

  private async perform(run: JobRun, handler: JobHandler): Promise<void> {
    const result = (await handler.run(this.running(run))) ?? null;
    await this.checkpoint.reach('job:handled');
    const cancelled = (await this.apart(() => this.runs.find(run.id)))?.cancelRequested ?? false;
    await this.apart(() => this.runs.end(run, cancelled ? 'cancelled' : 'done', this.clock.now(), { result }));
  }

  private running(run: JobRun): RunningJob {
    return {
      id: run.id,
      name: run.name,
      districtCode: run.districtCode,
      data: run.data,
      attempt: run.attempts,
      actor: machineIn(run.districtCode, run.name),
      progress: (done, total) => this.apart(() => this.runs.progress(run, done, total ?? null)),
      // A run that is no longer in our hands has to stop as well.
      cancelled: async () =>
        (await this.apart(() => this.runs.renew(run, this.settings.lease)))?.cancelRequested ?? true,
    };
  }

  private async renew(run: JobRun): Promise<void> {
    await this.apart(() => this.runs.renew(run, this.settings.lease)).catch((error: unknown) =>
      this.logger.warn({ msg: 'lease not renewed', run: run.id, error: errorText(error) }),
    );
  }

  private async fail(run: JobRun, error: unknown, max: number): Promise<boolean> {
    const text = errorText(error);
    this.logger.error({ msg: 'job failed', name: run.name, run: run.id, attempts: run.attempts, error: text });
    const wait = this.settings.backoff(run.attempts);
    await this.apart(() =>
      run.attempts >= max
        ? this.runs.end(run, 'failed', this.clock.now(), { lastError: text })
        : this.runs.retry(run, text, wait),
    );
    return true;
  }

  private apart<T>(work: () => Promise<T>): Promise<T> {
    return this.transactions.runApart(relayActor, work);
  }
}
