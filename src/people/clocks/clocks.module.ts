import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { PoliciesModule } from '../../reference/policies';
import { HouseholdsModule } from '../households';
import './clock.copy';
import { ClockMoves } from './clock-moves';
import { StepClock } from './clock-step.due';
import { ClocksController } from './clocks.controller';
import { Clocks } from './clocks.service';
import { ClocksStore } from './clocks.store';
import { HouseholdClock } from './household-clock.entity';
import { MoveClock } from './use-cases/move-clock.use-case';
import { StartClock } from './use-cases/start-clock.use-case';

registerEntities([HouseholdClock]);

/** Taper, waiting period and support at work: three clocks, each with its own dates. */
@Global()
@Module({
  imports: [HouseholdsModule, PoliciesModule],
  controllers: [ClocksController],
  providers: [ClockMoves, Clocks, ClocksStore, MoveClock, StartClock, StepClock],
  exports: [Clocks, MoveClock, StartClock],
})
export class ClocksModule {}
