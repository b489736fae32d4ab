import { Injectable } from '@nestjs/common';
import { Lifecycles } from '../../platform/lifecycle';
import { type EventData, Events } from '../../platform/queue';
import { AccessGrants } from '../../trust/access';
import { Audit, diffOf } from '../../trust/audit';
import type { CaseFile } from './case-file.entity';
import { CaseHolder } from './case-holder';
import { caseLifecycle, type CaseMove } from './case.lifecycle';
import { CasesStore } from './cases.store';

/** One move of a case with all that belongs to it: row, log, record, event. */
@Injectable()
export class CaseMoves {
  constructor(
    private readonly store: CasesStore,
    private readonly holder: CaseHolder,
    private readonly lifecycles: Lifecycles,
    private readonly grants: AccessGrants,
    private readonly events: Events,
    private readonly audit: Audit,
  ) {}

  /** @throws AppError 403 `case-not-yours`; 409 `move-not-allowed`, 412 when someone else was first */
  async make(row: CaseFile, move: CaseMove, changes: Partial<CaseFile>, reason?: string): Promise<CaseFile> {
    this.holder.require(row);
    return this.carryOut(row, move, changes, reason);
  }

  /** Closes it whoever holds it; for the taking back of what has opened it. @throws AppError 409 `move-not-allowed`; 412 */
  takeBack(row: CaseFile, changes: Partial<CaseFile>, reason: string): Promise<CaseFile> {
    return this.carryOut(row, 'close', changes, reason);
  }

  private async carryOut(row: CaseFile, move: CaseMove, changes: Partial<CaseFile>, reason?: string) {
    const { id: subjectId, householdId, districtCode, regionPath, state: from } = row;
    const subject = { subjectId, householdId, districtCode, regionPath };
    const state = await this.lifecycles.move({ lifecycle: caseLifecycle, ...subject, from, move, reason });
    const moved = await this.store.update(row, { ...changes, state });
    await this.told(moved, state === 'closed' ? 'case.closed' : 'case.moved', { from, to: state }, row);
    return moved;
  }

  /** Gives the case its owner, who may then open the file wherever it lies (R10). */
  async giveTo(row: CaseFile, owner: Partial<CaseFile> & { leadWorkerId: string }): Promise<CaseFile> {
    const owned = await this.store.update(row, owner);
    await this.letIn(owned);
    return owned;
  }

  /** The grant of the lead worker; the one before it ends. */
  async letIn(row: CaseFile): Promise<void> {
    await this.grants.end(row.id);
    await this.letInFirst(row);
  }

  /** Of a case that nobody has led yet. */
  async letInFirst({ id: sourceId, householdId, districtCode, leadWorkerId: accountId }: CaseFile): Promise<void> {
    await this.grants.grant({ householdId, districtCode, accountId, ground: 'assignment', sourceId });
  }

  /** Record and event; `before` where the row has changed. */
  async told(row: CaseFile, type: string, data: EventData = {}, before?: CaseFile): Promise<void> {
    const { id, householdId, districtCode, version } = row;
    const subject = { subjectType: 'case', subjectId: id, householdId, districtCode };
    await this.audit.changed({ action: type, ...subject, changes: before && diffOf(before, row) });
    await this.events.publish({ type, aggregateId: id, aggregateVersion: version, householdId, districtCode, data });
  }
}
