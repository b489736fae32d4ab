import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { Units } from '../../reference/regions';
import { levelsOf, releaseFields } from '../../trust/access';
import { Accounts } from '../../trust/accounts';
import { HouseholdLevels, Households } from '../households';
import type { CaseFile } from './case-file.entity';
import { holdsCase } from './case-holder';
import { caseLifecycle } from './case.lifecycle';
import { caseView, type CaseView, type HandoverView, handoverView } from './dto/case.view';
import type { Handover } from './handover.entity';

/** Cases and hand-overs as people read them: with names of units and workers, of households as C3 has it. */
@Injectable()
export class CaseViews {
  constructor(
    private readonly households: Households,
    private readonly levels: HouseholdLevels,
    private readonly units: Units,
    private readonly accounts: Accounts,
    private readonly transactions: Transactions,
  ) {}

  async one(row: CaseFile): Promise<CaseView> {
    return (await this.many([row]))[0]!;
  }

  async many(rows: readonly CaseFile[]): Promise<CaseView[]> {
    const workers = await this.accounts.names(rows.map((row) => row.leadWorkerId));
    const units = await this.unitNames(rows.map((row) => row.unitId));
    const files = await this.filesOf(rows);
    return rows.map((row) => {
      const { id, number, tier, unitId, leadWorkerId, state, resumeState, emergency, closeReason, version } = row;
      const view = {
        ...{ id, self: `/api/v1/cases/${id}`, number, tier, unitId, leadWorkerId, state, resumeState, emergency },
        ...files.called(row),
        unitName: units.get(unitId) ?? '',
        leadWorkerName: workers.get(leadWorkerId) ?? '',
        openedAt: row.openedAt.toISOString(),
        closedAt: row.closedAt?.toISOString() ?? null,
        ...{ closeReason, version, moves: this.movesOf(row) },
      };
      return releaseFields(caseView, view, files.levels(row));
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
    const units = await this.unitNames(rows.flatMap((row) => [row.fromUnitId, row.toUnitId]));
    const files = await this.filesOf(rows);
    return rows.map((row) => {
      const { id, caseId, toUnitId, state, reasonCode, residualDifficulty, returnReason } = row;
      const view = {
        ...{
          id,
          self: `/api/v1/handovers/${id}`,
          caseId,
          toUnitId,
          state,
          reasonCode,
          residualDifficulty,
          returnReason,
        },
        ...files.called(row),
        fromUnitName: units.get(row.fromUnitId) ?? '',
        toUnitName: units.get(toUnitId) ?? '',
        offeredByName: people.get(row.offeredBy) ?? '',
        offeredAt: row.offeredAt.toISOString(),
        answeredByName: row.answeredBy && (people.get(row.answeredBy) ?? ''),
        answeredAt: row.answeredAt?.toISOString() ?? null,
      };
      return releaseFields(handoverView, view, files.levels(row));
    });
  }

  /** Number and name of the files, and what the reader may read of each; of one out of reach there is nothing to tell. */
  private async filesOf(rows: ReadonlyArray<{ householdId: string }>) {
    const ids = rows.map(({ householdId }) => householdId);
    const labels = await this.households.labelsOf(ids);
    const levels = await this.levels.ofAll(ids);
    return {
      called: ({ householdId }: { householdId: string }) => {
        const { number = '', displayName = '' } = labels.get(householdId) ?? {};
        return { householdId, householdNumber: number, householdName: displayName };
      },
      levels: ({ householdId }: { householdId: string }) => levels.get(householdId) ?? levelsOf([], []),
    };
  }

  private async unitNames(ids: readonly string[]): Promise<Map<string, string>> {
    const names = new Map<string, string>();
    for (const id of new Set(ids)) names.set(id, (await this.units.byId(id)).name);
    return names;
  }
}
