import { Body, Controller, Get, Param, Post, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import {
  DecideExport,
  DownloadExport,
  EndExport,
  ExportKinds,
  exportKindNames,
  exportModes,
  ExportQuery,
  Exports,
  OrderExport,
  OrderExportInput,
  requestedGroups,
} from '../../exchange/exports';
import type { Actor } from '../../platform/database';
import { Jobs } from '../../platform/queue';
import { allows, CurrentActor, RequirePermission } from '../../trust/access';
import { ConfirmApprovalInput, RefuseApprovalInput } from '../../trust/approvals';
import {
  emptyForm,
  type FormModel,
  Forms,
  oneOrMany,
  type Redirect,
  redirect,
  schemaInput,
  ticked,
  type View,
  view,
} from '../shell';
import { ExportPageParts } from './export-page-parts';

const id = z.uuid();
const Choice = z.object({ kind: z.enum(exportKindNames), mode: z.enum(exportModes) });
const OrderForm = OrderExportInput.extend({ confirmed: ticked, fieldGroups: oneOrMany(z.enum(requestedGroups)) });
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
    private readonly deciding: DecideExport,
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
      done: (row) =>
        redirect(`${LIST}/${row.id}`, { flash: { key: row.state === 'asked' ? 'exports.asked' : 'exports.ordered' } }),
      again: (form) => this.parts.orderPage(actor, choice, form),
    });
  }

  @Get(':id')
  async one(
    @CurrentActor() { userId }: Actor,
    @Param('id', { schema: id }) exportId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<View> {
    const { page, moving } = await this.page(exportId, userId, emptyForm());
    if (moving) void reply.header('refresh', REFRESH);
    return page;
  }

  @Post(':id/confirm')
  @RequirePermission('exports:decide')
  confirm(@CurrentActor() { userId }: Actor, @Param('id', { schema: id }) exportId: string, @Body() body: unknown) {
    return this.forms.submit(body, ConfirmApprovalInput, {
      act: (input) => this.deciding.confirm(exportId, input),
      done: () => redirect(`${LIST}/${exportId}`, { flash: { key: 'exports.decide.confirmed' } }),
      again: async (form) => (await this.page(exportId, userId, form)).page,
    });
  }

  @Post(':id/refuse')
  @RequirePermission('exports:decide')
  refuse(@CurrentActor() { userId }: Actor, @Param('id', { schema: id }) exportId: string, @Body() body: unknown) {
    return this.forms.submit(body, RefuseApprovalInput, {
      act: (input) => this.deciding.refuse(exportId, input),
      done: () => redirect(`${LIST}/${exportId}`, { flash: { key: 'exports.decide.refused' } }),
      again: async (form) => (await this.page(exportId, userId, form)).page,
    });
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

  private async page(exportId: string, userId: string | null, form: FormModel) {
    const row = await this.exports.get(exportId);
    const order = await this.exports.view(row);
    const job = row.state === 'waiting' && row.jobRunId ? await this.jobs.find(row.jobRunId) : null;
    const stopped = job !== null && job.finishedAt !== null && job.state !== 'done';
    const moving = order.state === 'waiting' && !stopped;
    const mayEnd = order.orderedBy === userId && !['ended', 'refused'].includes(order.state);
    const unmade = moving || order.state === 'asked';
    const model = { ...this.parts.onePage(order, form), moving, unmade, stopped, mayEnd };
    return { page: view('console/administration/exports/show', model, { titleText: order.number }), moving };
  }
}
