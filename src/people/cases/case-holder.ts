import { Injectable } from '@nestjs/common';
import { type Actor, Transactions } from '../../platform/database';
import { forbidden } from '../../platform/errors';
import { Accounts } from '../../trust/accounts';
import { Conflicts } from '../../trust/conflicts';
import type { CaseFile } from './case-file.entity';

type Held = Pick<CaseFile, 'unitId' | 'leadWorkerId'>;
type Led = Held & Pick<CaseFile, 'householdId'>;

/** The lead worker, colleagues of the holding unit and the machine; all others in reach only read (R6, R10). */
export function holdsCase(row: Held, { kind, userId, unitId }: Actor): boolean {
  return kind === 'system' || (userId !== null && userId === row.leadWorkerId) || unitId === row.unitId;
}

/** Who may move a case: there is exactly one holding unit at a time (R6). */
@Injectable()
export class CaseHolder {
  constructor(
    private readonly accounts: Accounts,
    private readonly conflicts: Conflicts,
    private readonly transactions: Transactions,
  ) {}

  /** @throws AppError 403 `case-not-yours` */
  require(row: Held): void {
    if (!holdsCase(row, this.transactions.actor)) throw forbidden('case-not-yours');
  }

  /**
   * Who gives a case to another worker: the holding unit; and whoever of the tiers reaches it once its lead worker has
   * left, or must not open the file any more (C3), since no case stays without an owner (R10).
   * @throws AppError 403 `case-not-yours`
   */
  async requireForAssignment(row: Led): Promise<void> {
    if (!(await this.mayAssign(row))) throw forbidden('case-not-yours');
  }

  async mayAssign(row: Led): Promise<boolean> {
    if (holdsCase(row, this.transactions.actor)) return true;
    if ((await this.accounts.get(row.leadWorkerId)).state === 'deactivated') return true;
    return (await this.conflicts.among([row.leadWorkerId], row.householdId)).size > 0;
  }
}
