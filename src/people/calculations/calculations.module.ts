import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { PoliciesModule } from '../../reference/policies';
import { AssessmentsModule } from '../assessments';
import { EntitlementsModule } from '../entitlements';
import { HouseholdsModule } from '../households';
import { VerificationModule } from '../verification';
import { Calculation } from './calculation.entity';
import { CalculationFactsReader } from './calculation-facts.reader';
import { CalculationRules } from './calculation-rules.entity';
import { CalculationViews } from './calculation-views';
import { CalculationsController } from './calculations.controller';
import { Calculations } from './calculations.service';
import { CalculationsStore } from './calculations.store';
import { FactsOfMany } from './facts-of-many.reader';
import { MakeCalculation } from './use-cases/make-calculation.use-case';
import { ReplayCalculations } from './use-cases/replay-calculations.use-case';
import './calculation.copy';

registerEntities([Calculation, CalculationRules]);

/** What the means test came to, kept with all that it rested on. */
@Global()
@Module({
  imports: [AssessmentsModule, EntitlementsModule, HouseholdsModule, PoliciesModule, VerificationModule],
  controllers: [CalculationsController],
  providers: [
    ...[CalculationFactsReader, Calculations, CalculationsStore, CalculationViews],
    ...[FactsOfMany, MakeCalculation, ReplayCalculations],
  ],
  exports: [CalculationFactsReader, Calculations, CalculationViews, FactsOfMany, MakeCalculation, ReplayCalculations],
})
export class CalculationsModule {}
