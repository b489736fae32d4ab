import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { receiveLedger } from '../../exchange/ledgers';
import {
  CHECKED_DAYS,
  ConfirmWatchList,
  UploadWatchList,
  WatchListFields,
  watchListOf,
  WatchListQuery,
  WatchLists,
  type WatchListView,
} from '../../exchange/watch-lists';
import { type Actor, Transactions } from '../../platform/database';
import { OwnTransaction } from '../../platform/http';
import { formatNumber } from '../../platform/i18n';
import { CurrentActor, RequirePermission } from '../../trust/access';
import {
  emptyForm,
  type FormModel,
  Forms,
  pageLocale,
  type Redirect,
  redirect,
  schemaInput,
  view,
  type View,
} from '../shell';
import { AssessmentWords } from './assessments-words';

const id = z.uuid();
const LIST = '/console/watch-lists';
const TRAIL = { href: LIST, key: 'watch-lists.lists.title' };
const SHOWN = 30;

/** Lists of the agriculture desk (R105): upload, trial with its problems, confirmation. */
@ApiExcludeController()
@Controller('console/watch-lists')
@RequirePermission('watch-lists:write')
export class WatchListPages {
  constructor(
    private readonly forms: Forms,
    private readonly transactions: Transactions,
    private readonly lists: WatchLists,
    private readonly uploading: UploadWatchList,
    private readonly confirming: ConfirmWatchList,
    private readonly words: AssessmentWords,
  ) {}

  @Get()
  @RequirePermission('watch-lists:read')
  async list(@Query() typed: Record<string, string>): Promise<View> {
    const parsed = WatchListQuery.safeParse(schemaInput(typed));
    const query = parsed.success ? parsed.data : WatchListQuery.parse({});
    const { items, next } = await this.lists.list({ ...query, limit: SHOWN });
    const { after: _, ...filters } = typed;
    const model = { next, filters, rows: items.map((list) => this.shown(list)) };
    return view('console/people/watch-lists/lists', model, { title: 'watch-lists.lists.title' });
  }

  @Get('new')
  form(): View {
    return this.uploadPage(emptyForm());
  }

  /** The form is read before any transaction is open; the same file sent twice leads to the same list. */
  @Post('new')
  @OwnTransaction()
  async upload(@Req() request: FastifyRequest, @CurrentActor() actor: Actor): Promise<Redirect | View> {
    const received = await receiveLedger(request);
    return this.transactions.runApart(actor, () =>
      this.forms.submit(received.values, WatchListFields, {
        act: (fields) => this.uploading.execute(watchListOf(received, fields)),
        done: (row) => this.gone(row.id, 'upload.done'),
        again: (form) => this.uploadPage(form),
      }),
    );
  }

  @Get(':id')
  @RequirePermission('watch-lists:read')
  show(@Param('id', { schema: id }) listId: string): Promise<View> {
    return this.page(listId, emptyForm());
  }

  @Post(':id/confirm')
  confirm(@Param('id', { schema: id }) listId: string, @Body() body: unknown) {
    return this.act(listId, body, 'confirmed', () => this.confirming.execute(listId));
  }

  @Post(':id/discard')
  discard(@Param('id', { schema: id }) listId: string, @Body() body: unknown) {
    return this.act(listId, body, 'discarded', () => this.confirming.discard(listId));
  }

  private act(listId: string, body: unknown, flash: string, act: () => Promise<unknown>): Promise<Redirect | View> {
    return this.forms.submit(body, z.strictObject({}), {
      act,
      done: () => this.gone(listId, `one.${flash}`),
      again: (form) => this.page(listId, form),
    });
  }

  private gone(listId: string, flash: string): Redirect {
    return redirect(`${LIST}/${listId}`, { flash: { key: `watch-lists.${flash}` } });
  }

  private uploadPage(form: FormModel): View {
    const options = { title: 'watch-lists.upload.title', breadcrumbs: [TRAIL] };
    return view('console/people/watch-lists/upload', { form, days: CHECKED_DAYS }, options);
  }

  private async page(listId: string, form: FormModel): Promise<View> {
    const list = await this.lists.one(listId);
    const figure = (key: string, count: number) => ({ key: this.words.text(`watch-lists.${key}`), value: n(count) });
    const { rows, known, unknown, outOfReach, problem, theirs, ours } = list.counts;
    const model = {
      ...{ form, list: this.shown(list), waits: list.state === 'checked' },
      figures: [
        ...[figure('one.rows', rows), figure('one.known', known), figure('one.unknown', unknown)],
        ...(outOfReach > 0 ? [figure('one.out-of-reach', outOfReach)] : []),
        ...[figure('one.problem', problem), figure('side.theirs-not-ours', theirs)],
        figure('side.ours-not-theirs', ours),
      ],
    };
    return view('console/people/watch-lists/list', model, {
      titleText: `${list.number} ${list.source}`,
      breadcrumbs: [TRAIL],
    });
  }

  private shown(list: WatchListView) {
    const { theirs, ours } = list.counts;
    return {
      ...{ ...list, stateText: this.words.text(`watch-lists.state.${list.state}`) },
      ...{ theirs: n(theirs), ours: n(ours) },
    };
  }
}

const n = (value: number) => formatNumber(pageLocale(), value);
