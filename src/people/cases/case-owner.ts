import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { conflict, invalid } from '../../platform/errors';
import type { Unit } from '../../reference/regions';
import { WORKERS } from '../../trust/access';
import { type AccountRow, Accounts } from '../../trust/accounts';
import { Conflicts } from '../../trust/conflicts';

const works = ({ posts }: AccountRow, unitId: string) =>
  posts.some((post) => post.unitId === unitId && WORKERS.some((role) => role === post.role));

/** Finds who leads a case: there is always somebody (R10). */
@Injectable()
export class CaseOwner {
  constructor(
    private readonly accounts: Accounts,
    private readonly conflicts: Conflicts,
    private readonly transactions: Transactions,
  ) {}

  /**
   * The actor when it is the actor's unit, else the unit's first active worker who may open the file (C3), else the
   * worker who acts.
   * @throws AppError 409 `case-owner-missing`
   */
  async at(unit: Unit, householdId: string): Promise<string> {
    const { actor } = this.transactions;
    const isWorker = actor.userId !== null && WORKERS.some((role) => actor.roles.includes(role));
    if (isWorker && actor.userId && actor.unitId === unit.id) return actor.userId;
    const [first] = await this.freeWorkersOf(unit.id, householdId);
    if (first) return first.id;
    if (isWorker && actor.userId) return actor.userId;
    throw conflict('case-owner-missing', { unit: unit.name });
  }

  /** Active workers of a unit, by username. */
  async workersOf(unitId: string): Promise<AccountRow[]> {
    const { items } = await this.accounts.list({ unitId, state: 'active', limit: 200 });
    return items.filter((account) => works(account, unitId));
  }

  /** The same without those who have a conflict of interest with the file (C3). */
  async freeWorkersOf(unitId: string, householdId: string): Promise<AccountRow[]> {
    const workers = await this.workersOf(unitId);
    const ids = workers.map(({ id }) => id);
    const conflicted = await this.conflicts.among(ids, householdId);
    return workers.filter(({ id }) => !conflicted.has(id));
  }

  /** To whom a case may be given: those, or the acting worker of an upper tier when there are none. */
  async candidates(unitId: string, householdId: string): Promise<AccountRow[]> {
    const workers = await this.freeWorkersOf(unitId, householdId);
    const { userId, roles } = this.transactions.actor;
    const stepsIn = workers.length === 0 && userId !== null && WORKERS.some((role) => roles.includes(role));
    return stepsIn ? [await this.accounts.get(userId)] : workers;
  }

  /**
   * Only somebody who works at the holding unit can lead; when nobody there may open the file, the worker of an upper
   * tier who acts takes it upon themselves.
   * @throws AppError 422 `case-owner-other-unit`, `case-owner-conflicted`
   */
  async require(accountId: string, unitId: string, householdId: string): Promise<void> {
    if ((await this.conflicts.among([accountId], householdId)).size > 0)
      throw invalid([{ field: 'leadWorkerId', code: 'case-owner-conflicted' }]);
    const workers = await this.candidates(unitId, householdId);
    if (!workers.some((worker) => worker.id === accountId))
      throw invalid([{ field: 'leadWorkerId', code: 'case-owner-other-unit' }]);
  }
}
