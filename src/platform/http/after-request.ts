import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type Actor, Transactions } from '../database';

/** Writes that a read-only request owes (the record of what it looked at), done before its answer is sent. */
@Injectable()
export class AfterRequest implements OnApplicationShutdown {
  private readonly storage = new AsyncLocalStorage<Array<() => Promise<void>>>();

  constructor(private readonly transactions: Transactions) {}

  /** As in Transactions. */
  onApplicationShutdown(): void {
    this.storage.disable();
  }

  /** Defers `write` to the end of the current reading request. @returns false when there is none: write at once */
  defer(write: () => Promise<void>): boolean {
    const writes = this.storage.getStore();
    if (!writes) return false;
    writes.push(write);
    return true;
  }

  /** Runs `work`, then everything it deferred in one transaction; fails when that fails, so nothing goes unrecorded. */
  async collect<T>(actor: Actor, work: () => Promise<T>): Promise<T> {
    const writes: Array<() => Promise<void>> = [];
    const result = await this.storage.run(writes, work);
    if (writes.length > 0) {
      await this.transactions.runApart(actor, async () => {
        for (const write of writes) await write();
      });
    }
    return result;
  }
}
