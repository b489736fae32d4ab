import { Injectable } from '@nestjs/common';
import { ReferralClock } from '../referral-clock';
import { ReferralEnding } from '../referral-ending';
import { ReferralMoves } from '../referral-moves';
import type { Referral } from '../referral.entity';
import { ReferralsStore } from '../referrals.store';

/** Takes back what has not been served yet: the place is free and the provider's view ends at once. */
@Injectable()
export class RecallReferral {
  constructor(
    private readonly store: ReferralsStore,
    private readonly moves: ReferralMoves,
    private readonly ending: ReferralEnding,
    private readonly clock: ReferralClock,
  ) {}

  /** @throws AppError 404; 409 `move-not-allowed` */
  async execute(id: string, reason: string): Promise<Referral> {
    const referral = await this.store.lock(id);
    const task = await this.clock.noTask(referral);
    const recalled = await this.moves.make(referral, 'recall', { ...task, closeReason: reason }, { reason });
    await this.ending.withdraw(recalled, 'recalled');
    await this.ending.freeNeed(recalled);
    return recalled;
  }
}
