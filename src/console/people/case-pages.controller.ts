import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z, type ZodType } from 'zod';
import {
  AdvanceCase,
  AdvanceInput,
  AssignCaseTo,
  AssignInput,
  CaseQuery,
  Cases,
  CaseViews,
  CloseCaseFile,
  CloseInput,
  SuspendInput,
} from '../../people/cases';
import { RequirePermission } from '../../trust/access';
import { type FormModel, Forms, redirect, schemaInput, view, type View } from '../shell';
import { type CaseAct, CasePage } from './case-page';

const id = z.uuid();

/** The work on a household: stage, owner, pause, end. */
@ApiExcludeController()
@Controller('console/cases')
export class CasePages {
  constructor(
    private readonly forms: Forms,
    private readonly cases: Cases,
    private readonly views: CaseViews,
    private readonly page: CasePage,
    private readonly advancing: AdvanceCase,
    private readonly assigning: AssignCaseTo,
    private readonly closing: CloseCaseFile,
  ) {}

  @Get()
  @RequirePermission('cases:read')
  async list(@Query() typed: Record<string, string>): Promise<View> {
    const parsed = CaseQuery.safeParse(schemaInput(typed));
    const page = await this.cases.list(parsed.success ? parsed.data : CaseQuery.parse({ open: 'true' }));
    const { after: _, ...filters } = typed;
    const model = { cases: await this.views.many(page.items), next: page.next, filters, mine: typed.mine === 'true' };
    return view('console/people/case-list', model, { title: 'cases.list.title' });
  }

  @Get(':id')
  @RequirePermission('cases:read')
  one(@Param('id', { schema: id }) caseId: string): Promise<View> {
    return this.page.show(caseId);
  }

  @Post(':id/advance')
  @RequirePermission('cases:move')
  advance(@Param('id', { schema: id }) caseId: string, @Body() body: unknown) {
    return this.take(caseId, 'advance', body, AdvanceInput, (input) => this.advancing.execute(caseId, input));
  }

  @Post(':id/assign')
  @RequirePermission('cases:move')
  assign(@Param('id', { schema: id }) caseId: string, @Body() body: unknown) {
    return this.take(caseId, 'assign', body, AssignInput, (input) =>
      this.assigning.execute(caseId, input.leadWorkerId),
    );
  }

  @Post(':id/suspend')
  @RequirePermission('cases:move')
  suspend(@Param('id', { schema: id }) caseId: string, @Body() body: unknown) {
    return this.take(caseId, 'suspend', body, SuspendInput, (input) => this.advancing.suspend(caseId, input));
  }

  @Post(':id/resume')
  @RequirePermission('cases:move')
  resume(@Param('id', { schema: id }) caseId: string, @Body() body: unknown) {
    return this.take(caseId, 'resume', body, z.strictObject({}), () => this.advancing.resume(caseId));
  }

  @Post(':id/close')
  @RequirePermission('cases:move')
  close(@Param('id', { schema: id }) caseId: string, @Body() body: unknown) {
    return this.take(caseId, 'close', body, CloseInput, (input) => this.closing.execute(caseId, input));
  }

  private take<S extends ZodType>(
    caseId: string,
    act: CaseAct,
    body: unknown,
    schema: S,
    execute: (input: z.output<S>) => Promise<unknown>,
  ) {
    return this.forms.submit(body, schema, {
      act: execute,
      done: () => redirect(`/console/cases/${caseId}`, { flash: { key: 'cases.one.saved' } }),
      again: (form: FormModel) => this.page.show(caseId, form, act),
    });
  }
}
