export { type Approval, approvalKinds, askableGroups, reviewResults } from './approval.entity';
export { daysToAnswer, later } from './approval-clock';
export { ApprovalViews } from './approval-views';
export { ApprovalsModule } from './approvals.module';
export { Approvals } from './approvals.service';
export type { FileOpening } from './approvals.store';
export {
  ApprovalQuery,
  approvalShows,
  AskApproval as AskApprovalInput,
  ConfirmApproval as ConfirmApprovalInput,
  RefuseApproval as RefuseApprovalInput,
  ReviewApproval as ReviewApprovalInput,
} from './dto/approval.dto';
export type { ApprovalView } from './dto/approval.view';
export { type FoundHousehold, HouseholdDirectory } from './household-directory';
export { noticeDelay } from './notice-delay';
export { AskApproval } from './use-cases/ask-approval.use-case';
export { DecideApproval } from './use-cases/decide-approval.use-case';
export { EndApproval } from './use-cases/end-approval.use-case';
export { ReviewApproval } from './use-cases/review-approval.use-case';
