import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { ApprovedGroups } from '../access';
import { Approval } from './approval.entity';
import { ApprovalNotice, EndedApproval, UnansweredApproval, UnreviewedApproval } from './approval-deadlines.due';
import { ApprovalMoves } from './approval-moves';
import { ApprovalViews } from './approval-views';
import { ApprovalsController } from './approvals.controller';
import { Approvals } from './approvals.service';
import { ApprovalsStore } from './approvals.store';
import { AskApproval } from './use-cases/ask-approval.use-case';
import { DecideApproval } from './use-cases/decide-approval.use-case';
import { EndApproval } from './use-cases/end-approval.use-case';
import { ReviewApproval } from './use-cases/review-approval.use-case';

registerEntities([Approval]);

const useCases = [AskApproval, DecideApproval, EndApproval, ReviewApproval];
const deadlines = [ApprovalNotice, EndedApproval, UnansweredApproval, UnreviewedApproval];

/** Access that a second person has to agree to (C1, C3, R88). The room of households provides the directory. */
@Global()
@Module({
  controllers: [ApprovalsController],
  providers: [
    Approvals,
    { provide: ApprovedGroups, useExisting: Approvals },
    ApprovalsStore,
    ApprovalMoves,
    ApprovalViews,
    ...useCases,
    ...deadlines,
  ],
  exports: [Approvals, ApprovedGroups, ApprovalViews, ...useCases],
})
export class ApprovalsModule {}
