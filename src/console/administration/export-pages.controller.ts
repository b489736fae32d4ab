import { Body, Controller, Get, Param, Post, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import {
  DownloadExport,
  EndExport,
  ExportKinds,
  exportKindNames,
  exportModes,
  ExportQuery,
  Exports,
  OrderExport,
  OrderExportInput,
} from '../../exchange/exports';
import type { Actor } from '../../platform/database';
import { Jobs } from '../../platform/queue';
import { allows, CurrentActor, RequirePermission } from '../../trust/access';
import { emptyForm, Forms, type Redirect, redirect, schemaInput, ticked, type View, view } from '../shell';
import { ExportPageParts } from './export-page-parts';

const id = z.uuid();
const Choice = z.object({ kind: z.enum(exportKindNames), mode: z.enum(exportModes) });
const OrderForm = OrderExportInput.extend({ confirmed: ticked });
const LIST = '/console/exports';
/** Seconds after which a page about a file in the making asks anew; works without script. */
const REFRESH = '3';

/** Files that leave the house: what is in them, the order, the file for a day (C2, C3). */
@ApiExcludeController()
@Controller('console/exports')
@RequirePermission('exports:read')
export class ExportPages {
  constructor(
    private readonly forms: Forms,
    private readonly exports: Exports,
    private readonly kinds: ExportKinds,
    private readonly ordering: OrderExport,
    private readonly downloading: DownloadExport,
    private readonly ending: EndExport,
    private readonly jobs: Jobs,
    private readonly parts: ExportPageParts,
  ) {}

  @Get()
  async list(@CurrentActor() { roles }: Actor, @Query() typed: Record<string, string>): Promise<View> {
    const parsed = ExportQuery.safeParse(schemaInput(typed));
    const query = parsed.success ? parsed.data : ExportQuery.parse({});
    const page = await this.exports.list({ ...query, limit: 30 });
    const mayOrder = allows(roles, 'exports:order');
    const shown = (await this.exports.views(page.items)).map((order) => ({
      ...order,
      stands: this.parts.stands(order),
    }));
    return view('console/administration/exports/list', {
      exports: shown,
      mayOrder,
      ...this.parts.ways(query, page.next),
    });
  }

  @Get('new')
  @RequirePermission('exports:order')
  async form(@CurrentActor() actor: Actor, @Query() typed: Record<string, string>): Promise<View> {
    const choice = Choice.safeParse(typed);
    if (choice.success) return this.parts.orderPage(actor, choice.data, emptyForm({ format: 'xlsx' }));
    const offered = this.kinds.offered(actor.roles);
    return view('console/administration/exports/new', { chosen: false, offered }, { title: 'exports.new.title' });
  }

  @Post('new')
  @RequirePermission('exports:order')
  async order(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<View | Redirect> {
    const choice = Choice.safeParse(body).data;
    if (!choice) return redirect(`${LIST}/new`);
    return this.forms.submit(body, OrderForm, {
      act: (input) => this.ordering.execute(input),
      done: (row) => redirect(`${LIST}/${row.id}`, { flash: { key: 'exports.ordered' } }),
      again: (form) => this.parts.orderPage(actor, choice, form),
    });
  }

  @Get(':id')
  async one(
    @CurrentActor() { userId }: Actor,
    @Param('id', { schema: id }) exportId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<View> {
    const row = await this.exports.get(exportId);
    const order = await this.exports.view(row);
    const job = row.state === 'waiting' && row.jobRunId ? await this.jobs.find(row.jobRunId) : null;
    const stopped = job !== null && job.finishedAt !== null && job.state !== 'done';
    const moving = order.state === 'waiting' && !stopped;
    if (moving) void reply.header('refresh', REFRESH);
    const mayEnd = order.orderedBy === userId && order.state !== 'ended';
    const model = { ...this.parts.onePage(order), moving, stopped, mayEnd };
    return view('console/administration/exports/show', model, { titleText: order.number });
  }

  @Get(':id/file')
  @RequirePermission('exports:order')
  async file(@Param('id', { schema: id }) exportId: string): Promise<StreamableFile> {
    const { name, type, content } = await this.downloading.execute(exportId);
    return new StreamableFile(content, { type, disposition: `attachment; filename="${name}"` });
  }

  @Post(':id/delete')
  @RequirePermission('exports:order')
  async end(@Param('id', { schema: id }) exportId: string): Promise<Redirect> {
    await this.ending.delete(exportId);
    return redirect(LIST, { flash: { key: 'exports.show.deleted' } });
  }
}
