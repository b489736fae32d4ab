import { Module } from '@nestjs/common';
import { AssessmentsModule } from '../assessments';
import { CalculationsModule } from '../calculations';
import { ChecksModule } from '../checks';
import { ClassificationModule } from '../classification';
import { HouseholdsModule } from '../households';
import { DimensionsController } from './dimensions.controller';
import { Dimensions } from './dimensions.service';

/** Income, spending, property, vulnerability, scales and signals beside one another. */
@Module({
  imports: [AssessmentsModule, CalculationsModule, ChecksModule, ClassificationModule, HouseholdsModule],
  controllers: [DimensionsController],
  providers: [Dimensions],
  exports: [Dimensions],
})
export class DimensionsModule {}
