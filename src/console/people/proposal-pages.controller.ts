import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Households } from '../../people/households';
import {
  AT_ONCE,
  Confirmations,
  ConfirmProposal,
  DecideProposal,
  ProposalQuery,
  proposalStates,
  type Recalculation,
  type RecalculationHousehold,
  RecalculationReason,
  Recalculations,
} from '../../people/recalculations';
import { movements, simulationCircles } from '../../people/simulations';
import { formatDate } from '../../platform/i18n';
import { RequirePermission } from '../../trust/access';
import {
  emptyForm,
  type FormModel,
  Forms,
  oneOrMany,
  pageLocale,
  redirect,
  schemaInput,
  view,
  type View,
} from '../shell';
import { AssessmentWords } from './assessments-words';
import { CalculationPanel } from './calculation-panel';
import { SimulationTables } from './simulation-tables';
import { TownshipNames } from './township-names';

const id = z.uuid();
const LIST = '/console/recalculations';
const { movement, state, township, told, changed, after } = ProposalQuery.shape;
/** Where the list stood comes along, so that it stands there again. */
const ChosenForm = z.strictObject({
  householdIds: oneOrMany(z.uuid())
    .refine((ids) => ids.length > 0, { error: 'recalculation-nothing-chosen' })
    .refine((ids) => ids.length <= AT_ONCE, { error: 'recalculation-too-many' }),
  at: z.strictObject({ movement, state, township, told, changed, after }).optional(),
});
const ConfirmForm = ConfirmProposal.omit({ secondary: true }).extend({
  class: z.preprocess((value) => (value === undefined ? undefined : Number(value)), ConfirmProposal.shape.class),
});
const AsideForm = z.strictObject({ asideReason: RecalculationReason.shape.reason });
const UndoForm = z.strictObject({ undoReason: RecalculationReason.shape.reason });
const NoFields = z.strictObject({});

/** Families of a batch: filtered, confirmed several at once, looked at side by side, decided one by one (R3, R12). */
@ApiExcludeController()
@Controller('console/recalculations/:id')
@RequirePermission('recalculations:read')
export class ProposalPages {
  constructor(
    private readonly recalculations: Recalculations,
    private readonly confirmations: Confirmations,
    private readonly deciding: DecideProposal,
    private readonly households: Households,
    private readonly tables: SimulationTables,
    private readonly townships: TownshipNames,
    private readonly panel: CalculationPanel,
    private readonly words: AssessmentWords,
    private readonly forms: Forms,
  ) {}

  @Get('households')
  list(@Param('id', { schema: id }) batchId: string, @Query() typed: Record<string, string>): Promise<View> {
    return this.listPage(batchId, typed, emptyForm());
  }

  @Post('confirm')
  @RequirePermission('recalculations:decide')
  confirmAll(@Param('id', { schema: id }) batchId: string, @Body() body: unknown) {
    const at = placeOf(body);
    return this.forms.submit(body, ChosenForm, {
      act: ({ householdIds }) => this.deciding.confirmAll(batchId, householdIds),
      done: (count) =>
        redirect(`${LIST}/${batchId}/households?${new URLSearchParams(at).toString()}`, {
          flash: { key: 'recalculations.families.confirmed', params: { count } },
        }),
      again: (form) => this.listPage(batchId, at, form),
    });
  }

  @Get('households/:householdId')
  family(@Param('id', { schema: id }) batchId: string, @Param('householdId', { schema: id }) householdId: string) {
    return this.familyPage(batchId, householdId, emptyForm());
  }

  @Post('households/:householdId/confirm')
  @RequirePermission('recalculations:decide')
  confirm(
    @Param('id', { schema: id }) batchId: string,
    @Param('householdId', { schema: id }) householdId: string,
    @Body() body: unknown,
  ) {
    return this.forms.submit(body, ConfirmForm, {
      act: (input) => this.deciding.confirm(batchId, householdId, input),
      done: () => this.back(batchId, householdId, 'confirmed'),
      again: (form) => this.familyPage(batchId, householdId, form),
    });
  }

