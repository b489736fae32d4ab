import { createPostgresBackend, Queue, Worker, withBackend } from 'bullmq';
import { Pool } from 'pg';
import { QUEUES, type QueueName } from './job-queue';
import type { QueueSettings } from './queue-settings';
import { openRedis } from './redis-address';

/** The few parts of BullMQ that this room uses, the same on both backends. */
export interface BullQueue {
  addBulk(jobs: Array<{ name: string; data: { id: string }; opts: { jobId: string } }>): Promise<unknown>;
  getJob(id: string): Promise<unknown>;
  close(): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): unknown;
}
export interface BullWorker {
  close(): Promise<void>;
  waitUntilReady(): Promise<unknown>;
  on(event: 'error', listener: (error: Error) => void): unknown;
}
type Process = (job: { data: { id: string } }) => Promise<void>;

export interface BullBackend {
  queue(name: QueueName): BullQueue;
  worker(name: QueueName, concurrency: number, process: Process): BullWorker;
  close(): Promise<void>;
}

// A kept job would swallow its own repeat, since ids are derived from rows.
const DEFAULT_JOB = { removeOnComplete: true, removeOnFail: true, attempts: 1 };
const workerOptions = ({ lockDuration }: QueueSettings) => ({ lockDuration, stalledInterval: lockDuration });
/** Each worker keeps one client for LISTEN; the rest is for short queries. */
const POOL_SIZE = QUEUES.length + 8;

/** BullMQ on PostgreSQL, in schema `bullmq`, all through one pool. */
export function postgresBackend(settings: QueueSettings, onError: (error: Error) => void): BullBackend {
  const classes = withBackend(createPostgresBackend);
  const pool = new Pool({
    connectionString: settings.databaseUrl,
    max: POOL_SIZE,
    options: '-c search_path=bullmq',
    application_name: 'yuanlian-queue',
  });
  pool.setMaxListeners(0);
  pool.on('error', onError);
  const connection = pool;
  return {
    queue: (name) => new classes.Queue<{ id: string }>(name, { connection, defaultJobOptions: DEFAULT_JOB }),
    worker: (name, concurrency, process) =>
      new classes.Worker<{ id: string }, void>(name, process, { connection, concurrency, ...workerOptions(settings) }),
    close: () => pool.end(),
  };
}

/** BullMQ on Redis: single, Cluster or Sentinel. */
export function redisBackend(settings: QueueSettings, url: string, onError: (error: Error) => void): BullBackend {
  const connection = openRedis(url);
  connection.on('error', onError);
  const prefix = settings.redisPrefix;
  return {
    queue: (name) => new Queue<{ id: string }>(name, { connection, prefix, defaultJobOptions: DEFAULT_JOB }),
    worker: (name, concurrency, process) =>
      new Worker<{ id: string }, void>(name, process, { connection, prefix, concurrency, ...workerOptions(settings) }),
    close: async () => {
      await connection.quit();
    },
  };
}
