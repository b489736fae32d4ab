import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { Referral } from './referral.entity';
import { ReferralMoves } from './referral-moves';
import { Referrals } from './referrals.service';
import { ReferralsStore } from './referrals.store';

registerEntities([Referral]);

/** Referrals of needs to offerings: the centre of the loop (R22, A11). */
@Global()
@Module({
  providers: [Referrals, ReferralsStore, ReferralMoves],
  exports: [Referrals],
})
export class ReferralsModule {}
