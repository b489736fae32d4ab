import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { Units } from '../../reference/regions';
import { Accounts } from '../../trust/accounts';
import { Households } from '../households';
import type { CaseFile } from './case-file.entity';
import { holdsCase } from './case-holder';
import { caseLifecycle } from './case.lifecycle';
import type { CaseView, HandoverView } from './dto/case.view';
import type { Handover } from './handover.entity';

/** Cases and hand-overs as people read them: with the names of units, workers and households. */
@Injectable()
export class CaseViews {
  constructor(
    private readonly households: Households,
    private readonly units: Units,
    private readonly accounts: Accounts,
    private readonly transactions: Transactions,
  ) {}

  async one(row: CaseFile): Promise<CaseView> {
    return (await this.many([row]))[0]!;
  }

  async many(rows: readonly CaseFile[]): Promise<CaseView[]> {
    const workers = await this.accounts.names(rows.map((row) => row.leadWorkerId));
    const households = await this.households.namesOf(rows.map((row) => row.householdId));
    const units = await this.unitNames(rows.map((row) => row.unitId));
    return rows.map((row) => {
      const {
        id,
        number,
        householdId,
        tier,
        unitId,
        leadWorkerId,
        state,
        resumeState,
        emergency,
        closeReason,
        version,
      } = row;
      return {
        ...{
          id,
          self: `/api/v1/cases/${id}`,
          number,
          householdId,
          tier,
          unitId,
          leadWorkerId,
          state,
          resumeState,
          emergency,
        },
        householdName: households.get(householdId) ?? '',
        unitName: units.get(unitId) ?? '',
        leadWorkerName: workers.get(leadWorkerId) ?? '',
        openedAt: row.openedAt.toISOString(),
        closedAt: row.closedAt?.toISOString() ?? null,
        ...{ closeReason, version, moves: this.movesOf(row) },
      };
    });
  }

  /** What the reader may do with it: the holder every move of the role, all others only reopen what is closed. */
  private movesOf(row: CaseFile): string[] {
    const { actor } = this.transactions;
    const moves = [...new Set(caseLifecycle.allowed(row.state, actor.roles))];
    return holdsCase(row, actor) ? moves : moves.filter((move) => move === 'reopen');
  }

  async handovers(rows: readonly Handover[]): Promise<HandoverView[]> {
    const people = await this.accounts.names(rows.flatMap((row) => [row.offeredBy, row.answeredBy ?? row.offeredBy]));
    const households = await this.households.namesOf(rows.map((row) => row.householdId));
    const units = await this.unitNames(rows.flatMap((row) => [row.fromUnitId, row.toUnitId]));
    return rows.map((row) => {
      const { id, caseId, householdId, toUnitId, state, reasonCode, residualDifficulty, returnReason } = row;
      return {
        ...{
          id,
          self: `/api/v1/handovers/${id}`,
          caseId,
          householdId,
          toUnitId,
          state,
          reasonCode,
          residualDifficulty,
          returnReason,
        },
        householdName: households.get(householdId) ?? '',
        fromUnitName: units.get(row.fromUnitId) ?? '',
        toUnitName: units.get(toUnitId) ?? '',
        offeredByName: people.get(row.offeredBy) ?? '',
        offeredAt: row.offeredAt.toISOString(),
        answeredByName: row.answeredBy && (people.get(row.answeredBy) ?? ''),
        answeredAt: row.answeredAt?.toISOString() ?? null,
      };
    });
  }

  private async unitNames(ids: readonly string[]): Promise<Map<string, string>> {
    const names = new Map<string, string>();
    for (const id of new Set(ids)) names.set(id, (await this.units.byId(id)).name);
    return names;
  }
}
