export { type Consent, proofKinds } from './consent.entity';
export { ConsentSittings, type Receipt, type SittingSheet } from './consent-sittings';
export { covers, type SharingWish } from './consent-rules';
export { ConsentsModule } from './consents.module';
export { ConsentViews } from './consent-views';
export { Consents } from './consents.service';
export {
  AnswerConsent,
  AnswerSitting,
  consentModes,
  consentScopes,
  CreateConsent,
  CreateSitting,
  ReceiptQuery,
  receiverKinds,
} from './dto/consent.dto';
export { receiptLinesView } from './dto/sitting.view';
export { GuardianBars } from './guardian-bars';
export { SetGuardianBar } from './dto/consent.dto';
export { answerOf } from './receipt';
export { AnswerConsentSheet } from './use-cases/answer-consent.use-case';
export { AskConsent } from './use-cases/ask-consent.use-case';
export { HoldSitting } from './use-cases/hold-sitting.use-case';
export { WithdrawConsent } from './use-cases/withdraw-consent.use-case';
