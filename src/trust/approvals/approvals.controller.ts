import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../access';
import type { Approval } from './approval.entity';
import { ApprovalViews } from './approval-views';
import { Approvals } from './approvals.service';
import {
  ApprovalQuery,
  AskApproval as AskInput,
  ConfirmApproval,
  RefuseApproval,
  ReviewApproval as ReviewInput,
} from './dto/approval.dto';
import { approvalReadingsView, approvalsView, approvalView, type ApprovalView } from './dto/approval.view';
import { AskApproval } from './use-cases/ask-approval.use-case';
import { DecideApproval } from './use-cases/decide-approval.use-case';
import { EndApproval } from './use-cases/end-approval.use-case';
import { ReviewApproval } from './use-cases/review-approval.use-case';

const id = z.uuid();
const nothing = z.strictObject({});

/** Requests that a second person decides: break-glass, field groups, numbered requests (C1, C3, R88). */
@Controller('api/v1/approvals')
export class ApprovalsController {
  constructor(
    private readonly approvals: Approvals,
    private readonly views: ApprovalViews,
    private readonly asking: AskApproval,
    private readonly deciding: DecideApproval,
    private readonly ending: EndApproval,
    private readonly reviewing: ReviewApproval,
  ) {}

  @Get()
  @RequirePermission('approvals:read')
  @Answers(200, approvalsView)
  async list(@Query({ schema: ApprovalQuery }) query: ApprovalQuery): Promise<z.infer<typeof approvalsView>> {
    const { items, next } = await this.approvals.list(query);
    return { items: await this.views.many(items), next };
  }

  @Post()
  @RequirePermission('approvals:ask')
  @Answers(201, approvalView)
  async ask(@Body({ schema: AskInput }) input: AskInput): Promise<ApprovalView> {
    return this.views.one(await this.asking.execute(input));
  }

  @Get(':id')
  @RequirePermission('approvals:read')
  @Answers(200, approvalView)
  async one(@Param('id', { schema: id }) approvalId: string): Promise<ApprovalView> {
    return this.views.one(await this.approvals.get(approvalId));
  }

  /** What was read and changed under the approval, for its review. */
  @Get(':id/readings')
  @RequirePermission('approvals:review')
  @Answers(200, approvalReadingsView)
  async readings(@Param('id', { schema: id }) approvalId: string): Promise<z.infer<typeof approvalReadingsView>> {
    const items = await this.approvals.readings(approvalId);
    return { items: items.map((item) => ({ ...item, at: item.at.toISOString() })) };
  }

  @Post(':id/confirm')
  @RequirePermission('approvals:decide')
  @Answers(200, approvalView)
  confirm(
    @Param('id', { schema: id }) approvalId: string,
    @Body({ schema: ConfirmApproval }) input: ConfirmApproval,
  ): Promise<ApprovalView> {
    return this.shown(this.deciding.confirm(approvalId, input));
  }

  @Post(':id/refuse')
  @RequirePermission('approvals:decide')
  @Answers(200, approvalView)
  refuse(
    @Param('id', { schema: id }) approvalId: string,
    @Body({ schema: RefuseApproval }) input: RefuseApproval,
  ): Promise<ApprovalView> {
    return this.shown(this.deciding.refuse(approvalId, input));
  }

  @Post(':id/cancel')
  @RequirePermission('approvals:ask')
  @Answers(200, approvalView)
  cancel(
    @Param('id', { schema: id }) approvalId: string,
    @Body({ schema: nothing }) _: z.infer<typeof nothing>,
  ): Promise<ApprovalView> {
    return this.shown(this.ending.cancel(approvalId));
  }

  @Post(':id/end')
  @RequirePermission('approvals:read')
  @Answers(200, approvalView)
  end(
    @Param('id', { schema: id }) approvalId: string,
    @Body({ schema: nothing }) _: z.infer<typeof nothing>,
  ): Promise<ApprovalView> {
    return this.shown(this.ending.end(approvalId));
  }

  @Post(':id/review')
  @RequirePermission('approvals:review')
  @Answers(200, approvalView)
  review(
    @Param('id', { schema: id }) approvalId: string,
    @Body({ schema: ReviewInput }) input: ReviewInput,
  ): Promise<ApprovalView> {
    return this.shown(this.reviewing.execute(approvalId, input));
  }

  private async shown(done: Promise<Approval>): Promise<ApprovalView> {
    return this.views.one(await done);
  }
}
