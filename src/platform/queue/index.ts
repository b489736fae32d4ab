export { Checkpoint, type Step, STEPS } from './checkpoint';
export { type DeadLetter, DeadLetters } from './dead-letters';
export { DueItems } from './due-items';
export type { DomainEvent, EventData, EventOrigin, NewEvent } from './event';
export { Events } from './events';
export { HandlerError, HandlerRegistry } from './handler-registry';
export {
  DueHandler,
  type DueItem,
  type DueItemHandler,
  type EventSubscriber,
  Job,
  type JobHandler,
  type RunningJob,
  Subscriber,
} from './handlers';
export { JobQueue, type QueueName } from './job-queue';
export type { JobRun } from './job-runs.store';
export { Jobs } from './jobs';
export { migrateQueue } from './migrate-queue';
export { PollLoop } from './poll-loop';
export { QueueDrain } from './queue-drain';
export { QueueModule } from './queue.module';
export { QueueSettings } from './queue-settings';
export { RebuildQueues, type RebuiltQueues } from './rebuild-queues';
export { parseRedisAddress, RedisAddressError } from './redis-address';
export { Relay } from './relay';
export { Retention } from './retention';
