import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { LedgerStatements } from '../../exchange/ledgers';
import type { Actor } from '../../platform/database';
import {
  Classifications,
  type ClassificationView,
  ClassificationViews,
  ConfirmClassification,
  eventKinds,
  ProposeClassification,
  Rechecks,
  viewRecheck,
} from '../../people/classification';
import { Households } from '../../people/households';
import { Clock } from '../../platform/time';
import { allows, CurrentActor, RequirePermission } from '../../trust/access';
import { Audit } from '../../trust/audit';
import { emptyForm, type FormModel, Forms, oneOrMany, redirect, view } from '../shell';
import { AssessmentWords } from './assessments-words';
import { CalculationPanel } from './calculation-panel';

const id = z.uuid();
const classes = [1, 2, 3, 4] as const;
const circles = ['C1', 'C2', 'C3', 'C4', 'outside', 'unknown'] as const;
const four = [z.literal(1), z.literal(2), z.literal(3), z.literal(4)] as const;
const householdClass = z.coerce.number().pipe(z.union(four));
const proposeForm = z.strictObject({ kind: z.enum(eventKinds).optional(), date: z.iso.date().optional() });
const confirmForm = z.strictObject({
  class: z
    .unknown()
    .transform(Number)
    .pipe(z.union(four, { error: 'class-one-primary' })),
  secondary: oneOrMany(householdClass),
  circle: z.enum(circles).optional(),
  reason: z.string().min(2).max(500).optional(),
});

/** The proposed class with its calculation, and the decision of a person (R3, R11). */
@ApiExcludeController()
@Controller('console')
export class ClassificationPages {
  constructor(
    private readonly classifications: Classifications,
    private readonly views: ClassificationViews,
    private readonly proposeClassification: ProposeClassification,
    private readonly confirmClassification: ConfirmClassification,
    private readonly rechecks: Rechecks,
    private readonly households: Households,
    private readonly clock: Clock,
    private readonly forms: Forms,
    private readonly words: AssessmentWords,
    private readonly panel: CalculationPanel,
    private readonly ledgers: LedgerStatements,
    private readonly audit: Audit,
  ) {}

  @Get('households/:id/classification')
  @RequirePermission('classifications:read')
  show(@Param('id', { schema: id }) householdId: string, @CurrentActor() actor: Actor) {
    return this.page(householdId, actor);
  }

  @Post('households/:id/classification')
  @RequirePermission('classifications:propose')
  propose(@Param('id', { schema: id }) householdId: string, @CurrentActor() actor: Actor, @Body() body: unknown) {
    return this.forms.submit(body, proposeForm, {
      act: ({ kind, date }) =>
        this.proposeClassification.execute(householdId, kind && date ? { event: { kind, date } } : {}),
      done: () => this.back(householdId, 'computed'),
      again: (form) => this.page(householdId, actor, form),
    });
  }

  @Post('classifications/:id/confirm')
  @RequirePermission('classifications:confirm')
  async confirm(
    @Param('id', { schema: id }) classificationId: string,
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
  ) {
    const { householdId } = await this.classifications.get(classificationId);
    return this.forms.submit(body, confirmForm, {
      act: (decision) => this.confirmClassification.execute(classificationId, decision),
      done: () => this.back(householdId, 'confirmed'),
      again: (form) => this.page(householdId, actor, form),
    });
  }

  @Get('classifications/:id/print')
  @RequirePermission('households:print')
  async print(@Param('id', { schema: id }) classificationId: string) {
    const row = await this.views.of(await this.classifications.get(classificationId));
    const { householdId } = row;
    await this.audit.read({
      action: 'classification.printed',
      subjectType: 'classification',
      subjectId: row.id,
      householdId,
    });
    const { number, displayName } = await this.households.open(householdId);
    const model = { ...this.shown(row), ...(await this.panel.of(row)), household: `${number} ${displayName}` };
    return view('console/people/classification/calculation', model, { layout: 'print/layout' });
  }

  private back(householdId: string, told: 'computed' | 'confirmed') {
    const flash = { key: `classification.household-class.${told}` };
    return redirect(`/console/households/${householdId}/classification`, { flash });
  }

  private async page(householdId: string, actor: Actor, typed?: FormModel) {
    const household = await this.households.open(householdId);
    const rows = await this.views.list(await this.classifications.list(householdId));
    const latest = rows.find((row) => row.state === 'proposed');
    const inForce = latest ? undefined : rows.find((row) => row.state === 'confirmed');
    const proposed = latest && {
      class: latest.proposedClass,
      secondary: latest.proposedSecondary,
      circle: latest.proposedCircle,
    };
    const model = {
      id: householdId,
      form: typed ?? emptyForm(proposed ?? {}),
      current: household.primaryClass,
      secondary: household.secondaryClasses.map((one) => this.words.text(`classification.short.${one}`)),
      latest: await this.whole(latest),
      inForce: await this.whole(inForce),
      history: rows.map((row) => this.shown(row)),
      classes: this.words.choices('classification.class.', classes),
      circles: this.words.choices('calculations.circle.', circles),
      circle: household.circle && this.words.text(`calculations.circle.${household.circle}`),
      events: [
        { value: '', text: this.words.text('classification.household-class.no-event') },
        ...this.words.choices('classification.event.', eventKinds),
      ],
      rechecks: await this.lookedAgain(householdId),
      ledger: await this.reported(householdId),
      mayPropose: allows(actor.roles, 'classifications:propose'),
      mayConfirm: allows(actor.roles, 'classifications:confirm'),
    };
    return view('console/people/classification/household-class', model, { breadcrumbs: this.words.trail(household) });
  }

  /** What a ledger said; it stands beside the decision and is none (R3). */
  private async reported(householdId: string) {
    const said = await this.ledgers.of(householdId);
    return said && { at: said.takenInAt, circle: this.words.text(`calculations.circle.${said.circle}`) };
  }

  private async lookedAgain(householdId: string) {
    const rows = await this.rechecks.ofHousehold(householdId);
    const shown = rows.map((one) => viewRecheck(one, this.clock.today()));
    return shown.map((one) => ({ ...one, differs: one.state === 'open' && one.proposalId !== null }));
  }

  private async whole(row: ClassificationView | undefined) {
    return row ? { ...this.shown(row), ...(await this.panel.of(row)) } : null;
  }

  private shown(row: ClassificationView) {
    const short = (values: readonly (number | null)[] | null) =>
      (values ?? [])
        .flatMap((one) => (one === null ? [] : [this.words.text(`classification.short.${one}`)]))
        .join(' · ');
    const both = (classes: string, circle: string | null) =>
      [classes, circle && this.words.text(`calculations.circle.${circle}`)].filter(Boolean).join(' · ');
    const { id: rowId, proposedAt, state, reason, packVersion, withheld } = row;
    return {
      ...{ id: rowId, proposedAt, state, reason, packVersion, withheld, proposedClass: row.proposedClass },
      proposed: both(short([row.proposedClass, ...row.proposedSecondary]), row.proposedCircle),
      decided: both(short([row.decidedClass, ...(row.decidedSecondary ?? [])]), row.decidedCircle),
    };
  }
}
