import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { Households } from '../households';
import { CaseViews } from './case-views';
import { Cases } from './cases.service';
import { AdvanceCase as AdvanceInput, AssignCase, CaseQuery, CloseCase, OpenCase, SuspendCase } from './dto/case.dto';
import { casesView, caseView, type CaseView } from './dto/case.view';
import { AdvanceCase } from './use-cases/advance-case.use-case';
import { AssignCaseTo } from './use-cases/assign-case.use-case';
import { CloseCaseFile } from './use-cases/close-case.use-case';
import { OpenCaseFile } from './use-cases/open-case.use-case';

const id = z.uuid();
const nothing = z.strictObject({});

/** The work on households, stage by stage (A11, R17). */
@Controller('api/v1')
export class CasesController {
  constructor(
    private readonly cases: Cases,
    private readonly households: Households,
    private readonly views: CaseViews,
    private readonly opening: OpenCaseFile,
    private readonly assigning: AssignCaseTo,
    private readonly advancing: AdvanceCase,
    private readonly closing: CloseCaseFile,
  ) {}

  @Get('households/:id/cases')
  @RequirePermission('cases:read')
  @Answers(200, casesView)
  async ofHousehold(@Param('id', { schema: id }) householdId: string): Promise<z.infer<typeof casesView>> {
    await this.households.open(householdId);
    return { items: await this.views.many(await this.cases.ofHousehold(householdId)), next: null };
  }

  @Post('households/:id/cases')
  @RequirePermission('cases:move')
  @Answers(201, caseView)
  async open(
    @Param('id', { schema: id }) householdId: string,
    @Body({ schema: OpenCase }) input: z.infer<typeof OpenCase>,
  ): Promise<CaseView> {
    return this.views.one(await this.opening.execute(householdId, input));
  }

  @Get('cases')
  @RequirePermission('cases:read')
  @Answers(200, casesView)
  async list(@Query({ schema: CaseQuery }) query: CaseQuery): Promise<z.infer<typeof casesView>> {
    const page = await this.cases.list(query);
    return { items: await this.views.many(page.items), next: page.next };
  }

  @Get('cases/:id')
  @RequirePermission('cases:read')
  @Answers(200, caseView)
  async one(@Param('id', { schema: id }) caseId: string): Promise<CaseView> {
    const row = await this.cases.get(caseId);
    await this.households.open(row.householdId);
    return this.views.one(row);
  }

  @Post('cases/:id/assign')
  @RequirePermission('cases:move')
  @Answers(200, caseView)
  async assign(
    @Param('id', { schema: id }) caseId: string,
    @Body({ schema: AssignCase }) input: z.infer<typeof AssignCase>,
  ): Promise<CaseView> {
    return this.views.one(await this.assigning.execute(caseId, input.leadWorkerId));
  }

  @Post('cases/:id/advance')
  @RequirePermission('cases:move')
  @Answers(200, caseView)
  async advance(
    @Param('id', { schema: id }) caseId: string,
    @Body({ schema: AdvanceInput }) input: AdvanceInput,
  ): Promise<CaseView> {
    return this.views.one(await this.advancing.execute(caseId, input));
  }

  @Post('cases/:id/suspend')
  @RequirePermission('cases:move')
  @Answers(200, caseView)
  async suspend(
    @Param('id', { schema: id }) caseId: string,
    @Body({ schema: SuspendCase }) input: SuspendCase,
  ): Promise<CaseView> {
    return this.views.one(await this.advancing.suspend(caseId, input));
  }

  @Post('cases/:id/resume')
  @RequirePermission('cases:move')
  @Answers(200, caseView)
  async resume(
    @Param('id', { schema: id }) caseId: string,
    @Body({ schema: nothing }) _: z.infer<typeof nothing>,
  ): Promise<CaseView> {
    return this.views.one(await this.advancing.resume(caseId));
  }

  @Post('cases/:id/close')
  @RequirePermission('cases:move')
  @Answers(200, caseView)
  async close(
    @Param('id', { schema: id }) caseId: string,
    @Body({ schema: CloseCase }) input: CloseCase,
  ): Promise<CaseView> {
    return this.views.one(await this.closing.execute(caseId, input));
  }
}
