import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { CalendarModule } from '../../reference/calendar';
import { PoliciesModule } from '../../reference/policies';
import { RegionsModule } from '../../reference/regions';
import { CalculationsModule } from '../calculations';
import { EntitlementsModule } from '../entitlements';
import { HouseholdsModule } from '../households';
import { ReservesModule } from '../reserves';
import { Application } from './application.entity';
import { ApplicationClock } from './application-clock';
import { ApplicationEvents } from './application-events';
import { ApplicationMoves } from './application-moves';
import { ApplicationMovesController } from './application-moves.controller';
import { ApplicationObjection } from './application-objection.entity';
import { ApplicationViews } from './application-views';
import { ApplicationVisit } from './application-visit.entity';
import { ApplicationsController } from './applications.controller';
import { Applications } from './applications.service';
import { ApplicationsStore } from './applications.store';
import { BenefitPayment } from './benefit-payment.entity';
import { BenefitPaymentsController } from './benefit-payments.controller';
import { BenefitPaymentsStore } from './benefit-payments.store';
import { GrantedPayments } from './granted-payments';
import { RepeatedAid } from './repeated-aid';
import { SealedWords } from './sealed-words';
import { SecondLook } from './second-look.entity';
import { SecondLooksController } from './second-looks.controller';
import { SecondLooks } from './second-looks.service';
import { SecondLooksStore } from './second-looks.store';
import { TownshipDecisions } from './township-decisions';
import { UrgentAidController } from './urgent-aid.controller';
import { UrgentPapersOverdue } from './urgent-papers.due';
import { UrgentPapers } from './urgent-papers.entity';
import { UrgentPapersStore } from './urgent-papers.store';
import { UrgentPapersViews } from './urgent-papers-views';
import { ChecklistLine } from './checklist-line';
import { CommittedPapers } from './committed-papers';
import { CheckApplication } from './use-cases/check-application.use-case';
import { DecideApplication } from './use-cases/decide-application.use-case';
import { FileApplication } from './use-cases/file-application.use-case';
import { FollowPapers } from './use-cases/follow-papers.use-case';
import { GrantUrgentAid } from './use-cases/grant-urgent-aid.use-case';
import { LookAgainAtDecision } from './use-cases/look-again-at-decision.use-case';
import { PublishApplication } from './use-cases/publish-application.use-case';
import { ReceiveApplication } from './use-cases/receive-application.use-case';
import './application.copy';

registerEntities([Application, ApplicationObjection, ApplicationVisit, BenefitPayment, SecondLook, UrgentPapers]);

const useCases = [
  ...[CheckApplication, DecideApplication, FileApplication, FollowPapers, GrantUrgentAid, LookAgainAtDecision],
  ...[PublishApplication, ReceiveApplication],
];

@Global()
@Module({
  imports: [
    ...[CalculationsModule, CalendarModule, EntitlementsModule, HouseholdsModule, PoliciesModule, RegionsModule],
    ReservesModule,
  ],
  controllers: [
    ...[ApplicationsController, ApplicationMovesController, BenefitPaymentsController, SecondLooksController],
    UrgentAidController,
  ],
  providers: [
    ...[ApplicationClock, ApplicationEvents, ApplicationMoves, Applications, ApplicationsStore, ApplicationViews],
    ...[
      BenefitPaymentsStore,
      ChecklistLine,
      CommittedPapers,
      RepeatedAid,
      SealedWords,
      ...useCases,
      GrantedPayments,
      SecondLooks,
    ],
    ...[SecondLooksStore, TownshipDecisions, UrgentPapersOverdue, UrgentPapersStore, UrgentPapersViews],
  ],
  exports: [Applications, ApplicationViews, RepeatedAid, SecondLooks, ...useCases],
})
export class ApplicationsModule {}
