import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import {
  AdvanceCase,
  AdvanceInput,
  AssignCaseTo,
  AssignInput,
  CaseOwner,
  CaseQuery,
  Cases,
  CaseViews,
  CloseCaseFile,
  CloseInput,
  closeReasons,
  nextStages,
  SuspendInput,
} from '../../people/cases';
import { RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, redirect, schemaInput, view, type View } from '../shell';
import { Choices } from './choices';

const id = z.uuid();

/** The work on a household: stage, owner, pause, end. */
@ApiExcludeController()
@Controller('console/cases')
export class CasePages {
  constructor(
    private readonly forms: Forms,
    private readonly cases: Cases,
    private readonly views: CaseViews,
    private readonly owner: CaseOwner,
    private readonly advancing: AdvanceCase,
    private readonly assigning: AssignCaseTo,
    private readonly closing: CloseCaseFile,
    private readonly choices: Choices,
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
    return this.page(caseId, emptyForm());
  }

  @Post(':id/advance')
  @RequirePermission('cases:move')
  advance(@Param('id', { schema: id }) caseId: string, @Body() body: unknown) {
    return this.forms.submit(body, AdvanceInput, {
      act: (input) => this.advancing.execute(caseId, input),
      ...this.after(caseId),
    });
  }

  @Post(':id/assign')
  @RequirePermission('cases:move')
  assign(@Param('id', { schema: id }) caseId: string, @Body() body: unknown) {
    return this.forms.submit(body, AssignInput, {
      act: (input) => this.assigning.execute(caseId, input.leadWorkerId),
      ...this.after(caseId),
    });
  }

  @Post(':id/suspend')
  @RequirePermission('cases:move')
  suspend(@Param('id', { schema: id }) caseId: string, @Body() body: unknown) {
    return this.forms.submit(body, SuspendInput, {
      act: (input) => this.advancing.suspend(caseId, input),
      ...this.after(caseId),
    });
  }

  @Post(':id/resume')
  @RequirePermission('cases:move')
  resume(@Param('id', { schema: id }) caseId: string, @Body() body: unknown) {
    return this.forms.submit(body, z.strictObject({}), {
      act: () => this.advancing.resume(caseId),
      ...this.after(caseId),
    });
  }

  @Post(':id/close')
  @RequirePermission('cases:move')
  close(@Param('id', { schema: id }) caseId: string, @Body() body: unknown) {
    return this.forms.submit(body, CloseInput, {
      act: (input) => this.closing.execute(caseId, input),
      ...this.after(caseId),
    });
  }

  private after(caseId: string) {
    return {
      done: () => redirect(`/console/cases/${caseId}`, { flash: { key: 'cases.one.saved' } }),
      again: (form: FormModel) => this.page(caseId, form),
    };
  }

  private async page(caseId: string, form: FormModel): Promise<View> {
    const row = await this.cases.get(caseId);
    const shown = await this.views.one(row);
    const workers = (await this.owner.workersOf(row.unitId)).map((worker) => ({
      value: worker.id,
      text: worker.display_name,
    }));
    const paused = row.state === 'suspended' || row.state === 'waiting-consent';
    const stages = nextStages.filter((stage) => stage !== row.state);
    const model = {
      ...{
        case: shown,
        form,
        workers,
        paused,
        mayMove: shown.moves.length > 0,
        mayClose: shown.moves.includes('close'),
      },
      maySuspend: shown.moves.includes('suspend'),
      handovers: await this.views.handovers(await this.cases.handoversOf(caseId)),
      stages: this.choices.of('cases.state.', stages),
      kinds: this.choices.of('cases.state.', ['suspended', 'waiting-consent']),
      reasons: this.choices.of('cases.close-reason.', closeReasons),
    };
    return view('console/people/case', model, { title: 'cases.one.title', titleParams: { number: row.number } });
  }
}
