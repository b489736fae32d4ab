export type { Consent } from './consent.entity';
export { covers, type SharingWish } from './consent-rules';
export { ConsentsModule } from './consents.module';
export { Consents } from './consents.service';
export { AnswerConsent, consentModes, consentScopes, CreateConsent, receiverKinds } from './dto/consent.dto';
export { AnswerConsentSheet } from './use-cases/answer-consent.use-case';
export { AskConsent } from './use-cases/ask-consent.use-case';
export { WithdrawConsent } from './use-cases/withdraw-consent.use-case';