  @Post('households/:householdId/set-aside')
  @RequirePermission('recalculations:decide')
  setAside(
    @Param('id', { schema: id }) batchId: string,
    @Param('householdId', { schema: id }) householdId: string,
    @Body() body: unknown,
  ) {
    return this.forms.submit(body, AsideForm, {
      act: ({ asideReason }) => this.deciding.setAside(batchId, householdId, asideReason),
      done: () => this.back(batchId, householdId, 'was-set-aside'),
      again: (form) => this.familyPage(batchId, householdId, form),
    });
  }

  @Post('households/:householdId/undo')
  @RequirePermission('recalculations:decide')
  undo(
    @Param('id', { schema: id }) batchId: string,
    @Param('householdId', { schema: id }) householdId: string,
    @Body() body: unknown,
  ) {
    return this.forms.submit(body, UndoForm, {
      act: ({ undoReason }) => this.deciding.undo(batchId, householdId, undoReason),
      done: () =>
        redirect(`${LIST}/${batchId}/households/${householdId}`, {
          flash: { key: 'recalculation-orders.family.undone' },
        }),
      again: (form) => this.familyPage(batchId, householdId, form),
    });
  }

  @Post('households/:householdId/again')
  @RequirePermission('recalculations:decide')
  workOutAgain(
    @Param('id', { schema: id }) batchId: string,
    @Param('householdId', { schema: id }) householdId: string,
    @Body() body: unknown,
  ) {
    return this.forms.submit(body, NoFields, {
      act: () => this.deciding.again(batchId, householdId),
      done: () => this.back(batchId, householdId, 'worked-out'),
      again: (form) => this.familyPage(batchId, householdId, form),
    });
  }

  private back(batchId: string, householdId: string, key: string) {
    return redirect(`${LIST}/${batchId}/households/${householdId}`, {
      flash: { key: `recalculations.family.${key}` },
    });
  }

  private async listPage(batchId: string, typed: Record<string, string>, form: FormModel): Promise<View> {
    const batch = await this.recalculations.get(batchId);
    const parsed = ProposalQuery.safeParse({ ...schemaInput(typed), limit: AT_ONCE });
    const query = parsed.success ? parsed.data : ProposalQuery.parse({ limit: AT_ONCE });
    const { items, next } = await this.recalculations.page(batchId, query);
    const names = await this.households.namesOf(items.map(({ householdId }) => householdId));
    const address = `${LIST}/${batchId}/households`;
    const { after: _, ...filters } = typed;
    const towns = await this.townships.of(await this.confirmations.townships(batchId));
    const fit = { ...(query.movement && { movement: query.movement }) };
    const fitting = new URLSearchParams({ ...fit, ...(query.township && { township: String(query.township) }) });
    const model = {
      ...{ id: batchId, form, address, filters, next, at: typed, filter: emptyForm(typed) },
      lead: this.words.text('recalculations.families.lead', { number: batch.number }),
      movements: this.words.choices('simulations.movement.', movements),
      states: this.words.choices('recalculations.proposal.', proposalStates),
      townships: [...towns].map(([value, text]) => ({ value: String(value), text })),
      fitting: batch.state === 'open' ? `${LIST}/${batchId}/confirmations/new?${fitting.toString()}` : null,
      hint: this.words.text('recalculations.families.confirm-hint', { count: AT_ONCE }),
      decidable: batch.state === 'open' && items.some((row) => row.state === 'open' && row.classAfter !== null),
      families: items.map((row) => ({
        ...{ id: row.householdId, href: `${address}/${row.householdId}`, name: names.get(row.householdId) ?? '' },
        choosable: batch.state === 'open' && row.state === 'open' && row.classAfter !== null,
        differs: row.asSimulated === false,
        ...this.row(row),
      })),
    };
    return view('console/people/recalculations/families', model, {
      title: 'recalculations.families.title',
      breadcrumbs: this.trail(batch),
    });
  }

