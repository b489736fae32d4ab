import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { ReferralMoves } from '../referral-moves';
import type { Referral } from '../referral.entity';
import { ReferralsStore } from '../referrals.store';
import { resumeMove } from '../resume-move';

/** A pause, e.g. while the person is in hospital; the place stays taken. */
@Injectable()
export class HoldReferral {
  constructor(
    private readonly store: ReferralsStore,
    private readonly moves: ReferralMoves,
    private readonly transactions: Transactions,
  ) {}

  /** @throws AppError 404; 409 `move-not-allowed` */
  async hold(id: string, reason: string): Promise<Referral> {
    const referral = await this.store.lock(id);
    return this.moves.make(referral, 'hold', { resumeState: referral.state }, { reason });
  }

  /** Goes on where it was; resumed by staff, the provider may move its visit anew. @throws AppError 404; 409 `move-not-allowed` */
  async resume(id: string, reason?: string): Promise<Referral> {
    const referral = await this.store.lock(id);
    const visitMovedAt = this.transactions.actor.organisationId === null ? null : referral.visitMovedAt;
    return this.moves.make(referral, resumeMove(referral), { resumeState: null, visitMovedAt }, { reason });
  }
}
