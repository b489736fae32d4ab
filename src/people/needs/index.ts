export {
  closeNeedInput,
  confirmNeedInput,
  type ConfirmNeedInput,
  declineNeedInput,
  enterNeedInput,
  showNeedInput,
} from './dto/need.dto';
export {
  type ConfirmationMode,
  confirmationModes,
  Need,
  type NeedEvidence,
  type RootCause,
  rootCauses,
} from './need.entity';
export type { NeedView } from './dto/need.view';
export { KnownNeeds } from './known-needs';
export { type NeedCount, NeedCounts } from './need-counts';
export { NeedViews } from './need-views';
export { needLifecycle, type NeedState } from './need.lifecycle';
export { NeedsModule } from './needs.module';
export { Needs } from './needs.service';
export { ResultStandings } from './result-standings';
export { type CarriedNeed, CarryNeeds } from './use-cases/carry-needs.use-case';
export { DecideNeed } from './use-cases/decide-need.use-case';
export { EnterNeed } from './use-cases/enter-need.use-case';
export { type AssessmentResult, FindNeeds, type FoundNeed } from './use-cases/find-needs.use-case';
export { ShowNeed } from './use-cases/show-need.use-case';
export { WithdrawResult } from './use-cases/withdraw-result.use-case';
