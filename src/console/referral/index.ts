export { PlansPagesModule } from './plans-pages.module';
export { ReferralPagesModule } from './referrals-pages.module';
