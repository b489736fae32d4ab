import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { Accounts } from '../accounts';
import type { Approval } from './approval.entity';
import { ApprovalMoves } from './approval-moves';
import type { ApprovalView } from './dto/approval.view';
import { HouseholdDirectory } from './household-directory';

/** Requests as people read them: with names, and the file only for those who reach it. */
@Injectable()
export class ApprovalViews {
  constructor(
    private readonly accounts: Accounts,
    private readonly moves: ApprovalMoves,
    private readonly directory: HouseholdDirectory,
    private readonly transactions: Transactions,
  ) {}

  async one(row: Approval): Promise<ApprovalView> {
    return (await this.many([row]))[0]!;
  }

  async many(rows: readonly Approval[]): Promise<ApprovalView[]> {
    const people = rows.flatMap((row) => [row.requestedBy, row.decidedBy, row.reviewedBy]);
    const names = await this.accounts.names(people.filter((id) => id !== null));
    const views: ApprovalView[] = [];
    for (const row of rows) views.push(await this.viewOf(row, (id) => id && (names.get(id) ?? '')));
    return views;
  }

  private async viewOf(row: Approval, nameOf: (id: string | null) => string | null): Promise<ApprovalView> {
    const { id, number, kind, householdNumber, fieldGroups, documentNumber, reason, state, version } = row;
    const { decisionNote, noticeDelayReason, reviewResult, reviewText } = row;
    // The asker learns no more of the file than was asked with, unless it is open to them.
    const mine = row.requestedBy === this.transactions.actor.userId;
    const reached = !mine || (await this.directory.regionPathOf(row.householdId)) !== null;
    return {
      ...{ id, self: `/api/v1/approvals/${id}`, number, kind, householdId: reached ? row.householdId : null },
      ...{ householdNumber, fieldGroups, documentNumber, reason, state, version },
      ...{ requestedByName: nameOf(row.requestedBy) ?? '', requestedAt: row.requestedAt.toISOString() },
      ...{ decidedByName: nameOf(row.decidedBy), decidedAt: textOf(row.decidedAt), decisionNote },
      ...{ startsAt: textOf(row.startsAt), endsAt: textOf(row.endsAt) },
      ...{ noticeDelayReason, noticeDueAt: textOf(row.noticeDueAt), noticedAt: textOf(row.noticedAt) },
      ...{ reviewedByName: nameOf(row.reviewedBy), reviewedAt: textOf(row.reviewedAt), reviewResult, reviewText },
      moves: this.moves.allowed(row),
    };
  }
}

const textOf = (at: Date | null): string | null => at?.toISOString() ?? null;
