import { Module } from '@nestjs/common';
import { ExportsModule } from '../../exchange/exports';
import { FairnessModule } from '../../results/fairness';
import { AllocationPagesModule } from '../referral';
import { FairnessPages } from './fairness-pages.controller';
import { FairnessWords } from './fairness-words';

/** Pages on fair shares and fair suggestions. */
@Module({
  imports: [AllocationPagesModule, ExportsModule, FairnessModule],
  controllers: [FairnessPages],
  providers: [FairnessWords],
})
export class FairnessPagesModule {}
