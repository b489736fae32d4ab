import { Injectable } from '@nestjs/common';
import { invalid } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { ReferralMoves } from '../referral-moves';
import type { Referral } from '../referral.entity';
import { ReferralsStore } from '../referrals.store';

const HOUR = 3_600_000;

/** Says when somebody comes; while the service runs, when the next visit is. The door opens on that day only (C3). */
@Injectable()
export class ScheduleReferral {
  constructor(
    private readonly store: ReferralsStore,
    private readonly moves: ReferralMoves,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `move-not-allowed`; 422 `visit-in-past` */
  async execute(id: string, scheduledFor: Date): Promise<Referral> {
    if (scheduledFor.getTime() < this.clock.now().getTime() - HOUR)
      throw invalid([{ field: 'scheduledFor', code: 'visit-in-past' }]);
    const referral = await this.store.lock(id);
    const move = referral.state === 'in-service' ? 'plan-visit' : 'schedule';
    return this.moves.make(referral, move, { scheduledFor });
  }
}
