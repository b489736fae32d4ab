import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/time';
import { ReferralClock } from '../referral-clock';
import { ReferralEnding } from '../referral-ending';
import { ReferralMoves } from '../referral-moves';
import type { Referral } from '../referral.entity';
import { ReferralsStore } from '../referrals.store';

/** The service ends before it is done; its owner looks into it. */
@Injectable()
export class StopReferral {
  constructor(
    private readonly store: ReferralsStore,
    private readonly moves: ReferralMoves,
    private readonly ending: ReferralEnding,
    private readonly taskClock: ReferralClock,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `move-not-allowed` */
  async execute(id: string, reason: string): Promise<Referral> {
    const referral = await this.store.lock(id);
    const task = await this.taskClock.task(referral, 'look-into-stop');
    const stopped = await this.moves.make(
      referral,
      'stop',
      { ...task, endedAt: this.clock.now(), closeReason: reason },
      { reason },
    );
    await this.ending.serviceOver(stopped);
    return stopped;
  }
}
