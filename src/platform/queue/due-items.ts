import { Injectable } from '@nestjs/common';
import { Transactions } from '../database';
import { DueItemsStore } from './due-items.store';
import type { DueItem } from './handlers';
import { relayBell } from './relay-bell';

/** Deadlines in business time (design 8.9): kept as rows, so that no queue can lose one. */
@Injectable()
export class DueItems {
  constructor(
    private readonly transactions: Transactions,
    private readonly store: DueItemsStore,
  ) {}

  /** Sets or moves the one open deadline of this kind and subject, in the open transaction. */
  async set(item: Omit<DueItem, 'id'>): Promise<void> {
    await this.setAll([item]);
  }

  /** The same of several in one statement; each kind and subject once. */
  async setAll(items: ReadonlyArray<Omit<DueItem, 'id'>>): Promise<void> {
    await this.store.setAll(items);
    this.transactions.afterCommit(() => relayBell.ring());
  }

  /** Takes the deadline back; nothing happens when there is none. */
  async cancel(kind: string, subjectId: string): Promise<void> {
    await this.store.cancel(kind, subjectId);
  }

  /** When the open deadline is due; null when there is none. */
  async dueAt(kind: string, subjectId: string): Promise<Date | null> {
    return (await this.store.dueAtOf(kind, [subjectId])).get(subjectId) ?? null;
  }

  /** The open deadlines of several subjects; those without one are left out. */
  dueAtOf(kind: string, subjectIds: readonly string[]): Promise<Map<string, Date>> {
    return this.store.dueAtOf(kind, subjectIds);
  }
}
