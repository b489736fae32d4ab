import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import {
  ConfirmableQuery,
  ConfirmationQuery,
  Confirmations,
  ConfirmFitting,
  ConfirmFittingInput,
  type Recalculation,
  type RecalculationConfirmation,
  RecalculationReason,
  Recalculations,
} from '../../people/recalculations';
import { formatDateTime } from '../../platform/i18n';
import { RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, pageLocale, redirect, schemaInput, view, type View } from '../shell';
import { AssessmentWords } from './assessments-words';
import { TownshipNames } from './township-names';

const id = z.uuid();
const LIST = '/console/recalculations';
const REFRESH = '2';
const MOVING: readonly string[] = ['waiting', 'running', 'undoing'];
const whole = (value: unknown) => (value === undefined || value === '' ? undefined : Number(value));
const OrderForm = z.strictObject({
  movement: ConfirmFittingInput.shape.movement,
  township: z.preprocess(whole, ConfirmFittingInput.shape.township),
  families: z.preprocess(whole, ConfirmFittingInput.shape.families),
});
const UndoForm = z.strictObject({ confirmationId: id, reason: RecalculationReason.shape.reason });
const NoFields = z.strictObject({});

/** All families of a batch that fit, confirmed after their number was shown, and undone until they are told (R3, R12). */
@ApiExcludeController()
@Controller('console/recalculations/:id/confirmations')
@RequirePermission('recalculations:read')
export class ConfirmationPages {
  constructor(
    private readonly recalculations: Recalculations,
    private readonly confirmations: Confirmations,
    private readonly fitting: ConfirmFitting,
    private readonly townships: TownshipNames,
    private readonly words: AssessmentWords,
    private readonly forms: Forms,
  ) {}