  private async familyPage(batchId: string, householdId: string, form: FormModel): Promise<View> {
    const batch = await this.recalculations.get(batchId);
    const row = await this.recalculations.family(batchId, householdId);
    const { displayName, number } = await this.households.open(householdId);
    const sides = await this.recalculations.sides(batch, row);
    const shown = async (which: 'before' | 'after', fen: number) => ({
      title: this.words.text(`recalculations.family.${which}`),
      month: this.tables.money(fen),
      calculation: await this.panel.shown(sides![which].calculation, sides![which].pack, sides![which].people),
    });
    const simulated =
      row.asSimulated === null ? 'not-simulated' : row.asSimulated ? 'as-simulated' : 'not-as-simulated';
    const model = {
      ...{ id: batchId, householdId, form, reason: row.reason, gone: sides === null, ...this.row(row) },
      action: `${LIST}/${batchId}/households/${householdId}`,
      lead: this.words.text('recalculations.family.lead', { day: formatDate(pageLocale(), batch.onDay) }),
      simulated: this.words.text(`recalculations.family.${simulated}`),
      same: sides !== null && sides.before.same && sides.after.same,
      sides: sides === null ? [] : [await shown('before', row.fenBefore), await shown('after', row.fenAfter)],
      decidable: batch.state === 'open' && row.state === 'open',
      undoable: batch.state === 'open' && row.state === 'confirmed' && row.toldAt === null,
      proposed: this.words.text('recalculations.family.as-proposed'),
      classes: [1, 2, 3, 4].map((value) => ({ value, text: this.ofClass(value) })),
      circles: simulationCircles.map((value) => ({ value, text: this.tables.circle(value) })),
    };
    return view('console/people/recalculations/family', model, {
      titleText: `${number} ${displayName}`,
      breadcrumbs: [
        ...this.trail(batch),
        { href: `${LIST}/${batchId}/households`, key: 'recalculations.families.title' },
      ],
    });
  }

  /** Both sides of a family in words. */
  private row(row: RecalculationHousehold) {
    const { classBefore, classAfter, circleBefore, circleAfter, decidedClass, decidedCircle } = row;
    const inForce = [
      decidedClass === null ? null : this.ofClass(decidedClass),
      decidedCircle && this.tables.circle(decidedCircle),
    ];
    return {
      movement: this.words.text(`simulations.movement.${row.movement}`),
      state: this.words.text(`recalculations.proposal.${row.state}`),
      inForce: inForce.filter(Boolean).join(' · ') || this.words.text('recalculations.families.none'),
      class: this.both(this.ofClass(classBefore), this.ofClass(classAfter)),
      circle: this.both(this.tables.circle(circleBefore), this.tables.circle(circleAfter)),
      month: this.both(this.tables.money(row.fenBefore), this.tables.money(row.fenAfter)),
    };
  }

  private ofClass(value: number | null): string {
    return value === null
      ? this.words.text('recalculations.families.none')
      : this.words.text('recalculations.families.class-of', { class: value });
  }

  private both(before: string, now: string): string {
    return before === now ? before : this.words.text('recalculations.families.change', { before, after: now });
  }

  private trail({ id: batchId, number }: Recalculation) {
    return [
      { href: '/console/pack-adoptions', key: 'adoptions.list.title' },
      { href: `${LIST}/${batchId}`, text: number },
    ];
  }
}

/** The filters that a posted form brought along, as the address has them. */
function placeOf(body: unknown): Record<string, string> {
  const fields = Object.entries((body ?? {}) as Record<string, unknown>);
  return Object.fromEntries(
    fields.flatMap(([name, value]) =>
      name.startsWith('at.') && typeof value === 'string' && value !== '' ? [[name.slice('at.'.length), value]] : [],
    ),
  );
}
