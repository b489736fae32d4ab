import { Module } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { Config, ConfigModule } from '../../../src/platform/config';
import { type Actor, anonymousActor, DatabaseModule, newId, Transactions } from '../../../src/platform/database';
import {
  Checkpoint,
  type DomainEvent,
  DueHandler,
  type DueItem,
  type DueItemHandler,
  type EventSubscriber,
  Job,
  type JobHandler,
  QueueModule,
  type QueueSettings,
  type RunningJob,
  type Step,
  Subscriber,
} from '../../../src/platform/queue';
import { TimeModule } from '../../../src/platform/time';

export const DISTRICT = '610000';
export const EFFECTS_TABLE = `create table effects (subject_id uuid not null, handler text not null);
  grant select, insert on effects to yuanlian_app, yuanlian_worker`;

/** Handlers whose effect is a row without any key: doing something twice would be seen. */
abstract class Effect {
  constructor(protected readonly transactions: Transactions) {}

  protected async leave(subjectId: string, handler: string): Promise<void> {
    await this.transactions.manager.query('insert into effects values ($1, $2)', [subjectId, handler]);
  }
}

@Subscriber('test-letter')
export class LetterWriter extends Effect implements EventSubscriber {
  readonly events = ['thing.made', 'thing.sent'];
  seen: Array<{ event: DomainEvent; actor: Actor }> = [];
  failures = 0;

  constructor(transactions: Transactions) {
    super(transactions);
  }

  async handle(event: DomainEvent): Promise<void> {
    this.seen.push({ event, actor: this.transactions.actor });
    await this.leave(event.aggregateId, 'test-letter');
    if (this.failures-- > 0) throw new Error('the printer is out of paper');
  }
}

@Subscriber('test-count')
export class Counter extends Effect implements EventSubscriber {
  readonly events = ['thing.made'];

  constructor(transactions: Transactions) {
    super(transactions);
  }

  handle(event: DomainEvent): Promise<void> {
    return this.leave(event.aggregateId, 'test-count');
  }
}

@DueHandler('test-reminder')
export class Reminder extends Effect implements DueItemHandler {
  failures = 0;

  constructor(transactions: Transactions) {
    super(transactions);
  }

  async handle(item: DueItem): Promise<void> {
    await this.leave(item.subjectId, 'test-reminder');
    if (this.failures-- > 0) throw new Error('not yet');
  }
}

@Job('test-import')
export class Importer extends Effect implements JobHandler {
  /** What happens outside while the job is at work on a row. */
  meanwhile: (job: RunningJob, row: number) => Promise<unknown> = () => Promise.resolve();

  constructor(transactions: Transactions) {
    super(transactions);
  }

  async run(job: RunningJob): Promise<Record<string, unknown>> {
    const rows = Number(job.data['rows']);
    for (let row = 1; row <= rows; row += 1) {
      await this.meanwhile(job, row);
      if (await job.cancelled()) return { stoppedAt: row };
      if (job.data['breaks'] === true) throw new Error('broken file');
      await this.transactions.run(job.actor, () => this.leave(job.id, 'test-import'));
      await job.progress(row, rows);
    }
    return { rows };
  }
}

const HANDLERS = [LetterWriter, Counter, Reminder, Importer];

@Module({ providers: HANDLERS })
export class HandlersModule {}

/** Short times, so that what a dead process held is soon free. */
export const QUICK: Partial<QueueSettings> = {
  pollInterval: 20,
  reconcileInterval: 200,
  lease: 1_500,
  lockDuration: 500,
  backoff: () => 20,
};

/** For where nobody dies: on a busy machine the quick leases would run out, and work be taken again and again. */
export const UNHURRIED = { lease: 60_000, lockDuration: 30_000 };

/** Failures are part of these specs. */
const SILENT = { log: () => undefined, warn: () => undefined, error: () => undefined };

export interface Side {
  url: string;
  redisUrl?: string;
  settings?: Partial<QueueSettings>;
  checkpoint?: { reach(step: Step): Promise<void> };
}

/** The web side knows the subscribers and writes rows; the worker side does the work. */
export async function startSide(kind: 'web' | 'worker', side: Side): Promise<TestingModule> {
  const config = Object.assign(new Config(), { databaseWorkerUrl: side.url, redisUrl: side.redisUrl });
  const queue = kind === 'web' ? QueueModule.forRoot() : QueueModule.forWorker({ ...QUICK, ...side.settings });
  const builder = Test.createTestingModule({
    imports: [ConfigModule.forRoot(config), TimeModule, DatabaseModule.forRoot(side.url), queue, HandlersModule],
  }).setLogger(SILENT);
  if (side.checkpoint) builder.overrideProvider(Checkpoint).useValue(side.checkpoint);
  const app = await builder.compile();
  await app.init();
  return app;
}

export const worker: Actor = {
  ...anonymousActor('test'),
  kind: 'user',
  userId: newId(),
  displayName: 'Li',
  roles: ['station-worker'],
  districtCodes: [DISTRICT],
  regionPath: '1/5',
};
export const administrator: Actor = { ...worker, roles: ['system-administrator'] };
