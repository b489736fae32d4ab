import { Module } from '@nestjs/common';
import { RegionsModule } from '../../reference/regions';
import { AllocationsModule } from '../../referral/allocations';
import { ChoicesStore } from './choices.store';
import { FairnessNames } from './fairness-names';
import { FairnessController } from './fairness.controller';
import { Fairness } from './fairness.service';
import { FairnessStore } from './fairness.store';

/** Whether what there is goes round fairly (I8, I21, I25). */
@Module({
  imports: [AllocationsModule, RegionsModule],
  controllers: [FairnessController],
  providers: [ChoicesStore, Fairness, FairnessNames, FairnessStore],
  exports: [Fairness, FairnessNames],
})
export class FairnessModule {}
