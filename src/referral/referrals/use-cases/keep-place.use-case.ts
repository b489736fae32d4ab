import { Injectable } from '@nestjs/common';
import { Reservations } from '../../../supply/offerings';
import { ReferralMoves } from '../referral-moves';
import type { Referral } from '../referral.entity';
import { ReferralsStore } from '../referrals.store';

export interface KeptPlace {
  /** Who has held the place until now. */
  holderId: string;
  /** Month of the place. */
  period: string;
  /** Until when the draft keeps it; sending it prolongs that by the answer clock. */
  until: Date;
}

/** A draft takes over a place that was held for its need (R97): it is sent without asking for another one. */
@Injectable()
export class KeepPlace {
  constructor(
    private readonly store: ReferralsStore,
    private readonly moves: ReferralMoves,
    private readonly reservations: Reservations,
  ) {}

  /** @throws AppError 404; 410 `reservation-ended` when the place is no longer held */
  async execute(referralId: string, { holderId, period, until }: KeptPlace): Promise<Referral> {
    const referral = await this.store.lock(referralId);
    await this.reservations.handOver(referral.offeringId, holderId, referralId, until);
    return this.moves.note(referral, 'referral.place-kept', { capacityPeriod: period, askFirst: false });
  }
}
