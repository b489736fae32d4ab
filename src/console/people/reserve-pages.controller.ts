import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { handKinds, KeepReserve, ReserveQuery, Reserves, UndoReserveEntry } from '../../people/reserves';
import type { Actor } from '../../platform/database';
import { allows, CurrentActor, RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, redirect, schemaInput, type View, view } from '../shell';
import { AssessmentWords } from './assessments-words';
import { yuan } from './yuan';

const LIST = '/console/reserves';
const uuid = z.uuid();
const sum = yuan.refine((fen) => fen > 0, 'economy-amount');
const reason = UndoReserveEntry.shape.reason;
const OpenForm = z.strictObject({ unitId: uuid, imprestFen: sum });
const BookForm = z.strictObject({ kind: z.enum(handKinds), amountFen: sum, reason });
const EditForm = z.strictObject({ imprestFen: sum });
const UndoForm = z.strictObject({ entryId: uuid, undoReason: reason });
const done = (id: string, key: string) => redirect(`${LIST}/${id}`, { flash: { key: `reserves.done.${key}` } });

/** Reserves of townships for temporary aid: balances, bookings, counter entries (R70, I20). */
@ApiExcludeController()
@Controller('console/reserves')
export class ReservePages {
  constructor(
    private readonly forms: Forms,
    private readonly reserves: Reserves,
    private readonly keep: KeepReserve,
    private readonly words: AssessmentWords,
  ) {}

  @Get()
  @RequirePermission('reserves:read')
  list(@Query() typed: Record<string, string>, @CurrentActor() actor: Actor): Promise<View> {
    return this.listPage(typed, actor, emptyForm());
  }

  @Post()
  @RequirePermission('reserves:keep')
  open(@CurrentActor() actor: Actor, @Body() body: unknown) {
    return this.forms.submit(body, OpenForm, {
      act: (typed) => this.keep.open(typed),
      done: ({ id }) => done(id, 'open'),
      again: (form) => this.listPage({}, actor, form),
    });
  }

  @Get(':id')
  @RequirePermission('reserves:read')
  one(
    @Param('id', { schema: uuid }) id: string,
    @Query() typed: Record<string, string>,
    @CurrentActor() actor: Actor,
  ): Promise<View> {
    return this.page(id, actor, emptyForm(), typed.after);
  }

  @Post(':id/entries')
  @RequirePermission('reserves:keep')
  book(@Param('id', { schema: uuid }) id: string, @CurrentActor() actor: Actor, @Body() body: unknown) {
    return this.forms.submit(body, BookForm, {
      act: (typed) => this.keep.book(id, typed),
      done: () => done(id, 'book'),
      again: (form) => this.page(id, actor, form),
    });
  }

  @Post(':id/undo')
  @RequirePermission('reserves:keep')
  undo(@Param('id', { schema: uuid }) id: string, @CurrentActor() actor: Actor, @Body() body: unknown) {
    return this.forms.submit(body, UndoForm, {
      act: ({ entryId, undoReason }) => this.keep.undo(id, entryId, { reason: undoReason }),
      done: () => done(id, 'undo'),
      again: (form) => this.page(id, actor, form),
    });
  }

  @Post(':id/imprest')
  @RequirePermission('reserves:keep')
  edit(@Param('id', { schema: uuid }) id: string, @CurrentActor() actor: Actor, @Body() body: unknown) {
    return this.forms.submit(body, EditForm, {
      act: (typed, { version }) => this.keep.edit(id, version ?? 0, typed),
      done: () => done(id, 'edit'),
      again: (form) => this.page(id, actor, form),
    });
  }

  private async listPage(typed: Record<string, string>, { roles }: Actor, form: FormModel): Promise<View> {
    const parsed = ReserveQuery.safeParse(schemaInput(typed));
    const query = parsed.success ? parsed.data : ReserveQuery.parse({});
    const { items, next } = await this.reserves.list(query);
    const low = await this.reserves.countLow();
    const { after: _, ...filters } = typed;
    const units = allows(roles, 'reserves:keep') ? await this.reserves.unitsWithout() : [];
    const tab = (key: string, filter: string, count: number | null, current: boolean) => ({
      ...{ href: `${LIST}${filter}`, text: this.words.text(`reserves.list.${key}`), count, current },
    });
    const model = {
      ...{ rows: items, next, filters, form, percent: this.reserves.askBelow() },
      tabs: [tab('all', '', null, query.low !== true), tab('low', '?low=true', low, query.low === true)],
      units: units.map(({ id, name }) => ({ value: id, text: name })),
    };
    return view('console/people/reserves/list', model, { title: 'reserves.list.title' });
  }

  private async page(id: string, { roles }: Actor, form: FormModel, after?: string): Promise<View> {
    const reserve = await this.reserves.one(id);
    const { items, next } = await this.reserves.entries(id, { limit: 50, ...(after !== undefined && { after }) });
    const model = {
      ...{ reserve, form, next, mayKeep: allows(roles, 'reserves:keep'), percent: this.reserves.askBelow() },
      kinds: this.words.choices('reserves.kind.', handKinds),
      entries: items,
      undoable: items
        .filter(({ kind, undone }) => kind !== 'undo' && kind !== 'aid' && !undone)
        .map((entry) => ({ value: entry.id, text: this.lineOf(entry) })),
    };
    return view('console/people/reserves/one', model, {
      ...{ title: 'reserves.show.title', titleParams: { unit: reserve.unitName } },
      breadcrumbs: [{ href: LIST, key: 'reserves.list.title' }],
    });
  }

  /** An entry in one line: what, how much, when. */
  private lineOf({ kind, amountFen, enteredAt }: { kind: string; amountFen: number; enteredAt: string }): string {
    const day = new Date(Date.parse(enteredAt) + 8 * 3_600_000).toISOString().slice(0, 10);
    return `${this.words.text(`reserves.kind.${kind}`)} ${(amountFen / 100).toFixed(2)} · ${day}`;
  }
}
