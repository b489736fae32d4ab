import { Body, Controller, Get, Param, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  ANSWER_DAYS,
  AnswerFileQuery,
  AnswerLineQuery,
  answersOf,
  ConfirmAnswers,
  DepartmentAnswers,
  EndAnswers,
  UploadAnswers,
} from '../../exchange/department-files';
import { receiveLedger } from '../../exchange/ledgers';
import { type Actor, Transactions } from '../../platform/database';
import { OwnTransaction } from '../../platform/http';
import { CurrentActor, RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, type Redirect, redirect, schemaInput, view, type View } from '../shell';
import { DepartmentFileParts } from './department-file-parts';

const id = z.uuid();
const LIST = '/console/department-answers';
const ORDERS = { href: '/console/department-orders', key: 'department-files.orders.title' };
const SHOWN = 30;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const UploadFields = z.strictObject({ order: z.string().trim().max(40).optional() });
const New = z.object({ order: z.string().max(40).optional() });

/** Files in: upload, trial with its problems, confirmation, taking back (R93, R65). */
@ApiExcludeController()
@Controller('console/department-answers')
@RequirePermission('department-files:write')
export class DepartmentAnswerPages {
  constructor(
    private readonly forms: Forms,
    private readonly transactions: Transactions,
    private readonly answers: DepartmentAnswers,
    private readonly uploading: UploadAnswers,
    private readonly confirming: ConfirmAnswers,
    private readonly ending: EndAnswers,
    private readonly parts: DepartmentFileParts,
  ) {}

  @Get()
  @RequirePermission('department-files:read')
  async list(@Query() typed: Record<string, string>): Promise<View> {
    const parsed = AnswerFileQuery.safeParse(schemaInput(typed));
    const query = parsed.success ? parsed.data : AnswerFileQuery.parse({});
    const { items, next } = await this.answers.list({ ...query, limit: SHOWN });
    const { after: _, ...filters } = typed;
    const model = { next, filters, files: items.map((file) => this.parts.file(file)) };
    return view('console/people/department-files/answers', model, {
      ...{ title: 'department-files.answers.title', breadcrumbs: [ORDERS] },
    });
  }

  @Get('new')
  form(@Query({ schema: New }) { order }: z.output<typeof New>): View {
    return this.uploadPage(emptyForm({ order: order ?? '' }));
  }

  /** The form is read before any transaction is open; sent twice it leads to the same file. */
  @Post('new')
  @OwnTransaction()
  async upload(@Req() request: FastifyRequest, @CurrentActor() actor: Actor): Promise<Redirect | View> {
    const received = await receiveLedger(request);
    const key = String((request.query as { _key?: unknown })._key ?? '');
    return this.transactions.runApart(actor, () =>
      this.forms.submit(received.values, UploadFields, {
        act: () => this.uploading.execute(answersOf(received), key),
        done: (row) => this.gone(row.id, 'upload.done'),
        again: (form) => this.uploadPage(form),
      }),
    );
  }

  @Get(':id')
  @RequirePermission('department-files:read')
  show(@Param('id', { schema: id }) fileId: string): Promise<View> {
    return this.page(fileId, emptyForm());
  }

  @Get(':id/rows')
  @RequirePermission('department-files:read')
  async rows(@Param('id', { schema: id }) fileId: string, @Query() typed: Record<string, string>): Promise<View> {
    const parsed = AnswerLineQuery.safeParse(schemaInput(typed));
    const query = parsed.success ? parsed.data : AnswerLineQuery.parse({});
    const lines = await this.answers.lines(fileId, { ...query, outcome: 'problem', limit: SHOWN });
    const file = await this.answers.one(fileId);
    const model = { id: fileId, rows: lines.items, next: lines.next };
    return view('console/people/department-files/answer-rows', model, {
      title: 'department-files.answer.lines',
      breadcrumbs: [ORDERS, { href: `${LIST}/${fileId}`, text: `${file.number} ${file.fileName}` }],
    });
  }

  @Get(':id/problems.xlsx')
  async workbook(@Param('id', { schema: id }) fileId: string): Promise<StreamableFile> {
    const { name, content } = await this.answers.workbook(fileId);
    return new StreamableFile(content, { type: XLSX, disposition: `attachment; filename="${name}"` });
  }

  @Post(':id/confirm')
  confirm(@Param('id', { schema: id }) fileId: string, @Body() body: unknown) {
    return this.act(fileId, body, 'confirmed', () => this.confirming.execute(fileId));
  }

  @Post(':id/undo')
  undo(@Param('id', { schema: id }) fileId: string, @Body() body: unknown) {
    return this.act(fileId, body, 'undone', () => this.ending.undo(fileId));
  }

  @Post(':id/discard')
  discard(@Param('id', { schema: id }) fileId: string, @Body() body: unknown) {
    return this.act(fileId, body, 'discarded', () => this.ending.discard(fileId));
  }

  private act(fileId: string, body: unknown, flash: string, act: () => Promise<unknown>): Promise<Redirect | View> {
    return this.forms.submit(body, z.strictObject({}), {
      act,
      done: () => this.gone(fileId, `answer.${flash}`),
      again: (form) => this.page(fileId, form),
    });
  }

  private gone(fileId: string, flash: string): Redirect {
    return redirect(`${LIST}/${fileId}`, { flash: { key: `department-files.${flash}` } });
  }

  private uploadPage(form: FormModel): View {
    const options = { title: 'department-files.upload.title', breadcrumbs: [ORDERS] };
    return view('console/people/department-files/upload', { form, days: ANSWER_DAYS }, options);
  }

  private async page(fileId: string, form: FormModel): Promise<View> {
    const file = await this.answers.one(fileId);
    const shown = this.parts.file(file);
    const taken = file.counts.first + file.counts.again;
    const waits = file.state === 'checked';
    const model = {
      ...{ form, file: shown, figures: this.parts.figures(file), count: taken, problemList: file.problems },
      can: {
        ...{ confirm: waits && taken > 0, discard: waits, undo: file.state === 'confirmed' },
        workbook: file.erasedAt === null && file.counts.problem > 0,
      },
    };
    return view('console/people/department-files/answer', model, {
      titleText: `${file.number} ${file.fileName}`,
      breadcrumbs: [ORDERS, { href: `/console/department-orders/${file.orderId}`, text: file.orderNumber }],
    });
  }
}
