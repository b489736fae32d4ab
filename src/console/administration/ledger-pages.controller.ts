import { Body, Controller, Get, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  DAYS_KEPT,
  LedgerHouseholdQuery,
  LedgerProblemQuery,
  LedgerQuery,
  ledgerOf,
  Ledgers,
  MapLedger,
  receiveLedger,
  StartLedger,
  UploadLedger,
} from '../../exchange/ledgers';
import { type Actor, Transactions } from '../../platform/database';
import { OwnTransaction } from '../../platform/http';
import { allows, CurrentActor, RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, type Redirect, redirect, schemaInput, type View, view } from '../shell';
import { ReceiverForm, LedgerReceivers } from './ledger-receivers';
import { ColumnsForm, LedgerPageParts, WordsForm } from './ledger-page-parts';

const id = z.uuid();
const LIST = '/console/ledgers';
/** Seconds after which a page about a running job asks anew; works without script. */
const REFRESH = '2';
const SHOWN = 30;
const UploadFields = z.strictObject({ sheet: z.string().max(60).optional() });
const MOVING = ['checking', 'writing', 'undoing'];

/** Existing ledgers in: upload, columns, dry run with its problems, confirmation, undo (R26, R28). */
@ApiExcludeController()
@Controller('console/ledgers')
@RequirePermission('ledgers:write')
export class LedgerPages {
  constructor(
    private readonly forms: Forms,
    private readonly transactions: Transactions,
    private readonly ledgers: Ledgers,
    private readonly uploading: UploadLedger,
    private readonly mapping: MapLedger,
    private readonly starting: StartLedger,
    private readonly parts: LedgerPageParts,
    private readonly receivers: LedgerReceivers,
  ) {}

  @Get()
  @RequirePermission('ledgers:read')
  async list(@CurrentActor() { roles }: Actor, @Query() typed: Record<string, string>): Promise<View> {
    const parsed = LedgerQuery.safeParse(schemaInput(typed));
    const query = parsed.success ? parsed.data : LedgerQuery.parse({});
    const { items, next } = await this.ledgers.list({ ...query, limit: SHOWN });
    return view('console/administration/ledgers/list', {
      ledgers: await this.ledgers.views(items),
      mayUpload: allows(roles, 'ledgers:write'),
      ...this.parts.ways(LIST, { state: query.state }, next),
    });
  }

  @Get('new')
  form(): View {
    return this.uploadPage(emptyForm());
  }

  /** The form is read before any transaction is open; sent twice it leads to the same import. */
  @Post('new')
  @OwnTransaction()
  async upload(@Req() request: FastifyRequest, @CurrentActor() actor: Actor): Promise<Redirect | View> {
    const received = await receiveLedger(request);
    const key = String((request.query as { _key?: unknown })._key ?? '');
    return this.transactions.runApart(actor, () =>
      this.forms.submit(received.values, UploadFields, {
        act: () => this.uploading.execute(ledgerOf(received), key),
        done: (row) =>
          redirect(`${LIST}/${row.id}`, { flash: { key: 'ledgers.flash.uploaded', params: { rows: row.rowCount } } }),
        again: (form) => this.uploadPage(form),
      }),
    );
  }

