import { Injectable } from '@nestjs/common';
import { type Page, Transactions } from '../../platform/database';
import { Accounts } from '../accounts';
import type { Conflict } from './conflict.entity';
import { ConflictsStore } from './conflicts.store';
import type { ConflictQuery } from './dto/conflict.dto';
import type { ConflictView } from './dto/conflict.view';

/** Reads of the conflict list (C3), and the question of who must not lead a case. */
@Injectable()
export class Conflicts {
  constructor(
    private readonly store: ConflictsStore,
    private readonly accounts: Accounts,
    private readonly transactions: Transactions,
  ) {}

  /** @throws AppError 404 `conflict-not-found` */
  get(id: string): Promise<Conflict> {
    return this.store.get(id);
  }

  list(query: ConflictQuery): Promise<Page<Conflict>> {
    return this.store.list(query);
  }

  /** Those among the accounts who must not open the file, by declaration or by their own identity number. */
  among(accountIds: readonly string[], householdId: string): Promise<Set<string>> {
    return this.store.among(accountIds, householdId);
  }

  /** Files with which the account has a conflict; for the machine and for staff. */
  householdsOf(accountId: string): Promise<string[]> {
    return this.store.householdsOf(accountId);
  }

  /** Whether the actor's own identity number is recorded. */
  async ownIdentityRecorded(): Promise<boolean> {
    const { userId } = this.transactions.actor;
    return userId !== null && this.store.hasIdentity(userId);
  }

  async views(rows: readonly Conflict[]): Promise<ConflictView[]> {
    const { userId } = this.transactions.actor;
    const people = rows.flatMap(({ accountId, declaredBy, endedBy }) => [accountId, declaredBy, endedBy ?? accountId]);
    const names = await this.accounts.names(people);
    const nameOf = (id: string) => names.get(id) ?? '';
    return rows.map((row) => {
      const { id, accountId, householdNumber, kind, note, validUntil, endReason, version, endedBy } = row;
      return {
        ...{ id, self: `/api/v1/conflicts/${id}`, accountId, accountName: nameOf(accountId) },
        ...{ householdNumber, kind, note, validUntil, endReason, version },
        ...{ declaredByName: nameOf(row.declaredBy), declaredAt: row.declaredAt.toISOString() },
        ...{ endedByName: endedBy && nameOf(endedBy), endedAt: row.endedAt?.toISOString() ?? null },
        mine: accountId === userId,
      };
    });
  }
}
