import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { CalendarModule } from '../../reference/calendar';
import { PoliciesModule } from '../../reference/policies';
import { RegionsModule } from '../../reference/regions';
import { CalculationsModule } from '../calculations';
import { EntitlementsModule } from '../entitlements';
import { HouseholdsModule } from '../households';
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
import { SealedWords } from './sealed-words';
import { ChecklistLine } from './checklist-line';
import { CommittedPapers } from './committed-papers';
import { CheckApplication } from './use-cases/check-application.use-case';
import { DecideApplication } from './use-cases/decide-application.use-case';
import { FileApplication } from './use-cases/file-application.use-case';
import { PublishApplication } from './use-cases/publish-application.use-case';
import { ReceiveApplication } from './use-cases/receive-application.use-case';
import './application.copy';

registerEntities([Application, ApplicationObjection, ApplicationVisit, BenefitPayment]);

const useCases = [CheckApplication, DecideApplication, FileApplication, PublishApplication, ReceiveApplication];

@Global()
@Module({
  imports: [CalculationsModule, CalendarModule, EntitlementsModule, HouseholdsModule, PoliciesModule, RegionsModule],
  controllers: [ApplicationsController, ApplicationMovesController, BenefitPaymentsController],
  providers: [
    ...[ApplicationClock, ApplicationEvents, ApplicationMoves, Applications, ApplicationsStore, ApplicationViews],
    ...[BenefitPaymentsStore, ChecklistLine, CommittedPapers, SealedWords, ...useCases],
  ],
  exports: [Applications, ApplicationViews, ...useCases],
})
export class ApplicationsModule {}
