import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { CalculationsModule } from '../calculations';
import { HouseholdsModule } from '../households';
import { Classification } from './classification.entity';
import { ClassificationsController } from './classifications.controller';
import { ClassificationViews } from './classification-views';
import { Classifications } from './classifications.service';
import { ClassificationsStore } from './classifications.store';
import { ConfirmClassification } from './use-cases/confirm-classification.use-case';
import { ProposeClassification } from './use-cases/propose-classification.use-case';
import './classification.copy';

registerEntities([Classification]);

@Global()
@Module({
  imports: [CalculationsModule, HouseholdsModule],
  controllers: [ClassificationsController],
  providers: [Classifications, ClassificationViews, ClassificationsStore, ConfirmClassification, ProposeClassification],
  exports: [Classifications, ClassificationViews, ConfirmClassification, ProposeClassification],
})
export class ClassificationModule {}
