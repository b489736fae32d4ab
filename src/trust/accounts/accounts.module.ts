import { Global, Module } from '@nestjs/common';
import { AccessTerms } from './access-terms.store';
import { AccountsController } from './accounts.controller';
import { Accounts } from './accounts.service';
import { AccountsStore } from './accounts.store';
import { ApiKeys } from './api-keys.service';
import { Credentials } from './credentials.store';
import { HouseholdLinks } from './household-links.service';
import { InvitationsController } from './invitations.controller';
import { OneTimeLinks } from './links.store';
import { MeController } from './me.controller';
import { OwnAccessController } from './own-access.controller';
import { OwnPassword } from './own-password';
import { OwnSecondFactorController } from './own-second-factor.controller';
import { PasswordRules } from './password-rules';
import { PostUpkeep } from './post-upkeep';
import { PostsController } from './posts.controller';
import { PostsStore } from './posts.store';
import { RateLimits } from './rate-limits';
import { RecoveryCodes } from './recovery-codes.store';
import { SecondFactor } from './second-factor';
import { SessionsController } from './sessions.controller';
import { Sessions } from './sessions.service';
import { StandingActors } from './standing-actors';
import { AcceptInvitation } from './use-cases/accept-invitation.use-case';
import { ChangePassword } from './use-cases/change-password.use-case';
import { ChangePosts } from './use-cases/change-posts.use-case';
import { CreateAccount } from './use-cases/create-account.use-case';
import { DeactivateAccount } from './use-cases/deactivate-account.use-case';
import { EndOwnSessions } from './use-cases/end-own-sessions.use-case';
import { InviteColleague } from './use-cases/invite-colleague.use-case';
import { KeepInvitation } from './use-cases/keep-invitation.use-case';
import { RemoveSecondFactor } from './use-cases/remove-second-factor.use-case';
import { RenewRecoveryCodes } from './use-cases/renew-recovery-codes.use-case';
import { ResetPassword } from './use-cases/reset-password.use-case';
import { SetUpSecondFactor } from './use-cases/set-up-second-factor.use-case';
import { SignIn } from './use-cases/sign-in.use-case';

const useCases = [
  AcceptInvitation,
  ChangePassword,
  ChangePosts,
  CreateAccount,
  DeactivateAccount,
  EndOwnSessions,
  InviteColleague,
  KeepInvitation,
  RemoveSecondFactor,
  RenewRecoveryCodes,
  ResetPassword,
  SetUpSecondFactor,
  SignIn,
];

/** Who may come in, and as whom: accounts, sessions, invitations, keys and household links. */
@Global()
@Module({
  controllers: [
    AccountsController,
    InvitationsController,
    MeController,
    OwnAccessController,
    OwnSecondFactorController,
    PostsController,
    SessionsController,
  ],
  providers: [
    AccessTerms,
    Accounts,
    AccountsStore,
    ApiKeys,
    Credentials,
    HouseholdLinks,
    OneTimeLinks,
    OwnPassword,
    PasswordRules,
    PostUpkeep,
    PostsStore,
    RateLimits,
    RecoveryCodes,
    SecondFactor,
    Sessions,
    StandingActors,
    ...useCases,
  ],
  exports: [
    AccessTerms,
    Accounts,
    ApiKeys,
    HouseholdLinks,
    OneTimeLinks,
    PostUpkeep,
    PostsStore,
    RateLimits,
    RecoveryCodes,
    Sessions,
    StandingActors,
    ...useCases,
  ],
})
export class AccountsModule {}
