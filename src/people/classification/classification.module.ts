import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { CalendarModule } from '../../reference/calendar';
import { PoliciesModule } from '../../reference/policies';
import { CalculationsModule } from '../calculations';
import { HouseholdsModule } from '../households';
import { Classification } from './classification.entity';
import { ClassificationsController } from './classifications.controller';
import { ClassificationViews } from './classification-views';
import { Classifications } from './classifications.service';
import { ClassificationsStore } from './classifications.store';
import { CallForPerson } from './use-cases/call-for-person.use-case';
import { ConfirmClassification } from './use-cases/confirm-classification.use-case';
import { LookAgain } from './use-cases/look-again.use-case';
import { TakeBackDecision } from './use-cases/take-back-decision.use-case';
import { ProposeClassification } from './use-cases/propose-classification.use-case';
import { RecheckDue, RecheckOverdue } from './recheck.due';
import { Recheck } from './recheck.entity';
import { RecheckOnChange } from './recheck.subscriber';
import { RechecksController } from './rechecks.controller';
import { Rechecks } from './rechecks.service';
import { RechecksStore } from './rechecks.store';
import './classification.copy';
import './recheck.copy';

registerEntities([Classification, Recheck]);

@Global()
@Module({
  imports: [CalculationsModule, CalendarModule, HouseholdsModule, PoliciesModule],
  controllers: [ClassificationsController, RechecksController],
  providers: [
    ...[CallForPerson, Classifications, ClassificationViews, ClassificationsStore, ConfirmClassification],
    ...[LookAgain, ProposeClassification, RecheckDue, RecheckOnChange, RecheckOverdue, Rechecks, RechecksStore],
    TakeBackDecision,
  ],
  exports: [
    ...[CallForPerson, Classifications, ClassificationViews, ConfirmClassification, ProposeClassification],
    ...[Rechecks, TakeBackDecision],
  ],
})
export class ClassificationModule {}
