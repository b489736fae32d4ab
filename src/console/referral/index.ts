export { AllocationWords } from './allocation-words';
export { AllocationPagesModule } from './allocations-pages.module';
export { PlansPagesModule } from './plans-pages.module';
export { ReferralPagesModule } from './referrals-pages.module';