  @Get()
  list(
    @Param('id', { schema: id }) batchId: string,
    @Query() typed: Record<string, string>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<View> {
    return this.listPage(batchId, typed, emptyForm(), reply);
  }

  @Get('new')
  @RequirePermission('recalculations:decide')
  confirm(@Param('id', { schema: id }) batchId: string, @Query() typed: Record<string, string>): Promise<View> {
    return this.newPage(batchId, typed, emptyForm());
  }

  @Post()
  @RequirePermission('recalculations:decide')
  order(@Param('id', { schema: id }) batchId: string, @Body() body: unknown) {
    return this.forms.submit(body, OrderForm, {
      act: (input) => this.fitting.order(batchId, input),
      done: () => this.back(batchId, 'ordered-flash'),
      again: (form) => this.newPage(batchId, (body ?? {}) as Record<string, string>, form),
    });
  }

  @Post('undo')
  @RequirePermission('recalculations:decide')
  undo(@Param('id', { schema: id }) batchId: string, @Body() body: unknown) {
    return this.forms.submit(body, UndoForm, {
      act: ({ confirmationId, reason }) => this.fitting.undo(batchId, confirmationId, reason),
      done: () => this.back(batchId, 'undoing'),
      again: (form) => this.listPage(batchId, {}, form),
    });
  }

  @Post(':confirmationId/cancel')
  @RequirePermission('recalculations:decide')
  cancel(
    @Param('id', { schema: id }) batchId: string,
    @Param('confirmationId', { schema: id }) confirmationId: string,
    @Body() body: unknown,
  ) {
    return this.forms.submit(body, NoFields, {
      act: () => this.fitting.cancel(batchId, confirmationId),
      done: () => this.back(batchId, 'cancelled'),
      again: (form) => this.listPage(batchId, {}, form),
    });
  }

  private back(batchId: string, key: string) {
    return redirect(`${LIST}/${batchId}/confirmations`, {
      flash: { key: `recalculation-orders.list.${key}`, kind: 'notice' },
    });
  }

  private async newPage(batchId: string, typed: Record<string, string>, form: FormModel): Promise<View> {
    const batch = await this.recalculations.get(batchId);
    const { movement, township } = typed;
    const parsed = ConfirmableQuery.safeParse(schemaInput({ movement, township } as Record<string, string>));
    const filter = parsed.success ? parsed.data : {};
    const { families, withoutClass } = await this.confirmations.confirmable(batchId, filter);
    const names = await this.townships.of(filter.township ? [filter.township] : []);
    const t = (key: string, count: number) => this.words.text(`recalculation-orders.new.${key}`, { count });
    const model = {
      ...{ id: batchId, form, families, filter, open: batch.state === 'open' && families > 0 },
      lead: this.words.text('recalculation-orders.new.lead', { number: batch.number, ...this.named(filter, names) }),
      count: families > 0 ? t('count', families) : t('none', 0),
      without: withoutClass > 0 ? t('without', withoutClass) : null,
      confirm: t('confirm', families),
      back: `${LIST}/${batchId}/households?${new URLSearchParams({ ...(movement && { movement }), state: 'open' }).toString()}`,
    };
    return view('console/people/recalculations/confirm', model, {
      title: 'recalculation-orders.new.title',
      breadcrumbs: this.trail(batch),
    });
  }

  private async listPage(
    batchId: string,
    typed: Record<string, string>,
    form: FormModel,
    reply?: FastifyReply,
  ): Promise<View> {
    const batch = await this.recalculations.get(batchId);
    const parsed = ConfirmationQuery.safeParse(schemaInput(typed));
    const { items, next } = await this.confirmations.list(
      batchId,
      parsed.success ? parsed.data : ConfirmationQuery.parse({}),
    );
    const names = await this.townships.of(items.flatMap(({ townshipId }) => townshipId ?? []));
    const rows = items.map((row) => this.row(row, names));
    if (reply && rows.some(({ moving }) => moving)) void reply.header('refresh', REFRESH);
    const address = `${LIST}/${batchId}/confirmations`;
    const undoable = rows.filter(({ canUndo }) => canUndo && batch.state === 'open');
    const model = {
      ...{ id: batchId, form, rows, address, next: next && `${address}?after=${encodeURIComponent(next)}` },
      ...{ moving: rows.filter(({ moving }) => moving), first: typed['after'] ? address : null },
      undoable: undoable.map(({ id: value, text }) => ({ value, text })),
    };
    return view('console/people/recalculations/confirmations', model, {
      title: 'recalculation-orders.list.title',
      breadcrumbs: this.trail(batch),
    });
  }

  private row(row: RecalculationConfirmation, names: ReadonlyMap<number, string>) {
    const { state, families, doneCount, leftCount, undoneCount, movement, townshipId } = row;
    const at = formatDateTime(pageLocale(), row.orderedAt);
    const which = this.named({ movement: movement ?? undefined, township: townshipId ?? undefined }, names);
    const undoing = state === 'undoing';
    const progress = { done: undoing ? undoneCount : doneCount + leftCount, total: undoing ? doneCount : families };
    return {
      ...{ id: row.id, at, families, left: leftCount, undone: undoneCount, ...progress },
      ...{ confirmed: doneCount, what: `${which.movement} · ${which.township}` },
      moving: MOVING.includes(state),
      stoppable: state === 'waiting' || state === 'running',
      canUndo: (state === 'done' || state === 'cancelled') && doneCount > 0,
      stands: this.words.text(`recalculation-orders.state.${state}`),
      stop: this.words.text('recalculation-orders.list.cancel-of', { at }),
      progress: this.words.text('recalculation-orders.list.progress', { at, ...progress }),
      text: this.words.text('recalculation-orders.list.one', { at, done: doneCount, ...which }),
    };
  }

  private named({ movement, township }: ConfirmableQuery, names: ReadonlyMap<number, string>) {
    const everything = this.words.text('recalculation-orders.new.any');
    return {
      movement: movement ? this.words.text(`simulations.movement.${movement}`) : everything,
      township: township ? (names.get(township) ?? String(township)) : everything,
    };
  }

  private trail({ id: batchId, number }: Recalculation) {
    return [
      { href: LIST, key: 'recalculation-orders.batches.title' },
      { href: `${LIST}/${batchId}`, text: number },
    ];
  }
}
