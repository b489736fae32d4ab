import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { conflict } from '../../../platform/errors';
import { DueItems } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import type { Approval } from '../approval.entity';
import { ApprovalMoves } from '../approval-moves';
import { ApprovalsStore } from '../approvals.store';
import type { ReviewApproval as ReviewInput } from '../dto/approval.dto';

/** A third person says whether the access was justified (C3). */
@Injectable()
export class ReviewApproval {
  constructor(
    private readonly store: ApprovalsStore,
    private readonly moves: ApprovalMoves,
    private readonly dueItems: DueItems,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws AppError 404; 409 `approval-own-review`, `approval-review-not-needed`, `approval-still-running` (also for
   *   the few seconds until the machine has closed one that is over), `move-not-allowed`; 412
   */
  async execute(id: string, { result, text }: ReviewInput): Promise<Approval> {
    const row = await this.store.get(id);
    if (row.state === 'running') throw conflict('approval-still-running');
    const reviewed = await this.moves.make(row, 'review', {
      ...{ reviewedBy: this.transactions.actor.userId, reviewedAt: this.clock.now() },
      ...{ reviewResult: result, reviewText: text },
    });
    await this.dueItems.cancel('approval-review', id);
    return reviewed;
  }
}
