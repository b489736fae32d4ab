import { Global, Module } from '@nestjs/common';
import { PoliciesModule } from '../../reference/policies';
import { RegionsModule } from '../../reference/regions';
import { HouseholdsModule } from '../households';
import { MissedBenefitsController } from './missed-benefits.controller';
import { MissedBenefits } from './missed-benefits.service';
import { MissedBenefitsStore } from './missed-benefits.store';

@Global()
@Module({
  imports: [HouseholdsModule, PoliciesModule, RegionsModule],
  controllers: [MissedBenefitsController],
  providers: [MissedBenefits, MissedBenefitsStore],
  exports: [MissedBenefits],
})
export class MissedBenefitsModule {}
