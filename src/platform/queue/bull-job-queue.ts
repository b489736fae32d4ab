import { Injectable, Logger } from '@nestjs/common';
import { type BullBackend, type BullQueue, type BullWorker, postgresBackend, redisBackend } from './bull-backend';
import { errorText } from './error-text';
import { jobIdOf, JobQueue, type QueueName } from './job-queue';
import { QueueSettings } from './queue-settings';

/** JobQueue on BullMQ. Opens its connections at the first use only. */
@Injectable()
export class BullJobQueue extends JobQueue {
  private readonly logger = new Logger('Queue');
  private readonly queues = new Map<QueueName, BullQueue>();
  private readonly workers: BullWorker[] = [];
  private opened: BullBackend | null = null;

  constructor(private readonly settings: QueueSettings) {
    super();
  }

  async add(queue: QueueName, ids: readonly string[]): Promise<void> {
    const jobs = ids.map((id) => ({ name: queue, data: { id }, opts: { jobId: jobIdOf(queue, id) } }));
    await this.queue(queue).addBulk(jobs);
  }

  async missing(queue: QueueName, ids: readonly string[]): Promise<string[]> {
    const jobs = await Promise.all(ids.map((id) => this.queue(queue).getJob(jobIdOf(queue, id))));
    return ids.filter((_, index) => !jobs[index]);
  }

  async work(queue: QueueName, concurrency: number, handle: (id: string) => Promise<unknown>): Promise<void> {
    const worker = this.backend().worker(queue, concurrency, async ({ data }) => void (await handle(data.id)));
    worker.on('error', this.report);
    this.workers.push(worker);
    await worker.waitUntilReady();
  }

  async close(): Promise<void> {
    await Promise.all(this.workers.splice(0).map((worker) => worker.close()));
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
    this.queues.clear();
    await this.opened?.close();
    this.opened = null;
  }

  private readonly report = (error: Error): void => {
    this.logger.warn({ msg: 'queue connection', error: errorText(error) });
  };

  private backend(): BullBackend {
    const { redisUrl } = this.settings;
    this.opened ??= redisUrl
      ? redisBackend(this.settings, redisUrl, this.report)
      : postgresBackend(this.settings, this.report);
    return this.opened;
  }

  private queue(name: QueueName): BullQueue {
    const queue = this.queues.get(name) ?? this.backend().queue(name);
    if (!this.queues.has(name)) queue.on('error', this.report);
    this.queues.set(name, queue);
    return queue;
  }
}
