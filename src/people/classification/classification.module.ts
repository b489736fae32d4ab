import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { PoliciesModule } from '../../reference/policies';
import { EntitlementsModule } from '../entitlements';
import { HouseholdsModule } from '../households';
import { VerificationModule } from '../verification';
import { ClassificationFactsReader } from './classification-facts';
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
  imports: [EntitlementsModule, HouseholdsModule, PoliciesModule, VerificationModule],
  controllers: [ClassificationsController],
  providers: [
    ClassificationFactsReader,
    Classifications,
    ClassificationViews,
    ClassificationsStore,
    ConfirmClassification,
    ProposeClassification,
  ],
  exports: [Classifications, ClassificationViews, ConfirmClassification, ProposeClassification],
})
export class ClassificationModule {}
