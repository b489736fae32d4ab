import { type DynamicModule, Global, Module, type Provider } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Config } from '../config';
import { BullJobQueue } from './bull-job-queue';
import { Checkpoint } from './checkpoint';
import { DeadLetters } from './dead-letters';
import { DeliveriesStore } from './deliveries.store';
import { DeliveryWork } from './delivery-work';
import { DueItems } from './due-items';
import { DueItemsStore } from './due-items.store';
import { DuePoller } from './due-poller';
import { Events } from './events';
import { HandlerRegistry } from './handler-registry';
import { JobQueue } from './job-queue';
import { JobRunsStore } from './job-runs.store';
import { JobWork } from './job-work';
import { Jobs } from './jobs';
import { QueueDrain } from './queue-drain';
import { QueueSettings } from './queue-settings';
import { QueueWorker } from './queue-worker';
import { RebuildQueues } from './rebuild-queues';
import { Relay } from './relay';
import { Retention } from './retention';

const PUBLISHING = [Events, DueItems, Jobs, DeadLetters, HandlerRegistry];
const STORES = [DeliveriesStore, DueItemsStore, JobRunsStore];
const WORKING: Provider[] = [
  ...[Checkpoint, DeliveryWork, JobWork, DuePoller, Relay, RebuildQueues, Retention, QueueDrain, QueueWorker],
  { provide: JobQueue, useClass: BullJobQueue },
];

/** Outbox, deadlines and long jobs. The web side only writes rows; the worker side does the work. */
@Global()
@Module({})
export class QueueModule {
  /** Web side: never opens the queue. */
  static forRoot(): DynamicModule {
    return {
      module: QueueModule,
      imports: [DiscoveryModule],
      providers: [...PUBLISHING, ...STORES],
      exports: PUBLISHING,
    };
  }

  /** Worker side. Addresses come from the configuration unless `overrides` names others. */
  static forWorker(overrides: Partial<QueueSettings> = {}): DynamicModule {
    const settings: Provider = {
      provide: QueueSettings,
      inject: [Config],
      useFactory: (config: Config) =>
        Object.assign(
          new QueueSettings(),
          { databaseUrl: config.databaseWorkerUrl, redisUrl: config.redisUrl },
          overrides,
        ),
    };
    return {
      module: QueueModule,
      imports: [DiscoveryModule],
      providers: [...PUBLISHING, ...STORES, ...WORKING, settings],
      exports: [...PUBLISHING, QueueDrain, QueueSettings, RebuildQueues, Relay, Retention],
    };
  }
}
