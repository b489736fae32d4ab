import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { PoliciesModule } from '../../reference/policies';
import { HouseholdsModule } from '../households';
import { EconomyLine } from './economy-line.entity';
import { EconomyLinesStore } from './economy-lines.store';
import { EconomyController } from './economy.controller';
import { EconomyViews } from './economy-views';
import { Economy } from './economy.service';
import { CarryEconomy } from './use-cases/carry-economy.use-case';
import { CarryObligors } from './use-cases/carry-obligors.use-case';
import { ObligorAsking } from './obligor-asking.entity';
import { ObligorNote } from './obligor-note';
import { ObligorViews } from './obligor-views';
import { ObligorsController } from './obligors.controller';
import { Obligors } from './obligors.service';
import { ObligorsStore } from './obligors.store';
import { SealObligorNote } from './seal-obligor-note.due';
import { SupportObligor } from './support-obligor.entity';
import './economy.copy';
import './obligors.copy';

registerEntities([EconomyLine, ObligorAsking, SupportObligor]);

/** What a household declares of its means, and who owes it support; checking systems join here. */
@Global()
@Module({
  imports: [HouseholdsModule, PoliciesModule],
  controllers: [EconomyController, ObligorsController],
  providers: [
    ...[CarryEconomy, Economy, EconomyViews, EconomyLinesStore, ObligorNote, Obligors, ObligorsStore, ObligorViews],
    ...[CarryObligors, SealObligorNote],
  ],
  exports: [CarryEconomy, CarryObligors, Economy, EconomyViews, Obligors, ObligorViews],
})
export class VerificationModule {}
