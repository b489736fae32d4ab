import { Module } from '@nestjs/common';
import { ApplicationsModule } from '../../people/applications';
import { AssessmentsModule } from '../../people/assessments';
import { CasesModule } from '../../people/cases';
import { ClassificationModule } from '../../people/classification';
import { CommitmentsModule } from '../../people/commitments';
import { ConsentsModule } from '../../people/consents';
import { EntitlementsModule } from '../../people/entitlements';
import { HouseholdsModule } from '../../people/households';
import { LeadsModule } from '../../people/leads';
import { NeedsModule } from '../../people/needs';
import { RegroupingsModule } from '../../people/regroupings';
import { ReservesModule } from '../../people/reserves';
import { SupportFilesModule } from '../../people/support-files';
import { VerificationModule } from '../../people/verification';
import { MatchingModule } from '../../referral/matching';
import { PlansModule } from '../../referral/plans';
import { ReferralsModule } from '../../referral/referrals';
import { DeliveriesModule } from '../../results/deliveries';
import { OfferingsModule } from '../../supply/offerings';
import { ProvidersModule } from '../../supply/providers';
import { DemonstrationAccounts } from './demonstration-accounts';
import { DemonstrationAid } from './demonstration-aid';
import { DemonstrationHouseholds } from './demonstration-households';
import { DemonstrationStories } from './demonstration-stories';
import { DemonstrationSupply } from './demonstration-supply';
import { DemonstrationTrainings } from './demonstration-trainings';
import { LoadDemonstration } from './load-demonstration.use-case';
import { ReferralActs } from './referral-acts';

/** Makes the invented district; only the worker side loads it, and only where DEMO is on. */
@Module({
  imports: [
    ApplicationsModule,
    AssessmentsModule,
    CasesModule,
    ClassificationModule,
    CommitmentsModule,
    ConsentsModule,
    EntitlementsModule,
    HouseholdsModule,
    LeadsModule,
    NeedsModule,
    RegroupingsModule,
    ReservesModule,
    SupportFilesModule,
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
    DemonstrationAid,
    DemonstrationHouseholds,
    DemonstrationStories,
    DemonstrationSupply,
    DemonstrationTrainings,
    LoadDemonstration,
    ReferralActs,
  ],
  exports: [LoadDemonstration],
})
export class DemonstrationModule {}
