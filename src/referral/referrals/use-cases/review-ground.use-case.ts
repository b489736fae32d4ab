import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { conflict, forbidden } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { AccessGrants } from '../../../trust/access';
import type { ReviewGround as ReviewInput } from '../dto/referral.dto';
import { ReferralClock } from '../referral-clock';
import { ReferralMoves } from '../referral-moves';
import type { Referral } from '../referral.entity';
import { ReferralsStore } from '../referrals.store';

/** A second person looks at a sharing without consent afterwards (PIPL 13); what does not hold ends at once. */
@Injectable()
export class ReviewGround {
  constructor(
    private readonly store: ReferralsStore,
    private readonly moves: ReferralMoves,
    private readonly grants: AccessGrants,
    private readonly transactions: Transactions,
    private readonly tasks: ReferralClock,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `referral-no-ground`, `referral-ground-reviewed`; 403 `referral-review-second-person` */
  async execute(id: string, { verdict }: ReviewInput): Promise<Referral> {
    const referral = await this.store.lock(id);
    if (referral.legalGround === null) throw conflict('referral-no-ground');
    if (referral.legalReview !== null) throw conflict('referral-ground-reviewed');
    const { userId } = this.transactions.actor;
    if (userId === null || userId === (referral.legalChosenBy ?? referral.createdBy))
      throw forbidden('referral-review-second-person');
    const now = this.clock.now();
    const review = { legalReview: verdict, legalReviewedBy: userId, legalReviewedAt: now };
    if (verdict === 'upheld') return this.moves.note(referral, 'referral.ground-reviewed', review);
    await this.grants.end(id, now);
    const task = referral.task === null ? await this.tasks.task(referral, 'ask-consent') : {};
    return this.moves.note(referral, 'referral.ground-reviewed', { ...review, ...task, sharingEndedAt: now });
  }
}
