import { Module } from '@nestjs/common';
import { AssessmentsModule } from '../../people/assessments';
import { CasesModule } from '../../people/cases';
import { ClassificationModule } from '../../people/classification';
import { ConsentsModule } from '../../people/consents';
import { HouseholdsModule } from '../../people/households';
import { LeadsModule } from '../../people/leads';
import { NeedsModule } from '../../people/needs';
import { VerificationModule } from '../../people/verification';
import { MatchingModule } from '../../referral/matching';
import { PlansModule } from '../../referral/plans';
import { ReferralsModule } from '../../referral/referrals';
import { DeliveriesModule } from '../../results/deliveries';
import { OfferingsModule } from '../../supply/offerings';
import { ProvidersModule } from '../../supply/providers';
import { DemonstrationAccounts } from './demonstration-accounts';
import { DemonstrationHouseholds } from './demonstration-households';
import { DemonstrationStories } from './demonstration-stories';
import { DemonstrationSupply } from './demonstration-supply';
import { LoadDemonstration } from './load-demonstration.use-case';
import { ReferralActs } from './referral-acts';

/** Makes the invented district; only the worker side loads it, and only where DEMO is on. */
@Module({
  imports: [
    AssessmentsModule,
    CasesModule,
    ClassificationModule,
    ConsentsModule,
    HouseholdsModule,
    LeadsModule,
    NeedsModule,
    VerificationModule,
    MatchingModule,
    PlansModule,
    ReferralsModule,
    DeliveriesModule,
    OfferingsModule,
    ProvidersModule,
  ],
  providers: [
    DemonstrationAccounts,
    DemonstrationHouseholds,
    DemonstrationStories,
    DemonstrationSupply,
    LoadDemonstration,
    ReferralActs,
  ],
  exports: [LoadDemonstration],
})
export class DemonstrationModule {}
