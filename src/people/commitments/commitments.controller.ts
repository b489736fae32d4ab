import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers, Version } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { CommitmentViews } from './commitment-views';
import { Commitments } from './commitments.service';
import {
  AnswerCommitment,
  CheckCommitment as Found,
  CommitmentQuery,
  ContestCommitment,
  ReplyCommitment,
  SettleCommitment,
  TakeCommitment as Taken,
  WithdrawCommitment,
} from './dto/commitment.dto';
import { commitmentsView, type CommitmentsView, commitmentView, type CommitmentView } from './dto/commitment.view';
import { CheckCommitment } from './use-cases/check-commitment.use-case';
import { TakeCommitment } from './use-cases/take-commitment.use-case';

const id = z.uuid();

/** The word of a household in place of papers (R89): shown, read, answered, and looked at later by somebody else. */
@Controller('api/v1')
export class CommitmentsController {
  constructor(
    private readonly commitments: Commitments,
    private readonly views: CommitmentViews,
    private readonly taking: TakeCommitment,
    private readonly checking: CheckCommitment,
  ) {}

  @Get('commitments')
  @RequirePermission('commitments:read')
  @Answers(200, commitmentsView)
  async list(@Query({ schema: CommitmentQuery }) query: CommitmentQuery): Promise<CommitmentsView> {
    const { items, next } = await this.commitments.list(query);
    return { items: await this.views.lines(items), next };
  }

  @Post('applications/:id/commitments')
  @RequirePermission('commitments:write')
  @Answers(201, commitmentView)
  async show(
    @Param('id', { schema: id }) applicationId: string,
    @Body({ schema: Taken }) input: Taken,
  ): Promise<CommitmentView> {
    return this.views.one(await this.taking.show(applicationId, input));
  }

  @Get('commitments/:id')
  @RequirePermission('commitments:read')
  @Answers(200, commitmentView)
  async one(@Param('id', { schema: id }) commitmentId: string): Promise<CommitmentView> {
    return this.views.one(await this.commitments.open(commitmentId));
  }

  @Post('commitments/:id/answer')
  @RequirePermission('commitments:write')
  @Answers(200, commitmentView)
  async answer(
    @Param('id', { schema: id }) commitmentId: string,
    @Version() version: number,
    @Body({ schema: AnswerCommitment }) input: AnswerCommitment,
  ): Promise<CommitmentView> {
    return this.views.one(await this.taking.answer(commitmentId, version, input));
  }

  @Post('commitments/:id/withdraw')
  @RequirePermission('commitments:write')
  @Answers(200, commitmentView)
  async withdraw(
    @Param('id', { schema: id }) commitmentId: string,
    @Version() version: number,
    @Body({ schema: WithdrawCommitment }) input: WithdrawCommitment,
  ): Promise<CommitmentView> {
    return this.views.one(await this.taking.withdraw(commitmentId, version, input.reason));
  }

  @Post('commitments/:id/check')
  @RequirePermission('commitments:check')
  @Answers(200, commitmentView)
  async check(
    @Param('id', { schema: id }) commitmentId: string,
    @Version() version: number,
    @Body({ schema: Found }) input: Found,
  ): Promise<CommitmentView> {
    return this.views.one(await this.checking.find(commitmentId, version, input));
  }

  @Post('commitments/:id/contest')
  @RequirePermission('commitments:write')
  @Answers(200, commitmentView)
  async contest(
    @Param('id', { schema: id }) commitmentId: string,
    @Version() version: number,
    @Body({ schema: ContestCommitment }) input: ContestCommitment,
  ): Promise<CommitmentView> {
    return this.views.one(await this.checking.contest(commitmentId, version, input));
  }

  @Post('commitments/:id/reply')
  @RequirePermission('commitments:check')
  @Answers(200, commitmentView)
  async reply(
    @Param('id', { schema: id }) commitmentId: string,
    @Version() version: number,
    @Body({ schema: ReplyCommitment }) input: ReplyCommitment,
  ): Promise<CommitmentView> {
    return this.views.one(await this.checking.reply(commitmentId, version, input));
  }

  @Post('commitments/:id/settle')
  @RequirePermission('commitments:check')
  @Answers(200, commitmentView)
  async settle(
    @Param('id', { schema: id }) commitmentId: string,
    @Version() version: number,
    @Body({ schema: SettleCommitment }) input: SettleCommitment,
  ): Promise<CommitmentView> {
    return this.views.one(await this.checking.settle(commitmentId, version, input));
  }
}
