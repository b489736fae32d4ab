import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { HouseholdsModule } from '../households';
import { EconomyLine } from './economy-line.entity';
import { EconomyLinesStore } from './economy-lines.store';
import { EconomyController } from './economy.controller';
import { EconomyViews } from './economy-views';
import { Economy } from './economy.service';
import { CarryEconomy } from './use-cases/carry-economy.use-case';
import './economy.copy';

registerEntities([EconomyLine]);

/** What a household declares of its means; checking systems join here. */
@Global()
@Module({
  imports: [HouseholdsModule],
  controllers: [EconomyController],
  providers: [CarryEconomy, Economy, EconomyViews, EconomyLinesStore],
  exports: [CarryEconomy, Economy, EconomyViews],
})
export class VerificationModule {}
