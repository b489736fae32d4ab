import { Injectable } from '@nestjs/common';
import { conflict, invalid } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { MoveOfferings, Offerings, Reservations } from '../../../supply/offerings';
import { declineReason } from '../decline-reasons';
import type { DeclineReferral as DeclineInput } from '../dto/referral.dto';
import { ReferralClock } from '../referral-clock';
import { ReferralMoves } from '../referral-moves';
import type { Referral } from '../referral.entity';
import { ReferralsStore } from '../referrals.store';

/** The provider's no, with a reason that does something (R22; peers section 5 no. 6). What follows is rerouting's work. */
@Injectable()
export class DeclineReferral {
  constructor(
    private readonly store: ReferralsStore,
    private readonly moves: ReferralMoves,
    private readonly reservations: Reservations,
    private readonly offerings: Offerings,
    private readonly moveOfferings: MoveOfferings,
    private readonly answerClock: ReferralClock,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `referral-expired`, `move-not-allowed`; 422 `decline-reason-unknown` */
  async execute(id: string, input: DeclineInput): Promise<Referral> {
    const reason = declineReason(input.reason);
    if (!reason) throw invalid([{ field: 'reason', code: 'decline-reason-unknown' }]);
    const referral = await this.store.lock(id);
    if (referral.state === 'expired') throw conflict('referral-expired');
    const now = this.clock.now();
    const late = referral.answerDueAt !== null && referral.answerDueAt <= now;
    const changes: Partial<Referral> = {
      answeredAt: now,
      declineReason: reason.code,
      declineMessage: input.message ?? null,
      declineShared: input.shared,
      declinePrivateNote: input.privateNote ?? null,
    };
    const details = { facts: { late }, reason: reason.code, data: { declineReason: reason.code } };
    const declined = await this.moves.make(referral, 'decline', changes, details);
    await this.reservations.release(id, 'declined');
    await this.answerClock.stopWaiting(id);
    if (reason.effect === 'pause-offering') await this.pause(declined);
    return declined;
  }

  private async pause({ offeringId, number }: Referral): Promise<void> {
    const { state } = await this.offerings.get(offeringId);
    if (state === 'listed') await this.moveOfferings.execute([offeringId], 'pause', number);
  }
}
