/** The two queues. Their jobs carry the id of a row and nothing else. */
export const QUEUES = ['events', 'jobs'] as const;
export type QueueName = (typeof QUEUES)[number];

/** What relay and workers need from a queue: to hold ids for a while. Losing them all loses nothing. */
export abstract class JobQueue {
  /** Adds one job for each row; a row whose job is there already gets no second one. */
  abstract add(queue: QueueName, ids: readonly string[]): Promise<void>;
  /** Those rows that have no job. */
  abstract missing(queue: QueueName, ids: readonly string[]): Promise<string[]>;
  abstract work(queue: QueueName, concurrency: number, handle: (id: string) => Promise<unknown>): Promise<void>;
  /** Workers first (they finish what they hold), then queues, then connections. */
  abstract close(): Promise<void>;
}

const PREFIX: Record<QueueName, string> = { events: 'delivery', jobs: 'run' };

/** Derived from the row, so that a job is added twice only in name. No colon: BullMQ keeps that to itself. */
export const jobIdOf = (queue: QueueName, id: string): string => `${PREFIX[queue]}-${id}`;
