import { Injectable } from '@nestjs/common';
import { ReferralClock } from '../referral-clock';
import { ReferralMoves } from '../referral-moves';
import type { Referral } from '../referral.entity';
import { ReferralsStore } from '../referrals.store';

/** "Help did not come": the owner has to settle it within the days of their task. */
@Injectable()
export class DisputeReferral {
  constructor(
    private readonly store: ReferralsStore,
    private readonly moves: ReferralMoves,
    private readonly clock: ReferralClock,
  ) {}

  /** @throws AppError 404; 409 `move-not-allowed` */
  async execute(id: string, text: string): Promise<Referral> {
    const referral = await this.store.lock(id);
    const task = await this.clock.task(referral, 'settle-dispute');
    return this.moves.make(referral, 'dispute', { ...task, disputeText: text, resumeState: referral.state });
  }
}
