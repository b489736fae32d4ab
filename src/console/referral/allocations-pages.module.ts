import { Module } from '@nestjs/common';
import { AllocationsModule } from '../../referral/allocations';
import { OfferingsModule } from '../../supply/offerings';
import { AllocationListPages } from './allocation-list-pages.controller';
import { AllocationNeedPages } from './allocation-need-pages.controller';
import { AllocationPage } from './allocation-page';
import { AllocationPages } from './allocation-pages.controller';
import { AllocationWords } from './allocation-words';

/** Pages on the allocations of a district. The fixed addresses come before those with an id. */
@Module({
  imports: [AllocationsModule, OfferingsModule],
  controllers: [AllocationListPages, AllocationPages, AllocationNeedPages],
  providers: [AllocationPage, AllocationWords],
  exports: [AllocationWords],
})
export class AllocationPagesModule {}
