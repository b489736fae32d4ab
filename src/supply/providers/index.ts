export { checkCreditCode, creditCodeCheckCharacter } from './credit-code';
export type { CreditCodeCheck, CreditCodeHolder } from './credit-code';
export { Credential } from './credential.entity';
export { Credentials } from './credentials.service';
export { CredentialInput, credentialKinds } from './dto/credential.dto';
export {
  DecideProviderInput,
  EditProviderInput,
  InviteStaffInput,
  providerKinds,
  providerStates,
  RegisterProviderInput,
} from './dto/provider.dto';
export { Provider } from './provider.entity';
export { type ProviderDecision, providerDecisions, providerLifecycle } from './provider.lifecycle';
export { ProvidersModule } from './providers.module';
export { Providers } from './providers.service';
export type { ProviderFilter } from './providers.store';
export { DecideProvider, type ProviderDecided } from './use-cases/decide-provider.use-case';
export { EditProvider } from './use-cases/edit-provider.use-case';
export { InviteProviderStaff } from './use-cases/invite-provider-staff.use-case';
export { RegisterProvider } from './use-cases/register-provider.use-case';
