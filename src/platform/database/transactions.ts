import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../time';
import type { Actor } from './actor';

interface OpenTransaction {
  manager: EntityManager;
  actor: Actor;
  afterCommit: Array<() => void | Promise<void>>;
  afterRollback: Array<() => void | Promise<void>>;
  readOnly: boolean;
}

/** A store was used outside a transaction: a programming error, since without an actor no row would be visible. */
export class NoTransactionError extends Error {
  constructor() {
    super('No transaction is open here: wrap the work in Transactions.run(actor, work)');
  }
}

// Local to the transaction (third argument true), one statement, before anything else runs.
const SET_ACTOR = `select set_config('app.user_id', $1, true), set_config('app.organisation', $2, true),
  set_config('app.roles', $3, true), set_config('app.districts', $4, true), set_config('app.region', $5, true),
  set_config('app.household', $6, true), set_config('app.kind', $7, true), set_config('app.purpose', $8, true),
  set_config('app.now', $9, true), app.shared_stamp() as stamp`;
// The same as `set transaction read only`, without a statement more.
const SET_READER = `${SET_ACTOR}, set_config('transaction_read_only', 'on', true)`;

/**
 * The only way to the database (design 2 and 8.3): opens a transaction and tells it for whom it runs, so that row-level
 * security can decide. The open transaction follows the asynchronous call chain; nested calls join it.
 */
@Injectable()
export class Transactions implements OnApplicationShutdown {
  private readonly storage = new AsyncLocalStorage<OpenTransaction>();
  private readonly keepers: Array<() => Promise<void>> = [];
  private stamp: string | null = null;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Node asks each storage in use at every promise of the process: an application that is closed leaves none behind. */
  onApplicationShutdown(): void {
    this.storage.disable();
  }

  /** Runs `work` in a transaction of `actor`; commits when it resolves, rolls back when it throws. Joins an open one. */
  async run<T>(actor: Actor, work: () => Promise<T>, options: { readOnly?: boolean } = {}): Promise<T> {
    if (this.storage.getStore()) return work();
    return this.runApart(actor, work, options);
  }

  /** As `run`, but always a transaction of its own, e.g. for the record of what a read-only request looked at. */
  async runApart<T>(actor: Actor, work: () => Promise<T>, options: { readOnly?: boolean } = {}): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    const open: OpenTransaction = {
      manager: runner.manager,
      actor,
      afterCommit: [],
      afterRollback: [],
      readOnly: options.readOnly ?? false,
    };
    let result: T;
    let ended = open.afterRollback;
    try {
      await runner.startTransaction();
      const stamp = await this.tellActor(open);
      result = await this.storage.run(open, async () => {
        if (stamp !== this.stamp) await this.loadKept(stamp);
        return work();
      });
      await runner.commitTransaction();
      ended = open.afterCommit;
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction();
      throw error;
    } finally {
      await runner.release();
      // Outside the storage: what runs after the end must not believe that the transaction is still open.
      await this.storage.exit(async () => {
        for (const task of ended) await task();
      });
    }
    return result;
  }

  /**
   * Runs `work` for another actor in the transaction that is open, which is the first one's again after: for what has to be
   * whole whoever asks for it, e.g. a comparison over a district of which the asker may not open every file.
   */
  async runAs<T>(actor: Actor, work: () => Promise<T>): Promise<T> {
    const open = this.open();
    const lent = { ...open, actor };
    await this.tellActor(lent);
    try {
      const result = await this.storage.run(lent, work);
      await this.tellActor(open);
      return result;
    } catch (error) {
      // Where the statement itself failed nothing more is taken: the roll-back, or the savepoint, brings the first one back.
      await this.tellActor(open).catch(() => undefined);
      throw error;
    }
  }

  /** Runs `work`; when it throws, everything it wrote is undone but the transaction lives on. */
  async savepoint<T>(work: () => Promise<T>): Promise<T> {
    const { manager, afterCommit } = this.open();
    const tasks = afterCommit.length;
    await manager.query('savepoint attempt');
    try {
      const result = await work();
      await manager.query('release savepoint attempt');
      return result;
    } catch (error) {
      afterCommit.length = tasks;
      await manager.query('rollback to savepoint attempt');
      throw error;
    }
  }

  /**
   * Waits for every other transaction that takes its turn at the same thing, and keeps it until its own end: what is read
   * after it counts. For what no single row can be locked for. @throws NoTransactionError
   */
  async inTurn(thing: string): Promise<void> {
    await this.manager.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [thing]);
  }

  /** Entity manager of the open transaction. @throws NoTransactionError */
  get manager(): EntityManager {
    return this.open().manager;
  }

  /**
   * The open transaction as one actor has it: what is remembered of their view is kept by it, so that `runAs` neither finds
   * nor leaves any. @throws NoTransactionError
   */
  get scope(): object {
    return this.open();
  }

  /** For whom the open transaction runs. @throws NoTransactionError */
  get actor(): Actor {
    return this.open().actor;
  }

  get active(): boolean {
    return this.storage.getStore() !== undefined;
  }

  get readOnly(): boolean {
    return this.open().readOnly;
  }

  /**
   * For what every process holds in memory of the database: `load` runs in the first transaction, and again in the first one
   * that begins after somebody has changed it, before its work.
   */
  keep(load: () => Promise<void>): void {
    this.keepers.push(load);
    this.stamp = null;
  }

  /** Runs `task` once the open transaction has committed; never when it rolls back. */
  afterCommit(task: () => void | Promise<void>): void {
    this.open().afterCommit.push(task);
  }

  /**
   * Runs `task` once the open transaction has been rolled back, in none; e.g. what is recorded of a refused attempt. An
   * error of the task takes the place of the one that rolled back: no answer leaves unrecorded.
   */
  afterRollback(task: () => void | Promise<void>): void {
    this.open().afterRollback.push(task);
  }

  private open(): OpenTransaction {
    const open = this.storage.getStore();
    if (!open) throw new NoTransactionError();
    return open;
  }

  /** What is loaded can only be newer than the stamp: at worst it is loaded once more. */
  private async loadKept(stamp: string): Promise<void> {
    for (const load of this.keepers) await load();
    this.stamp = stamp;
  }

  /** @returns the stamp of what processes hold in memory */
  private async tellActor({ manager, actor, readOnly }: OpenTransaction): Promise<string> {
    const [row] = await manager.query<Array<{ stamp: string }>>(readOnly ? SET_READER : SET_ACTOR, [
      actor.userId ?? '',
      actor.organisationId ?? '',
      `{${actor.roles.join(',')}}`,
      `{${actor.districtCodes.map((code) => `"${code}"`).join(',')}}`,
      actor.regionPath ?? '',
      actor.householdId ?? '',
      actor.kind,
      actor.purpose,
      this.clock.now().toISOString(),
    ]);
    return row?.stamp ?? '';
  }
}
