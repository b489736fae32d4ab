import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { TaxonomyModule } from '../../reference/taxonomy';
import { HouseholdsModule } from '../households';
import { KnownNeeds } from './known-needs';
import { Need } from './need.entity';
import { NeedsController } from './needs.controller';
import { NeedCounts } from './need-counts';
import { NeedViews } from './need-views';
import { Needs } from './needs.service';
import { NeedsStore } from './needs.store';
import { AddVersion } from './use-cases/add-version.use-case';
import { CarryNeeds } from './use-cases/carry-needs.use-case';
import { DecideNeed } from './use-cases/decide-need.use-case';
import { EnterNeed } from './use-cases/enter-need.use-case';
import { FindNeeds } from './use-cases/find-needs.use-case';
import { MoveNeed } from './use-cases/move-need.use-case';
import './need.copy';
import { ShowNeed } from './use-cases/show-need.use-case';
import { WithdrawResult } from './use-cases/withdraw-result.use-case';

registerEntities([Need]);

@Global()
@Module({
  imports: [HouseholdsModule, TaxonomyModule],
  controllers: [NeedsController],
  providers: [
    AddVersion,
    CarryNeeds,
    DecideNeed,
    EnterNeed,
    FindNeeds,
    KnownNeeds,
    MoveNeed,
    NeedCounts,
    Needs,
    NeedsStore,
    NeedViews,
    ShowNeed,
    WithdrawResult,
  ],
  exports: [
    ...[CarryNeeds, DecideNeed, EnterNeed, FindNeeds, KnownNeeds, NeedCounts, Needs, NeedViews, ShowNeed],
    WithdrawResult,
  ],
})
export class NeedsModule {}
