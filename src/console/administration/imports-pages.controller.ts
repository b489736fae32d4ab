import { Body, Controller, Get, Header, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ProblemFile, StartImport } from '../../exchange/hsds';
import { ImportProblemsStore, type ImportRunRow, ImportRunsStore, Uploads } from '../../exchange/spreadsheets';
import type { Actor } from '../../platform/database';
import type { Locale } from '../../platform/i18n';
import { Jobs } from '../../platform/queue';
import { Taxonomy } from '../../reference/taxonomy';
import { allows, CurrentActor, RequirePermission } from '../../trust/access';
import { CurrentLocale, emptyForm, type FormModel, Forms, redirect, ticked, view } from '../shell';
import { previewOf } from './imports-preview';

const StartForm = z.strictObject({ place: z.enum(['district', 'directory']), dryRun: ticked });
/** Seconds after which a page about a running import asks anew; works without script. */
const REFRESH = '2';
const MOVING: readonly string[] = ['queued', 'running'];

/** Imports: their list, the look at an uploaded file, the progress, the result. */
@ApiExcludeController()
@Controller('console/imports')
export class ImportsPagesController {
  constructor(
    private readonly forms: Forms,
    private readonly runs: ImportRunsStore,
    private readonly problems: ImportProblemsStore,
    private readonly problemFile: ProblemFile,
    private readonly startImport: StartImport,
    private readonly uploads: Uploads,
    private readonly jobs: Jobs,
    private readonly taxonomy: Taxonomy,
  ) {}

  @Get()
  @RequirePermission('imports:read')
  async list(@CurrentActor() { roles }: Actor, @Query('after') after?: string) {
    const page = await this.runs.list({ limit: 30, ...(after && { after }) });
    const next = page.next && `/console/imports?after=${encodeURIComponent(page.next)}`;
    return view('console/administration/imports/list', {
      runs: page.items.map(runView),
      mayMap: allows(roles, 'mapping:write'),
      mayList: allows(roles, 'offerings:write'),
      first: after ? '/console/imports' : null,
      next,
    });
  }

  @Get(':id')
  @RequirePermission('imports:read')
  async show(
    @Param('id', ParseUUIDPipe) id: string,
    @CurrentLocale() locale: Locale,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const run = await this.runs.get(id);
    if (run.state === 'uploaded' && run.kind !== 'sheet')
      return this.preview(run, locale, emptyForm({ place: 'directory' }));
    const job = run.jobRunId === null ? null : await this.jobs.find(run.jobRunId);
    const over = job !== null && ['failed', 'cancelled'].includes(job.state);
    const moving = MOVING.includes(run.state) && !over;
    if (moving) void reply.header('refresh', REFRESH);
    const found = await this.problems.list(id, { limit: 20 });
    const model = {
      run: { ...runView(run), state: over && MOVING.includes(run.state) ? job.state : run.state },
      moving,
      confirm: run.state === 'uploaded',
      done: job?.doneCount ?? run.read,
      total: job?.totalCount ?? null,
      stopping: job?.cancelRequested ?? false,
      problems: found.map((problem) => ({
        ...problem,
        sentence: this.problemFile.sentence(locale, problem.code, problem.params),
      })),
      mapping: run.kind !== 'sheet' && run.unmapped > 0 && !run.dryRun,
      mappingQuery: { source: run.source, district: run.districtCode },
    };
    return view('console/administration/imports/show', model, { titleText: run.fileName });
  }

  @Post(':id/start')
  @RequirePermission('mapping:write')
  async start(@Param('id', ParseUUIDPipe) id: string, @Body() body: unknown, @CurrentLocale() locale: Locale) {
    return this.forms.submit(body, StartForm, {
      act: (choice) => this.startImport.start(id, choice),
      done: () => redirect(`/console/imports/${id}`),
      again: async (form) => this.preview(await this.runs.get(id), locale, form),
    });
  }

  @Post(':id/cancel')
  @RequirePermission('imports:write')
  async cancel(@Param('id', ParseUUIDPipe) id: string) {
    await this.startImport.cancel(id);
    return redirect(`/console/imports/${id}`, { flash: { key: 'imports.show.cancelling', kind: 'notice' } });
  }

  @Get(':id/problems.csv')
  @RequirePermission('imports:read')
  @Header('content-type', 'text/csv; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="problems.csv"')
  async problemsOf(@Param('id', ParseUUIDPipe) id: string, @CurrentLocale() locale: Locale): Promise<string> {
    await this.runs.get(id);
    const lines: string[] = [];
    for await (const line of this.problemFile.lines(id, [locale])) lines.push(line);
    return lines.join('');
  }

  private async preview(run: ImportRunRow, locale: Locale, form: FormModel) {
    const { lines, problems } = await previewOf(this.uploads.pathOf(run), run);
    const model = {
      run: runView(run),
      form,
      lines: lines.map((line) => ({ ...line, codeName: line.code && this.taxonomy.name(line.code, locale) })),
      problems: problems.map((problem) => ({
        ...problem,
        sentence: this.problemFile.sentence(locale, problem.code, problem.params),
      })),
    };
    return view('console/administration/imports/preview', model, { titleText: run.fileName });
  }
}

const runView = (run: ImportRunRow) => ({ ...run, ownDirectory: run.districtCode.startsWith('directory:') });
