import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { Households } from '../households';
import { CheckViews } from './check-views';
import { Checks } from './checks.service';
import { AskDepartments as Input, CheckQuery, ContestAnswer as Contest } from './dto/check.dto';
import {
  type CheckLine,
  checkLine,
  checkList,
  checkView,
  type CheckView,
  mismatchView,
  type MismatchView,
  progressView,
  type ProgressView,
} from './dto/check.view';
import { AskDepartments } from './use-cases/ask-departments.use-case';
import { ContestAnswer } from './use-cases/contest-answer.use-case';

const id = z.uuid();

/** What the departments are asked about a household, and what they answer (R92, R93). */
@Controller('api/v1')
export class ChecksController {
  constructor(
    private readonly checks: Checks,
    private readonly views: CheckViews,
    private readonly asking: AskDepartments,
    private readonly contesting: ContestAnswer,
    private readonly households: Households,
  ) {}

  @Get('households/:id/verifications')
  @RequirePermission('checks:read')
  @Answers(200, checkList)
  async list(
    @Param('id', { schema: id }) householdId: string,
    @Query({ schema: CheckQuery }) query: CheckQuery,
  ): Promise<z.infer<typeof checkList>> {
    await this.households.open(householdId);
    return this.checks.ofHousehold(householdId, query);
  }

  @Post('households/:id/verifications')
  @RequirePermission('checks:ask')
  @Answers(201, checkLine)
  async ask(
    @Param('id', { schema: id }) householdId: string,
    @Body({ schema: Input }) input: Input,
  ): Promise<CheckLine> {
    const request = await this.asking.execute(householdId, input);
    return this.views.line(request, []);
  }

  @Get('verifications/:id/progress')
  @RequirePermission('checks:read')
  @Answers(200, progressView)
  progress(@Param('id', { schema: id }) requestId: string): Promise<ProgressView> {
    return this.checks.progress(requestId);
  }

  @Post('verifications/:id/contests')
  @RequirePermission('checks:settle')
  @Answers(201, mismatchView)
  async contest(
    @Param('id', { schema: id }) requestId: string,
    @Body({ schema: Contest }) input: Contest,
  ): Promise<MismatchView> {
    return this.views.mismatch(await this.contesting.execute(requestId, input));
  }

  @Get('verifications/:id')
  @RequirePermission('checks:read')
  @Answers(200, checkView)
  one(@Param('id', { schema: id }) requestId: string): Promise<CheckView> {
    return this.checks.open(requestId);
  }
}
