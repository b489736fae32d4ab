import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/time';
import { Reservations } from '../../../supply/offerings';
import { ReferralClock } from '../referral-clock';
import { ReferralMoves } from '../referral-moves';
import { ReferralsStore } from '../referrals.store';

/** Silence is an answer once the clock has ended (design 3). Run by the machine; doing it twice changes nothing. */
@Injectable()
export class ExpireReferral {
  constructor(
    private readonly store: ReferralsStore,
    private readonly moves: ReferralMoves,
    private readonly reservations: Reservations,
    private readonly answerClock: ReferralClock,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404 */
  async execute(id: string): Promise<void> {
    const referral = await this.store.lock(id);
    if (referral.state !== 'sent' || referral.answerDueAt === null || referral.answerDueAt > this.clock.now()) return;
    await this.moves.make(referral, 'expire');
    await this.reservations.release(id, 'expired');
    await this.answerClock.stopWaiting(id);
  }
}
