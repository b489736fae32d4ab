export { declineEffects, declineReasons, type DeclineReason } from './decline-reasons';
export {
  AcceptReferral as AcceptReferralInput,
  CloseReferral as CloseReferralInput,
  CompleteReferral as CompleteReferralInput,
  ConfirmReferral as ConfirmReferralInput,
  ConsentReferral as ConsentReferralInput,
  CreateReferral as CreateReferralInput,
  DeclineReferral as DeclineReferralInput,
  DisputeReferral as DisputeReferralInput,
  ForwardReferral as ForwardReferralInput,
  ReasonOnly,
  resolutions,
  ResolveReferral as ResolveReferralInput,
  SendReferral as SendReferralInput,
} from './dto/referral.dto';
export { ReferralQuery, type ReferralFilter } from './dto/referral-query.dto';
export { type ProviderReferral, referralView, type StaffReferral, staffReferralView } from './dto/referral.view';
export { phaseOf, releasedFields, type ReleaseField } from './field-release';
export { actionsOf, endedWithSharing, type ReferralAction, referralActions } from './referral-actions';
export { type LegalBasis, ReferralConsents } from './referral-consents';
export { type ReferralContact, ReferralContacts } from './referral-contacts';
export { type ReferralCount, ReferralCounts } from './referral-counts.store';
export { ReferralViews } from './referral-views';
export {
  confirmationModes,
  groundVerdicts,
  legalGrounds,
  outcomes,
  Referral,
  type ReferralSummary,
  type ReferralTask,
  referralTasks,
} from './referral.entity';
export {
  openStates,
  referralLifecycle,
  type ReferralMove,
  type ReferralState,
  runningStates,
} from './referral.lifecycle';
export { ReferralsModule } from './referrals.module';
export { Referrals } from './referrals.service';
export { SharedData, type SharedByLaw, type SharedWith } from './disclosures.service';
export { AcceptReferral } from './use-cases/accept-referral.use-case';
export { CloseReferral } from './use-cases/close-referral.use-case';
export { CompleteReferral } from './use-cases/complete-referral.use-case';
export { ConfirmReferral } from './use-cases/confirm-referral.use-case';
export { ConsentReferral } from './use-cases/consent-referral.use-case';
export { CreateReferral } from './use-cases/create-referral.use-case';
export { DeclineReferral } from './use-cases/decline-referral.use-case';
export { DisputeReferral } from './use-cases/dispute-referral.use-case';
export { ExpireReferral } from './use-cases/expire-referral.use-case';
export { ForwardReferral } from './use-cases/forward-referral.use-case';
export { HoldReferral } from './use-cases/hold-referral.use-case';
export { KeepPlace } from './use-cases/keep-place.use-case';
export { RecallReferral } from './use-cases/recall-referral.use-case';
export { ResolveReferral } from './use-cases/resolve-referral.use-case';
export { ReviewGround } from './use-cases/review-ground.use-case';
export { ScheduleReferral } from './use-cases/schedule-referral.use-case';
export { SendReferral } from './use-cases/send-referral.use-case';
export { StartReferral } from './use-cases/start-referral.use-case';
export { StopReferral } from './use-cases/stop-referral.use-case';
export { ProviderLinks } from './provider-links.service';
