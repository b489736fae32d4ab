export { MissedBenefitQuery, screens } from './dto/missed-benefit.dto';
export type { MissedBenefitView, MissedSummaryView } from './dto/missed-benefit.view';
export { MissedBenefitsModule } from './missed-benefits.module';
export { MissedBenefits } from './missed-benefits.service';
