import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { invalid } from '../../../platform/errors';
import { DueItems } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import type { Approval } from '../approval.entity';
import { ApprovalMoves } from '../approval-moves';
import { ApprovalsStore } from '../approvals.store';
import type { ConfirmApproval, RefuseApproval } from '../dto/approval.dto';
import { noticeDelay } from '../notice-delay';

/** The second person agrees or refuses (C1, C3; ASVS 2.3.5). */
@Injectable()
export class DecideApproval {
  constructor(
    private readonly store: ApprovalsStore,
    private readonly moves: ApprovalMoves,
    private readonly dueItems: DueItems,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * Opens the access for 24 hours. The household is told at once, or on a later day for a recorded ground.
   * @throws AppError 404; 409 `approval-own-request`, `approval-officer-needed`, `move-not-allowed`; 412; 422
   *   `notice-delay-incomplete`, `notice-day-out-of-range`
   */
  async confirm(id: string, input: ConfirmApproval): Promise<Approval> {
    const row = await this.store.get(id);
    const notice = row.kind === 'break-glass' ? noticeOf(input, this.clock.now()) : noNotice(input);
    const running = await this.moves.make(row, 'confirm', { ...this.decision(input.note), ...notice });
    const { districtCode } = row;
    await this.dueItems.cancel('approval-answer', id);
    const endsAt = new Date(this.clock.now().getTime() + (await this.store.secondsLeft(id)) * 1000);
    await this.dueItems.set({ kind: 'approval-end', subjectId: id, districtCode, dueAt: endsAt });
    if (running.noticeDueAt) {
      await this.dueItems.set({ kind: 'approval-notice', subjectId: id, districtCode, dueAt: running.noticeDueAt });
    }
    return running;
  }

  /** @throws AppError as `confirm` */
  async refuse(id: string, { note }: RefuseApproval): Promise<Approval> {
    const refused = await this.moves.make(await this.store.get(id), 'refuse', this.decision(note));
    await this.dueItems.cancel('approval-answer', id);
    return refused;
  }

  private decision(note: string | undefined): Partial<Approval> {
    return { decidedBy: this.transactions.actor.userId, decidedAt: this.clock.now(), decisionNote: note ?? null };
  }
}

const noticeOf = (input: ConfirmApproval, now: Date): Partial<Approval> =>
  noticeDelay(input, now) ?? { noticeDelayReason: null, noticeDueAt: now };

/** Only somebody from elsewhere who opens a file is told of; readers in reach stand on its record anyway. */
function noNotice({ noticeDelayReason, noticeOn }: ConfirmApproval): Partial<Approval> {
  if (noticeDelayReason ?? noticeOn)
    throw invalid([{ field: noticeDelayReason ? 'noticeDelayReason' : 'noticeOn', code: 'notice-not-given' }]);
  return {};
}
