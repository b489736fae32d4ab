import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { OfferingsModule } from '../../supply/offerings';
import { ProvidersModule } from '../../supply/providers';
import { AnswerDue, AnswerReminder, TaskOverdue } from './answer-due.handler';
import { DraftReferral } from './draft-referral';
import { FollowCaseOwner } from './follow-owner.subscriber';
import { NextCandidate } from './next-candidate';
import { OfferingGuard } from './offering-guard';
import { ProviderLinks } from './provider-links.service';
import { ReferralClock } from './referral-clock';
import { ReferralConsents } from './referral-consents';
import { ReferralContacts } from './referral-contacts';
import { ReferralEnding } from './referral-ending';
import { ReferralMoves } from './referral-moves';
import { ReferralOutcomeController } from './referral-outcome.controller';
import { ReferralSendingController } from './referral-sending.controller';
import { ReferralServiceController } from './referral-service.controller';
import { ReferralCounts } from './referral-counts.store';
import { ReferralViews } from './referral-views';
import { Referral } from './referral.entity';
import { ReferralsController } from './referrals.controller';
import { Referrals } from './referrals.service';
import { ReferralsStore } from './referrals.store';
import { RerouteReferrals } from './reroute.subscriber';
import { ReceiptsController } from './receipts.controller';
import { SharedDataController } from './disclosures.controller';
import { SharedData } from './disclosures.service';
import { ServedNeed } from './served-need.subscriber';
import { AcceptReferral } from './use-cases/accept-referral.use-case';
import { CloseReferral } from './use-cases/close-referral.use-case';
import { CompleteReferral } from './use-cases/complete-referral.use-case';
import { ConfirmReferral } from './use-cases/confirm-referral.use-case';
import { ConsentReferral } from './use-cases/consent-referral.use-case';
import { CreateReferral } from './use-cases/create-referral.use-case';
import { DeclineReferral } from './use-cases/decline-referral.use-case';
import { DisputeReferral } from './use-cases/dispute-referral.use-case';
import { ExpireReferral } from './use-cases/expire-referral.use-case';
import { ForwardReferral } from './use-cases/forward-referral.use-case';
import { HoldReferral } from './use-cases/hold-referral.use-case';
import { KeepPlace } from './use-cases/keep-place.use-case';
import { RecallReferral } from './use-cases/recall-referral.use-case';
import { ResolveReferral } from './use-cases/resolve-referral.use-case';
import { ReviewGround } from './use-cases/review-ground.use-case';
import { ScheduleReferral } from './use-cases/schedule-referral.use-case';
import { SendReferral } from './use-cases/send-referral.use-case';
import { StartReferral } from './use-cases/start-referral.use-case';
import { StopReferral } from './use-cases/stop-referral.use-case';
import { WithdrawnConsent } from './withdrawn-consent.subscriber';
import './referral.copy';

registerEntities([Referral]);

const useCases = [
  AcceptReferral,
  CloseReferral,
  CompleteReferral,
  ConfirmReferral,
  ConsentReferral,
  CreateReferral,
  DeclineReferral,
  DisputeReferral,
  ExpireReferral,
  ForwardReferral,
  HoldReferral,
  KeepPlace,
  RecallReferral,
  ResolveReferral,
  ReviewGround,
  ScheduleReferral,
  SendReferral,
  StartReferral,
  StopReferral,
];
const handlers = [
  AnswerDue,
  AnswerReminder,
  TaskOverdue,
  FollowCaseOwner,
  RerouteReferrals,
  ServedNeed,
  WithdrawnConsent,
];
const parts = [
  DraftReferral,
  NextCandidate,
  OfferingGuard,
  ReferralClock,
  ReferralContacts,
  ReferralEnding,
  ReferralMoves,
  ReferralsStore,
];

/** Referrals of needs to offerings: the centre of the loop (R22, A11). */
@Global()
@Module({
  imports: [OfferingsModule, ProvidersModule],
  controllers: [
    ReferralsController,
    ReferralSendingController,
    ReferralServiceController,
    ReferralOutcomeController,
    SharedDataController,
    ReceiptsController,
  ],
  providers: [
    Referrals,
    ReferralCounts,
    ReferralViews,
    SharedData,
    ReferralConsents,
    ProviderLinks,
    ...parts,
    ...useCases,
    ...handlers,
  ],
  exports: [
    Referrals,
    ReferralCounts,
    ReferralViews,
    SharedData,
    ReferralConsents,
    ReferralContacts,
    ProviderLinks,
    ...useCases,
  ],
})
export class ReferralsModule {}
