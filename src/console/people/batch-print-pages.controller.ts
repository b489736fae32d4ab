import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import {
  type BatchPrint,
  BatchPrintQuery,
  BatchPrints,
  EndBatchPrint,
  FILES_AT_ONCE,
  MOST_FILES,
  OrderBatchPrint,
  OrderBatchPrintInput,
} from '../../exchange/batch-prints';
import { Households } from '../../people/households';
import { Texts } from '../../platform/i18n';
import { Jobs } from '../../platform/queue';
import { RequirePermission } from '../../trust/access';
import {
  emptyForm,
  type FormModel,
  Forms,
  oneOrMany,
  pageLocale,
  type Redirect,
  redirect,
  schemaInput,
  ticked,
  type View,
  view,
} from '../shell';
import { BatchPrintSheets } from './batch-print-sheets';

const id = z.uuid();
const LIST = '/console/batch-prints';
/** Seconds after which the page of papers in the making asks anew; works without script. */
const REFRESH = '2';
const OPEN: readonly string[] = ['waiting', 'running'];
const NoFields = z.strictObject({});
/** `listed`: all that the page showed; `all`: the button that takes these. */
const OrderForm = z
  .strictObject({
    paper: OrderBatchPrintInput.shape.paper,
    householdIds: oneOrMany(z.uuid()),
    listed: oneOrMany(z.uuid()),
    all: ticked,
  })
  .transform(({ paper, householdIds, listed, all }) => ({ paper, householdIds: all ? listed : householdIds }))
  .refine(({ householdIds }) => householdIds.length > 0, { path: ['householdIds'], error: 'print-none' })
  .refine(({ householdIds }) => householdIds.length <= MOST_FILES, { path: ['householdIds'], error: 'print-too-many' });

/** One paper for many files: choice, progress, papers (R26, R28, B15, C3). */
@ApiExcludeController()
@Controller('console/batch-prints')
@RequirePermission('households:print')
export class BatchPrintPages {
  constructor(
    private readonly forms: Forms,
    private readonly prints: BatchPrints,
    private readonly ordering: OrderBatchPrint,
    private readonly ending: EndBatchPrint,
    private readonly households: Households,
    private readonly sheets: BatchPrintSheets,
    private readonly jobs: Jobs,
    private readonly texts: Texts,
  ) {}

  @Get()
  async list(@Query() typed: Record<string, string>): Promise<View> {
    const query = BatchPrintQuery.safeParse(schemaInput(typed));
    const { items, next } = await this.prints.list(query.success ? query.data : BatchPrintQuery.parse({}));
    const prints = items.map((order) => ({
      ...{ id: order.id, called: order.number, total: order.totalCount, orderedAt: order.orderedAt },
      ...{ paper: this.sheets.words(order.definition), stands: this.t(`state.${order.state}`) },
    }));
    const model = { prints, next: next && `${LIST}?after=${encodeURIComponent(next)}`, first: typed['after'] && LIST };
    return view('console/people/batch-prints/list', model, { title: 'batch-prints.list.title' });
  }

  @Get('new')
  form(): Promise<View> {
    return this.newPage(emptyForm());
  }

  @Post('new')
  order(@Body() body: unknown): Promise<View | Redirect> {
    return this.forms.submit(body, OrderForm, {
      act: (input) => this.ordering.execute(input),
      done: ({ id: printId, state }) => redirect(`${LIST}/${printId}${state === 'ready' ? '/papers' : ''}`),
      again: (form) => this.newPage(form),
    });
  }

  @Get(':id')
  async show(
    @Param('id', { schema: id }) printId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<View> {
    const order = await this.prints.get(printId);
    const job = order.jobRunId === null ? null : await this.jobs.find(order.jobRunId);
    const moving = OPEN.includes(order.state) && job?.state !== 'failed';
    if (moving) void reply.header('refresh', REFRESH);
    return this.page(order, moving, emptyForm());
  }

  /** The papers themselves, for A4: every file begins a page of its own. */
  @Get(':id/papers')
  async papers(@Param('id', { schema: id }) printId: string): Promise<View> {
    const order = await this.prints.get(printId);
    const { items } = await this.prints.files(printId, BatchPrintQuery.parse({ limit: MOST_FILES }));
    const model = this.sheets.of(order, items);
    return view('print/batch', model, { titleText: model.paper, layout: 'print/layout' });
  }

  @Post(':id/cancel')
  cancel(@Param('id', { schema: id }) printId: string, @Body() body: unknown): Promise<View | Redirect> {
    return this.forms.submit(body, NoFields, {
      act: () => this.ending.cancel(printId),
      done: () => redirect(`${LIST}/${printId}`, { flash: { key: 'batch-prints.show.cancelled', kind: 'notice' } }),
      again: async (form) => this.page(await this.prints.get(printId), false, form),
    });
  }

  @Post(':id/remove')
  remove(@Param('id', { schema: id }) printId: string, @Body() body: unknown): Promise<View | Redirect> {
    return this.forms.submit(body, NoFields, {
      act: () => this.ending.remove(printId),
      done: () => redirect(LIST, { flash: { key: 'batch-prints.show.removed' } }),
      again: async (form) => this.page(await this.prints.get(printId), false, form),
    });
  }

  /** What was chosen is kept: the files with a tick each, those that the list showed besides without. */
  private async newPage(form: FormModel): Promise<View> {
    const typed = (name: string) => z.array(id).safeParse([form.values[name] ?? []].flat()).data ?? [];
    const [chosen, listed] = [typed('householdIds'), typed('listed')];
    const all = form.values['all'] === 'true';
    const labels = await this.households.labelsOf([...listed, ...chosen]);
    const files = [...labels].map(([value, { number, displayName }]) => ({ value, text: `${displayName} ${number}` }));
    const model = {
      form: { ...form, values: { ...form.values, householdIds: all ? listed : chosen } },
      papers: this.prints.papers().map((paper) => ({ value: paper.code, text: this.sheets.words(paper) })),
      ...{ files, atOnce: FILES_AT_ONCE, most: MOST_FILES },
    };
    const breadcrumbs = [{ href: LIST, key: 'batch-prints.list.title' }];
    return view('console/people/batch-prints/new', model, { title: 'batch-prints.new.title', breadcrumbs });
  }

  private page(order: BatchPrint, moving: boolean, form: FormModel): View {
    const { id: printId, number, state, failure, endReason, doneCount, totalCount, leftOut, expiresAt } = order;
    const stuck = OPEN.includes(state) && !moving;
    const reason = failure && this.texts.has(`errors.${failure}`) ? `errors.${failure}` : null;
    const why = endReason ? `batch-prints.end.${endReason}` : stuck || state === 'failed' ? reason : null;
    const paper = this.sheets.words(order.definition);
    const model = {
      ...{ id: printId, form, moving, done: doneCount, total: totalCount, leftOut, expiresAt },
      ...{ ready: state === 'ready', public: order.definition.publicity !== undefined },
      stands: this.t(`state.${stuck ? 'failed' : state}`),
      lead: this.t('show.lead', { number, paper, count: totalCount }),
      why: why && this.texts.t(pageLocale(), why, { limit: MOST_FILES }),
    };
    return view('console/people/batch-prints/show', model, {
      titleText: paper,
      breadcrumbs: [{ href: LIST, key: 'batch-prints.list.title' }],
    });
  }

  private t(key: string, params: Record<string, string | number> = {}): string {
    return this.texts.t(pageLocale(), `batch-prints.${key}`, params);
  }
}
