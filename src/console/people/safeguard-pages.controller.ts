import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import {
  authorities,
  DoFlagTask,
  FlagTaskQuery,
  flagTaskKinds,
  ReportHarm,
  ReportQuery,
  Safeguards,
  SafeguardViews,
  SettleFlagTask,
  SettleReport,
  WaiveFlagTask,
  WithdrawReport,
} from '../../people/safeguards';
import { RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, redirect, schemaInput, view, type View } from '../shell';
import { AssessmentWords } from './assessments-words';
import { SafeguardTexts } from './safeguard-words';

const id = z.uuid();
const REPORTS = '/console/mandatory-reports';
const TASKS = '/console/flag-tasks';
const ReportForm = z.discriminatedUnion('act', [
  z.strictObject({
    act: z.literal('report'),
    authority: z.enum(authorities),
    reference: ReportHarm.shape.reference,
    words: ReportHarm.shape.words,
  }),
  z.strictObject({ act: z.literal('withdraw'), reason: WithdrawReport.shape.reason }),
]);
const TaskForm = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('done'), note: DoFlagTask.shape.note }),
  z.strictObject({ act: z.literal('waive'), reason: WaiveFlagTask.shape.reason }),
]);

/** Reports that the law demands (B30, B31) and what flags of scales ask for: lists by their hour, and one form a step. */
@ApiExcludeController()
@Controller('console')
export class SafeguardPages {
  constructor(
    private readonly forms: Forms,
    private readonly safeguards: Safeguards,
    private readonly views: SafeguardViews,
    private readonly reporting: SettleReport,
    private readonly tasks: SettleFlagTask,
    private readonly texts: SafeguardTexts,
    private readonly words: AssessmentWords,
  ) {}

  @Get('mandatory-reports')
  @RequirePermission('assessments:read')
  async reports(@Query() typed: Record<string, string>): Promise<View> {
    const parsed = ReportQuery.safeParse(schemaInput(typed));
    const query = parsed.success ? parsed.data : ReportQuery.parse({});
    const { items, next } = await this.safeguards.reports(query);
    const { reports, lateReports } = await this.safeguards.counts();
    const { after: _, ...filters } = typed;
    const model = {
      ...{ next, filters, address: REPORTS, empty: 'safeguards.reports.empty', lead: 'safeguards.reports.lead' },
      rows: (await this.views.reports(items)).map((line) => this.texts.report(line)),
      tabs: this.tabs(REPORTS, query, reports, lateReports),
    };
    return view('console/people/safeguards/list', model, { title: 'safeguards.reports.title' });
  }

  @Get('mandatory-reports/:id')
  @RequirePermission('assessments:read')
  report(@Param('id', { schema: id }) reportId: string): Promise<View> {
    return this.reportPage(reportId, emptyForm());
  }

  @Post('mandatory-reports/:id')
  @RequirePermission('assessments:write')
  settleReport(@Param('id', { schema: id }) reportId: string, @Body() body: unknown) {
    return this.forms.submit(body, ReportForm, {
      act: async (typed, { version }) => {
        if (typed.act === 'withdraw') await this.reporting.withdraw(reportId, version, typed.reason);
        else {
          const { act: _, ...told } = typed;
          await this.reporting.report(reportId, version, told);
        }
        return typed.act;
      },
      done: (act) => redirect(`${REPORTS}/${reportId}`, { flash: { key: `safeguards.told.${act}` } }),
      again: (form) => this.reportPage(reportId, form),
    });
  }

  @Get('flag-tasks')
  @RequirePermission('assessments:read')
  async list(@Query() typed: Record<string, string>): Promise<View> {
    const parsed = FlagTaskQuery.safeParse(schemaInput(typed));
    const query = parsed.success ? parsed.data : FlagTaskQuery.parse({});
    const { items, next } = await this.safeguards.tasks(query);
    const counts = await this.safeguards.counts();
    const { after: _, ...filters } = typed;
    const model = {
      ...{ next, filters, address: TASKS, empty: 'safeguards.tasks.empty', lead: 'safeguards.tasks.lead' },
      rows: (await this.views.tasks(items)).map((line) => this.texts.task(line)),
      tabs: [
        ...this.tabs(TASKS, query, counts.tasks, counts.lateTasks),
        ...flagTaskKinds.map((kind) => ({
          ...{ href: `${TASKS}?kind=${kind}`, text: this.words.text(`safeguards.kind.${kind}`), count: null },
          current: query.kind === kind,
        })),
      ],
    };
    return view('console/people/safeguards/list', model, { title: 'safeguards.tasks.title' });
  }

  @Get('flag-tasks/:id')
  @RequirePermission('assessments:read')
  task(@Param('id', { schema: id }) taskId: string): Promise<View> {
    return this.taskPage(taskId, emptyForm());
  }

  @Post('flag-tasks/:id')
  @RequirePermission('assessments:write')
  settleTask(@Param('id', { schema: id }) taskId: string, @Body() body: unknown) {
    return this.forms.submit(body, TaskForm, {
      act: async (typed, { version }) => {
        if (typed.act === 'waive') await this.tasks.waive(taskId, version, typed.reason);
        else await this.tasks.done(taskId, version, typed.note);
        return typed.act;
      },
      done: (act) => redirect(`${TASKS}/${taskId}`, { flash: { key: `safeguards.told.${act}` } }),
      again: (form) => this.taskPage(taskId, form),
    });
  }

  private tabs(address: string, query: { state?: string; overdue?: boolean }, open: number, late: number) {
    const tab = (key: string, filter: string, count: number | null, current: boolean) => ({
      ...{ href: `${address}${filter}`, text: this.words.text(`safeguards.list.${key}`), count, current },
    });
    return [
      tab('all', '', null, query.state === undefined && query.overdue !== true),
      tab('open', '?state=open', open, query.state === 'open'),
      tab('late', '?overdue=true', late, query.overdue === true),
    ];
  }

  private async reportPage(reportId: string, form: FormModel): Promise<View> {
    const row = await this.safeguards.openReport(reportId);
    const shown = await this.views.report(row);
    const model = {
      ...{ form, version: shown.version, withheld: shown.withheld, shown, line: this.texts.report(shown) },
      authority: shown.authority && this.words.text(`safeguards.authority.${shown.authority}`),
      authorities: this.words.choices('safeguards.authority.', authorities),
      mayReport: shown.moves.includes('report'),
      mayWithdraw: shown.moves.includes('withdraw'),
    };
    const breadcrumbs = [{ href: REPORTS, key: 'safeguards.reports.title' }];
    return view('console/people/safeguards/report', model, { title: 'safeguards.report.title', breadcrumbs });
  }

  private async taskPage(taskId: string, form: FormModel): Promise<View> {
    const shown = await this.views.task(await this.safeguards.openTask(taskId));
    const model = {
      ...{ form, version: shown.version, withheld: shown.withheld, shown, line: this.texts.task(shown) },
      mayDo: shown.moves.includes('done'),
      mayWaive: shown.moves.includes('waive'),
      triage: shown.kind === 'emergency-triage' && shown.state === 'open',
    };
    const breadcrumbs = [{ href: TASKS, key: 'safeguards.tasks.title' }];
    return view('console/people/safeguards/task', model, { title: 'safeguards.task.title', breadcrumbs });
  }
}
