import { Injectable } from '@nestjs/common';
import { DueHandler, type DueItem, type DueItemHandler, DueItems } from '../../platform/queue';
import { Clock } from '../../platform/time';
import { daysToReview, later } from './approval-clock';
import { ApprovalMoves } from './approval-moves';
import { ApprovalsStore } from './approvals.store';
import { EndApproval } from './use-cases/end-approval.use-case';

/** Nobody answered a request in time: it ends, and may be asked anew. */
@Injectable()
@DueHandler('approval-answer')
export class UnansweredApproval implements DueItemHandler {
  constructor(
    private readonly store: ApprovalsStore,
    private readonly moves: ApprovalMoves,
  ) {}

  async handle({ subjectId }: DueItem): Promise<void> {
    const row = await this.store.get(subjectId);
    if (row.state === 'asked') await this.moves.make(row, 'expire', {});
  }
}

/** The day is over. The database closed the file by the system's clock; business time may have come earlier. */
@Injectable()
@DueHandler('approval-end')
export class EndedApproval implements DueItemHandler {
  constructor(
    private readonly store: ApprovalsStore,
    private readonly ending: EndApproval,
    private readonly dueItems: DueItems,
    private readonly clock: Clock,
  ) {}

  async handle({ kind, subjectId, districtCode }: DueItem): Promise<void> {
    if ((await this.store.get(subjectId)).state !== 'running') return;
    const left = await this.store.secondsLeft(subjectId);
    if (left === 0) {
      await this.ending.end(subjectId);
      return;
    }
    const dueAt = new Date(this.clock.now().getTime() + left * 1000);
    await this.dueItems.set({ kind, subjectId, districtCode, dueAt });
  }
}

/** The household is told, at once or when the ground to wait is over (C3). */
@Injectable()
@DueHandler('approval-notice')
export class ApprovalNotice implements DueItemHandler {
  constructor(
    private readonly store: ApprovalsStore,
    private readonly moves: ApprovalMoves,
    private readonly clock: Clock,
  ) {}

  async handle({ subjectId }: DueItem): Promise<void> {
    const row = await this.store.get(subjectId);
    if (row.noticedAt !== null) return;
    const told = await this.store.update(row, { noticedAt: this.clock.now() });
    await this.moves.told(told, 'break-glass.told', {
      unitId: row.requestedUnitId,
      startsAt: row.startsAt?.toISOString() ?? null,
    });
  }
}

/** Nobody has looked at an ended access: the centre is reminded until somebody does (C3). */
@Injectable()
@DueHandler('approval-review')
export class UnreviewedApproval implements DueItemHandler {
  constructor(
    private readonly store: ApprovalsStore,
    private readonly moves: ApprovalMoves,
    private readonly dueItems: DueItems,
    private readonly clock: Clock,
  ) {}

  async handle({ kind, subjectId, districtCode }: DueItem): Promise<void> {
    const row = await this.store.get(subjectId);
    if (row.state !== 'ended') return;
    await this.moves.told(row, 'approval.review-overdue');
    const dueAt = later(this.clock.now(), daysToReview);
    await this.dueItems.set({ kind, subjectId, districtCode, dueAt });
  }
}
