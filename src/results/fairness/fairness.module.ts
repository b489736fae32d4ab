import { Module } from '@nestjs/common';
import { RegionsModule } from '../../reference/regions';
import { AllocationsModule } from '../../referral/allocations';
import { ChoicesStore } from './choices.store';
import { FairnessController } from './fairness.controller';
import { Fairness } from './fairness.service';
import { FairnessStore } from './fairness.store';

/** Whether what there is goes round fairly (I8, I21, I25). */
@Module({
  imports: [AllocationsModule, RegionsModule],
  controllers: [FairnessController],
  providers: [ChoicesStore, Fairness, FairnessStore],
  exports: [Fairness],
})
export class FairnessModule {}
