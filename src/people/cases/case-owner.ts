import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { conflict, invalid } from '../../platform/errors';
import type { Unit } from '../../reference/regions';
import { WORKERS } from '../../trust/access';
import { type AccountRow, Accounts } from '../../trust/accounts';

const works = ({ posts }: AccountRow, unitId: string) =>
  posts.some((post) => post.unitId === unitId && WORKERS.some((role) => role === post.role));

/** Finds who leads a case: there is always somebody (R10). */
@Injectable()
export class CaseOwner {
  constructor(
    private readonly accounts: Accounts,
    private readonly transactions: Transactions,
  ) {}

  /**
   * The actor when it is the actor's unit, else the unit's first active worker, else the worker who acts.
   * @throws AppError 409 `case-owner-missing`
   */
  async at(unit: Unit): Promise<string> {
    const { actor } = this.transactions;
    const isWorker = actor.userId !== null && WORKERS.some((role) => actor.roles.includes(role));
    if (isWorker && actor.userId && actor.unitId === unit.id) return actor.userId;
    const [first] = await this.workersOf(unit.id);
    if (first) return first.id;
    if (isWorker && actor.userId) return actor.userId;
    throw conflict('case-owner-missing', { unit: unit.name });
  }

  /** Active workers of a unit, by username. */
  async workersOf(unitId: string): Promise<AccountRow[]> {
    const { items } = await this.accounts.list({ unitId, state: 'active', limit: 200 });
    return items.filter((account) => works(account, unitId));
  }

  /** @throws AppError 422 `case-owner-other-unit`: only somebody who works at the holding unit can lead */
  async require(accountId: string, unitId: string): Promise<void> {
    const workers = await this.workersOf(unitId);
    if (!workers.some((worker) => worker.id === accountId))
      throw invalid([{ field: 'leadWorkerId', code: 'case-owner-other-unit' }]);
  }
}
