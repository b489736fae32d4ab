import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { CloseServedGaps } from './close-served.subscriber';
import { Gap } from './gap.entity';
import { GapsController } from './gaps.controller';
import { Gaps } from './gaps.service';
import { GapsStore } from './gaps.store';
import { VillageNames } from './village-names';
import './gap.copy';

registerEntities([Gap]);

/** Unmet needs and their roll-up (R97, I8). */
@Global()
@Module({
  controllers: [GapsController],
  providers: [Gaps, GapsStore, VillageNames, CloseServedGaps],
  exports: [Gaps, VillageNames],
})
export class GapsModule {}
