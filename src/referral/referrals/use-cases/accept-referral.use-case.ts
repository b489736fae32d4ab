import { Injectable } from '@nestjs/common';
import { conflict } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { Capacity } from '../../../supply/offerings';
import { AccessGrants } from '../../../trust/access';
import { OfferingGuard } from '../offering-guard';
import { ReferralClock } from '../referral-clock';
import { ReferralMoves } from '../referral-moves';
import type { Referral } from '../referral.entity';
import { ReferralsStore } from '../referrals.store';

/** The provider takes the place and from now on may read name and phone (C3). */
@Injectable()
export class AcceptReferral {
  constructor(
    private readonly store: ReferralsStore,
    private readonly guard: OfferingGuard,
    private readonly moves: ReferralMoves,
    private readonly capacity: Capacity,
    private readonly grants: AccessGrants,
    private readonly answerClock: ReferralClock,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws AppError 404 for another provider; 409 `referral-expired`, `move-not-allowed` when it was answered before; whatever
   *   `OfferingGuard.checkAcceptance` refuses: the referral waits as it was
   */
  async execute(id: string, message?: string): Promise<Referral> {
    const referral = await this.store.lock(id);
    if (referral.state === 'expired') throw conflict('referral-expired');
    if (referral.state === 'sent') await this.guard.checkAcceptance(referral);
    const now = this.clock.now();
    const late = referral.answerDueAt !== null && referral.answerDueAt <= now;
    const accepted = await this.moves.make(
      referral,
      'accept',
      { answeredAt: now },
      { facts: { late }, reason: message },
    );
    await this.capacity.take(id);
    await this.answerClock.stopWaiting(id);
    const { householdId, districtCode, providerId: organisationId } = accepted;
    await this.grants.grant({ householdId, districtCode, organisationId, ground: 'referral', sourceId: id });
    return accepted;
  }
}
