import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/time';
import { ReferralMoves } from '../referral-moves';
import type { Referral } from '../referral.entity';
import { ReferralsStore } from '../referrals.store';

/** The service begins; the first delivery does it too. */
@Injectable()
export class StartReferral {
  constructor(
    private readonly store: ReferralsStore,
    private readonly moves: ReferralMoves,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `move-not-allowed` */
  async execute(id: string): Promise<Referral> {
    const referral = await this.store.lock(id);
    return this.moves.make(referral, 'start', {
      startedAt: referral.startedAt ?? this.clock.now(),
      visitMovedAt: null,
    });
  }
}
