import { Injectable } from '@nestjs/common';
import { newId, NumberSequence, Transactions } from '../../../platform/database';
import { conflict, forbidden, invalid } from '../../../platform/errors';
import { DueItems } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { type Approval, type ApprovalKind } from '../approval.entity';
import { ApprovalMoves } from '../approval-moves';
import { daysToAnswer, later } from '../approval-clock';
import { ApprovalsStore } from '../approvals.store';
import type { AskApproval as AskInput } from '../dto/approval.dto';
import { HouseholdDirectory } from '../household-directory';

/** Asks for access that a second person has to agree to (C1, C3, R88). */
@Injectable()
export class AskApproval {
  constructor(
    private readonly store: ApprovalsStore,
    private readonly directory: HouseholdDirectory,
    private readonly numbers: NumberSequence,
    private readonly moves: ApprovalMoves,
    private readonly dueItems: DueItems,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws AppError 403 `approval-kind-not-yours`; 422 `household-not-found`, `household-ambiguous`,
   *   `approval-groups-needed`, `approval-groups-not-asked`, `approval-document-needed`; 409 `approval-not-needed` for a
   *   file in reach, `approval-open-already`
   */
  async execute(input: AskInput): Promise<Approval> {
    const { actor } = this.transactions;
    const { kind, fieldGroups, documentNumber = null, reason } = input;
    if (actor.userId === null || !mayAsk(kind, actor.roles)) throw forbidden('approval-kind-not-yours');
    checkForm(input);
    const household = await this.directory.find(input.householdKey);
    if (kind === 'break-glass' && household.inReach)
      throw conflict('approval-not-needed', { number: household.number });
    // Field groups are asked for on the file; who cannot open it asks for the file first.
    if (kind !== 'break-glass' && !household.inReach)
      throw invalid([{ field: 'householdKey', code: 'household-not-found' }]);
    const open = await this.store.openOf(household.id, actor.userId, kind);
    if (open) throw conflict('approval-open-already', { number: open.number });
    const row: Approval = {
      ...{ id: newId(), number: await this.numbers.nextNumber('A'), kind, state: 'asked', version: 1 },
      ...{ householdId: household.id, householdNumber: household.number, districtCode: household.districtCode },
      ...{ fieldGroups: [...new Set(fieldGroups)], documentNumber, reason },
      ...{ requestedBy: actor.userId, requestedUnitId: actor.unitId, requestedAt: this.clock.now() },
      ...{ decidedBy: null, decidedAt: null, decisionNote: null, startsAt: null, endsAt: null },
      ...{ noticeDelayReason: null, noticeDueAt: null, noticedAt: null },
      ...{ reviewedBy: null, reviewedAt: null, reviewResult: null, reviewText: null },
    };
    await this.store.insert(row);
    await this.moves.told(row, 'approval.asked');
    const dueAt = later(this.clock.now(), daysToAnswer);
    await this.dueItems.set({ kind: 'approval-answer', subjectId: row.id, districtCode: row.districtCode, dueAt });
    return row;
  }
}

/** C3: a supervisor sees identified data on a numbered request only (R88), all others have no such request. */
function mayAsk(kind: ApprovalKind, roles: readonly string[]): boolean {
  const worksOnFiles = roles.some((role) => role.endsWith('-worker') || role === 'officer');
  return kind === 'numbered-request' ? roles.includes('supervisor') : worksOnFiles;
}

function checkForm({ kind, fieldGroups, documentNumber }: AskInput): void {
  if (kind === 'break-glass' && fieldGroups.length > 0)
    throw invalid([{ field: 'fieldGroups', code: 'approval-groups-not-asked' }]);
  if (kind !== 'break-glass' && fieldGroups.length === 0)
    throw invalid([{ field: 'fieldGroups', code: 'approval-groups-needed' }]);
  if (kind === 'numbered-request' && !documentNumber)
    throw invalid([{ field: 'documentNumber', code: 'approval-document-needed' }]);
  if (kind !== 'numbered-request' && documentNumber)
    throw invalid([{ field: 'documentNumber', code: 'approval-document-not-asked' }]);
}
