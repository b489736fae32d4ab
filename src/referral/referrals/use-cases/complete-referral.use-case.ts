import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/time';
import { ReferralClock } from '../referral-clock';
import { ReferralEnding } from '../referral-ending';
import { ReferralMoves } from '../referral-moves';
import type { Referral } from '../referral.entity';
import { ReferralsStore } from '../referrals.store';

/** The provider says that it is done; now the household is asked, and its owner sees to that (I7). */
@Injectable()
export class CompleteReferral {
  constructor(
    private readonly store: ReferralsStore,
    private readonly moves: ReferralMoves,
    private readonly ending: ReferralEnding,
    private readonly taskClock: ReferralClock,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `move-not-allowed` */
  async execute(id: string, note?: string): Promise<Referral> {
    const referral = await this.store.lock(id);
    const task = await this.taskClock.task(referral, 'ask-household');
    const completed = await this.moves.make(
      referral,
      'complete',
      { ...task, endedAt: this.clock.now() },
      { reason: note },
    );
    await this.ending.serviceOver(completed);
    return completed;
  }
}
