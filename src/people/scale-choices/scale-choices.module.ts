import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { AssessmentsModule } from '../assessments';
import { HouseholdsModule } from '../households';
import { ScaleChoice } from './scale-choice.entity';
import { ScaleChoiceViews } from './scale-choice-views';
import { ScaleChoicesController } from './scale-choices.controller';
import { ScaleChoices } from './scale-choices.service';
import { ScaleChoicesStore } from './scale-choices.store';
import { Screenings } from './screenings';
import { SealedChoice } from './sealed-choice';
import { DecideScales } from './use-cases/decide-scales.use-case';
import { ScreenHousehold } from './use-cases/screen-household.use-case';
import './scale-choice.copy';

registerEntities([ScaleChoice]);

@Global()
@Module({
  imports: [AssessmentsModule, HouseholdsModule],
  controllers: [ScaleChoicesController],
  providers: [
    ...[DecideScales, ScaleChoices, ScaleChoicesStore, ScaleChoiceViews, ScreenHousehold, Screenings, SealedChoice],
  ],
  exports: [DecideScales, ScaleChoices, ScaleChoiceViews, ScreenHousehold, Screenings],
})
export class ScaleChoicesModule {}
