import { Module } from '@nestjs/common';
import { NotificationsModule } from '../../exchange/notifications';
import { ChecksModule } from '../../people/checks';
import { CommitmentsModule } from '../../people/commitments';
import { ConsentsModule } from '../../people/consents';
import { HouseholdsModule } from '../../people/households';
import { MatchingModule } from '../../referral/matching';
import { PoliciesModule } from '../../reference/policies';
import { PlansModule } from '../../referral/plans';
import { ReferralsModule } from '../../referral/referrals';
import { PeoplePagesModule } from '../people';
import { AskForCall } from './ask-for-call.use-case';
import { HouseholdAnswersController } from './household-answers.controller';
import { HouseholdCheckCards } from './household-check-cards';
import { HouseholdChecksController } from './household-checks.controller';
import { HouseholdCommitmentsController } from './household-commitments.controller';
import { HouseholdConsentsController } from './household-consents.controller';
import { HouseholdDoorController } from './household-door.controller';
import { HouseholdHelp } from './household-help';
import { HouseholdHomeController } from './household-home.controller';
import { HouseholdLinkController } from './household-link.controller';
import { HouseholdMenu } from './household-menu';
import { HouseholdOpeningsController } from './household-openings.controller';
import { HouseholdPlansController } from './household-plans.controller';
import { HouseholdRightsController } from './household-rights.controller';
import { HouseholdReadingsController } from './household-readings.controller';
import { HouseholdSharedController } from './household-disclosures.controller';
import { HouseholdSittingsController } from './household-sittings.controller';
import { HouseholdWords } from './household-words';
import { RateHelp } from './rate-help.use-case';
import { ShutWhileBarred } from './shut-while-barred';
import { WaitingRoom } from './waiting';

/** The household's own pages below /h, and the worker's page that lets it in. */
@Module({
  imports: [
    ChecksModule,
    CommitmentsModule,
    ConsentsModule,
    HouseholdsModule,
    MatchingModule,
    NotificationsModule,
    PlansModule,
    PoliciesModule,
    PeoplePagesModule,
    PeoplePagesModule,
    PlansModule,
    ReferralsModule,
  ],
  controllers: [
    HouseholdLinkController,
    HouseholdHomeController,
    HouseholdConsentsController,
    HouseholdSittingsController,
    HouseholdSharedController,
    HouseholdChecksController,
    HouseholdCommitmentsController,
    HouseholdPlansController,
    HouseholdAnswersController,
    HouseholdRightsController,
    HouseholdOpeningsController,
    HouseholdReadingsController,
    HouseholdDoorController,
  ],
  providers: [
    AskForCall,
    HouseholdCheckCards,
    HouseholdHelp,
    HouseholdMenu,
    HouseholdWords,
    RateHelp,
    ShutWhileBarred,
    WaitingRoom,
  ],
})
export class HouseholdPagesModule {}
