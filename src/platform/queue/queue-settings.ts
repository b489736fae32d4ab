/** How queue and relay behave; the defaults are those of production. Durations in milliseconds. */
export class QueueSettings {
  /** Connection of the worker role; the queue on PostgreSQL lives there, in schema `bullmq`. */
  databaseUrl = '';
  /** Set: the queue is on Redis. Forms: see redis-address.ts. */
  redisUrl?: string;
  /** Key prefix on Redis; the braces keep all keys in one slot of a Cluster. */
  redisPrefix = '{yuanlian}';
  /** False: no timers and no workers, work is done by QueueDrain only. */
  background = true;
  pollInterval = 250;
  reconcileInterval = 15_000;
  /** How long a row may be with the queue before the relay offers it again. */
  lease = 60_000;
  batch = 200;
  /** After so many failures a row is dead until somebody replays it. */
  maxAttempts = 8;
  /** Long jobs are given up sooner: each attempt may be an hour. */
  maxJobAttempts = 3;
  eventConcurrency = 8;
  jobConcurrency = 1;
  /** A worker that does not renew its lock for so long is taken for dead. */
  lockDuration = 30_000;
  /** How many days events, deadlines and long jobs are kept after their end. */
  keepEnded = 90;
  /** How many days the answer to a repeated POST is kept. */
  keepRepeats = 1;
  /** How many days the feed of changed offerings is kept, an hour: its readers build anew long before (design 8.5). */
  keepChanges = 1 / 24;
  pruneInterval = 3_600_000;
  /** Wait before the next attempt: 5 s, 15 s, 45 s … about an hour before the eighth. */
  backoff: (attempts: number) => number = (attempts) => 5_000 * 3 ** (attempts - 1);
}
