export { ReferralQuery, type ReferralFilter } from './dto/referral-query.dto';
export { Referral, type ReferralSummary, type ReferralTask, referralTasks } from './referral.entity';
export { openStates, referralLifecycle, type ReferralMove, type ReferralState, runningStates } from './referral.lifecycle';
export { ReferralsModule } from './referrals.module';
export { Referrals } from './referrals.service';
