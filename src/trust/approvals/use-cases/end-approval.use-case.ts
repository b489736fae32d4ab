import { Injectable } from '@nestjs/common';
import { DueItems } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import type { Approval } from '../approval.entity';
import { daysToReview, later } from '../approval-clock';
import { ApprovalMoves } from '../approval-moves';
import { ApprovalsStore } from '../approvals.store';

/** Takes a request back, or ends an access before its day is over, or when it is (C3). */
@Injectable()
export class EndApproval {
  constructor(
    private readonly store: ApprovalsStore,
    private readonly moves: ApprovalMoves,
    private readonly dueItems: DueItems,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `approval-not-yours`, `move-not-allowed`; 412 */
  async cancel(id: string): Promise<Approval> {
    const cancelled = await this.moves.make(await this.store.get(id), 'cancel', {});
    await this.dueItems.cancel('approval-answer', id);
    return cancelled;
  }

  /** The database closes the file in the same moment; a review falls due. @throws AppError as `cancel` */
  async end(id: string): Promise<Approval> {
    const ended = await this.moves.make(await this.store.get(id), 'end', {});
    await this.dueItems.cancel('approval-end', id);
    if (ended.kind !== 'field-group') {
      const { districtCode } = ended;
      await this.moves.told(ended, 'approval.review-due');
      const dueAt = later(this.clock.now(), daysToReview);
      await this.dueItems.set({ kind: 'approval-review', subjectId: id, districtCode, dueAt });
    }
    return ended;
  }
}
