import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../../platform/database';
import { conflict, forbidden, invalid } from '../../../platform/errors';
import { Events } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { allows } from '../../access';
import { Accounts } from '../../accounts';
import { HouseholdDirectory } from '../../approvals';
import { Audit } from '../../audit';
import type { Conflict } from '../conflict.entity';
import { ConflictsStore } from '../conflicts.store';
import type { DeclareConflict as DeclareInput, EndConflict as EndInput } from '../dto/conflict.dto';

/** Puts somebody on the conflict list, or takes them off it (C3). The file closes to them in the same moment. */
@Injectable()
export class DeclareConflict {
  constructor(
    private readonly store: ConflictsStore,
    private readonly directory: HouseholdDirectory,
    private readonly accounts: Accounts,
    private readonly transactions: Transactions,
    private readonly events: Events,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws AppError 403 for another account without `conflicts:write`; 404 account; 422 `household-not-found`,
   *   `household-ambiguous`, `conflict-day-passed`; 409 `conflict-declared-already`
   */
  async execute({ householdKey, kind, accountId, note, validUntil }: DeclareInput): Promise<Conflict> {
    const { userId, roles } = this.transactions.actor;
    if (userId === null) throw forbidden();
    const whose = accountId ?? userId;
    if (whose !== userId && !allows(roles, 'conflicts:write')) throw forbidden();
    await this.accounts.get(whose);
    if (validUntil && validUntil < this.clock.today())
      throw invalid([{ field: 'validUntil', code: 'conflict-day-passed' }]);
    const household = await this.directory.find(householdKey);
    if (await this.store.current(whose, household.id)) throw conflict('conflict-declared-already');
    const row: Conflict = {
      ...{ id: newId(), accountId: whose, householdId: household.id, householdNumber: household.number },
      ...{ districtCode: household.districtCode, kind, note: note ?? null, validUntil: validUntil ?? null },
      ...{
        declaredBy: userId,
        declaredAt: this.clock.now(),
        endedBy: null,
        endedAt: null,
        endReason: null,
        version: 1,
      },
    };
    await this.store.insert(row);
    await this.told(row, 'conflict.declared');
    return row;
  }

  /** Not by the person whom it binds. @throws AppError 404; 403 `conflict-own`; 412 when it has ended */
  async end(id: string, { reason }: EndInput): Promise<Conflict> {
    const row = await this.store.get(id);
    const { userId } = this.transactions.actor;
    if (row.accountId === userId) throw forbidden('conflict-own');
    const ended = await this.store.end(row, { endedBy: userId, endedAt: this.clock.now(), endReason: reason });
    await this.told(ended, 'conflict.ended');
    return ended;
  }

  private async told(row: Conflict, type: string): Promise<void> {
    const { id, accountId, householdId, districtCode, version } = row;
    await this.audit.changed({ action: type, subjectType: 'account', subjectId: accountId, householdId, districtCode });
    await this.events.publish({
      ...{ type, aggregateId: id, aggregateVersion: version, householdId, districtCode },
      data: { accountId },
    });
  }
}
