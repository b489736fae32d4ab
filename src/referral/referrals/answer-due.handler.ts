import { Injectable } from '@nestjs/common';
import { DueHandler, type DueItem, type DueItemHandler } from '../../platform/queue';
import { ReferralMoves } from './referral-moves';
import { ReferralsStore } from './referrals.store';
import { ExpireReferral } from './use-cases/expire-referral.use-case';

/** The answer clock has ended. */
@Injectable()
@DueHandler('referral-answer')
export class AnswerDue implements DueItemHandler {
  constructor(private readonly expiring: ExpireReferral) {}

  async handle({ subjectId }: DueItem): Promise<void> {
    await this.expiring.execute(subjectId);
  }
}

/** Half of the answer clock is over: whoever is asked hears of it once more. */
@Injectable()
@DueHandler('referral-answer-reminder')
export class AnswerReminder implements DueItemHandler {
  constructor(
    private readonly store: ReferralsStore,
    private readonly moves: ReferralMoves,
  ) {}

  async handle({ subjectId }: DueItem): Promise<void> {
    const referral = await this.store.get(subjectId);
    if (referral.state === 'sent') await this.moves.told(referral, 'referral.answer-reminded', []);
  }
}

/** The owner has not done what waits for them: the house is told, nothing is forgotten (R10). */
@Injectable()
@DueHandler('referral-task')
export class TaskOverdue implements DueItemHandler {
  constructor(
    private readonly store: ReferralsStore,
    private readonly moves: ReferralMoves,
  ) {}

  async handle({ subjectId, dueAt }: DueItem): Promise<void> {
    const referral = await this.store.get(subjectId);
    const { task, taskDueAt } = referral;
    if (task === null || taskDueAt === null || taskDueAt > dueAt) return;
    await this.moves.told(referral, 'referral.task-overdue', [], { task });
  }
}
