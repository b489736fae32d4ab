import { Injectable } from '@nestjs/common';
import { conflict, invalid } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { doorCameOpen } from '../field-release';
import { ReferralMoves } from '../referral-moves';
import type { Referral } from '../referral.entity';
import { ReferralsStore } from '../referrals.store';

const HOUR = 3_600_000;

/**
 * Says when somebody comes; while the service runs, when the next visit is. The door opens on that day only (C3). Whoever
 * moves a visit to another day after the door came open, and before somebody came, may do so once, and the owner is told;
 * again only after staff paused and resumed the referral or settled its dispute, or after a visit took place.
 */
@Injectable()
export class ScheduleReferral {
  constructor(
    private readonly store: ReferralsStore,
    private readonly moves: ReferralMoves,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `move-not-allowed`, `visit-moved-before`; 422 `visit-in-past` */
  async execute(id: string, scheduledFor: Date): Promise<Referral> {
    const now = this.clock.now();
    if (scheduledFor.getTime() < now.getTime() - HOUR)
      throw invalid([{ field: 'scheduledFor', code: 'visit-in-past' }]);
    const referral = await this.store.lock(id);
    const move = referral.state === 'in-service' ? 'plan-visit' : 'schedule';
    if (!doorCameOpen(referral, scheduledFor, now)) return this.moves.make(referral, move, { scheduledFor });
    const tookPlace = referral.startedAt !== null && referral.scheduledFor !== null && referral.scheduledFor <= now;
    if (tookPlace) return this.moves.make(referral, move, { scheduledFor, visitMovedAt: null });
    if (referral.visitMovedAt !== null) throw conflict('visit-moved-before');
    return this.moves.make(referral, move, { scheduledFor, visitMovedAt: now }, { data: { movedAway: true } });
  }
}