  @Get(':id')
  @RequirePermission('ledgers:read')
  async show(
    @Param('id', { schema: id }) importId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<View> {
    const { page, moving } = await this.page(importId, emptyForm());
    if (moving) void reply.header('refresh', REFRESH);
    return page;
  }

  @Get(':id/columns')
  async columns(@Param('id', { schema: id }) importId: string): Promise<View> {
    return this.parts.columnsPage(await this.ledgers.get(importId), null);
  }

  @Post(':id/columns')
  async map(@Param('id', { schema: id }) importId: string, @Body() body: unknown): Promise<Redirect | View> {
    return this.forms.submit(body, ColumnsForm, {
      act: ({ columns }) => this.mapping.columns(importId, { columns: Array.from(columns, (field) => field ?? null) }),
      done: () => this.begun(importId, 'checking'),
      again: async (form) => this.parts.columnsPage(await this.ledgers.get(importId), form),
    });
  }

  @Post(':id/words')
  async words(@Param('id', { schema: id }) importId: string, @Body() body: unknown): Promise<Redirect | View> {
    return this.forms.submit(body, WordsForm, {
      act: async ({ codes }) => {
        const words = this.parts.wordsOf(await this.ledgers.get(importId), codes);
        if (words.length > 0) await this.parts.atTheirFields(codes, () => this.mapping.words(importId, { words }));
      },
      done: () => this.begun(importId, 'checking'),
      again: async (form) => (await this.page(importId, form)).page,
    });
  }

  @Post(':id/confirm')
  async confirm(@Param('id', { schema: id }) importId: string, @Body() body: unknown): Promise<Redirect | View> {
    return this.forms.submit(body, ReceiverForm, {
      act: ({ to }) => {
        const [unitId, leadWorkerId] = to?.split('/') ?? [];
        return this.starting.confirm(importId, { ...(unitId && { unitId }), ...(leadWorkerId && { leadWorkerId }) });
      },
      done: () => this.begun(importId, 'writing'),
      again: async (form) => (await this.page(importId, form)).page,
    });
  }

  @Post(':id/cancel')
  async cancel(@Param('id', { schema: id }) importId: string, @Body() body: unknown): Promise<Redirect | View> {
    return this.act(importId, body, () => this.starting.cancel(importId), null);
  }

  @Post(':id/undo')
  async undo(@Param('id', { schema: id }) importId: string, @Body() body: unknown): Promise<Redirect | View> {
    return this.act(importId, body, () => this.starting.undo(importId), 'undoing');
  }

  @Post(':id/discard')
  async discard(@Param('id', { schema: id }) importId: string, @Body() body: unknown): Promise<Redirect | View> {
    return this.act(importId, body, () => this.starting.discard(importId), 'discarded');
  }

  @Get(':id/rows')
  @RequirePermission('ledgers:read')
  async rows(@Param('id', { schema: id }) importId: string, @Query() typed: Record<string, string>): Promise<View> {
    const parsed = LedgerProblemQuery.safeParse(schemaInput(typed));
    const query = parsed.success ? parsed.data : LedgerProblemQuery.parse({});
    const { items, next } = await this.ledgers.problemPage(importId, { ...query, limit: SHOWN });
    return this.parts.rowsPage(await this.ledgers.get(importId), items, query.code, next);
  }

  @Get(':id/households')
  @RequirePermission('ledgers:read')
  async households(
    @Param('id', { schema: id }) importId: string,
    @Query() typed: Record<string, string>,
  ): Promise<View> {
    const parsed = LedgerHouseholdQuery.safeParse(schemaInput(typed));
    const query = parsed.success ? parsed.data : LedgerHouseholdQuery.parse({});
    const { items, next } = await this.ledgers.householdPage(importId, { ...query, limit: SHOWN });
    const ledger = await this.ledgers.get(importId);
    return this.parts.householdsPage(ledger, items, query.state, next);
  }

  @Get(':id/problems.xlsx')
  async workbook(@Param('id', { schema: id }) importId: string): Promise<StreamableFile> {
    const { name, content } = await this.ledgers.workbook(importId);
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    return new StreamableFile(content, { type, disposition: `attachment; filename="${name}"` });
  }

  private act(
    importId: string,
    body: unknown,
    act: () => Promise<unknown>,
    flash: string | null,
  ): Promise<Redirect | View> {
    return this.forms.submit(body, z.strictObject({}), {
      act,
      done: () => (flash === null ? redirect(`${LIST}/${importId}`) : this.begun(importId, flash)),
      again: async (form) => (await this.page(importId, form)).page,
    });
  }

  private begun = (importId: string, flash: string): Redirect =>
    redirect(`${LIST}/${importId}`, { flash: { key: `ledgers.flash.${flash}` } });

  private uploadPage(form: FormModel): View {
    const breadcrumbs = [{ href: LIST, key: 'ledgers.list.title' }];
    return view('console/administration/ledgers/new', { form, days: DAYS_KEPT }, { breadcrumbs });
  }

  /** The columns of a ledger that nobody has named yet, else where it stands. */
  private async page(importId: string, form: FormModel): Promise<{ page: View; moving: boolean }> {
    const row = await this.ledgers.get(importId);
    const shown = await this.ledgers.view(row);
    const moving = MOVING.includes(row.state) && shown.progress !== null;
    if (row.state === 'uploaded' && shown.mine) return { page: await this.parts.columnsPage(row, null), moving };
    if (row.state === 'choosing' && shown.mine) return { page: this.parts.sheetLink(shown, form), moving };
    const counts = await this.ledgers.problemCounts(importId);
    const receivers = shown.mine ? await this.receivers.choices(row.districtCode) : [];
    const given = await this.receivers.named(row);
    return { page: this.parts.showPage(shown, counts, form, moving, { receivers, given }), moving };
  }
}
