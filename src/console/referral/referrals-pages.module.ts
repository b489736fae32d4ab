import { Module } from '@nestjs/common';
import { OfferingsModule } from '../../supply/offerings';
import { ProvidersModule } from '../../supply/providers';
import { PeoplePagesModule } from '../people';
import { ProviderAnswerController } from './provider-answer.controller';
import { ReferralActPages } from './referrals-act-pages.controller';
import { ReferralActs } from './referrals-acts';
import { ReferralCards } from './referrals-cards';
import { NewReferralPages } from './referrals-new-pages.controller';
import { ReferralOfferings } from './referrals-offerings';
import { ReferralPage } from './referrals-page';
import { ReferralPages } from './referrals-pages.controller';
import { ReferralWords } from './referrals-words';

/** Pages about referrals. The fixed addresses come before those with an id. */
@Module({
  imports: [OfferingsModule, PeoplePagesModule, ProvidersModule],
  controllers: [NewReferralPages, ReferralPages, ReferralActPages, ProviderAnswerController],
  providers: [ReferralActs, ReferralCards, ReferralOfferings, ReferralPage, ReferralWords],
})
export class ReferralPagesModule {}
