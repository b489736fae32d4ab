import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Households, HouseholdViews } from '../../people/households';
import {
  PreviewRegrouping,
  Regroup,
  RegroupingInput,
  regroupingKinds,
  type RegroupingPreview,
  regroupingReasons,
  Regroupings,
  UndoRegrouping,
} from '../../people/regroupings';
import { formatDate } from '../../platform/i18n';
import type { Actor } from '../../platform/database';
import { allows, CurrentActor, RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, pageLocale, redirect, typedValues, view, View } from '../shell';
import { Choices } from './choices';
import { relations } from './household-forms';

const id = z.uuid();
const shape = RegroupingInput.shape;
/** Whoever has no relation chosen stays. */
const RegroupingForm = RegroupingInput.extend({
  members: z
    .array(z.object({ memberId: z.uuid(), relation: shape.members.element.shape.relation.optional() }))
    .default([])
    .transform((rows) => rows.flatMap(({ memberId, relation }) => (relation ? [{ memberId, relation }] : []))),
});
const NoFields = z.strictObject({});

/** Splits and merges of households (R99): what was done, what would follow, and doing or undoing it. */
@ApiExcludeController()
@Controller('console/households/:id/regroupings')
export class RegroupingPages {
  constructor(
    private readonly forms: Forms,
    private readonly households: Households,
    private readonly views: HouseholdViews,
    private readonly regroupings: Regroupings,
    private readonly previewing: PreviewRegrouping,
    private readonly regrouping: Regroup,
    private readonly undoing: UndoRegrouping,
    private readonly choices: Choices,
  ) {}

  @Get()
  @RequirePermission('households:read')
  list(@Param('id', { schema: id }) householdId: string, @CurrentActor() actor: Actor): Promise<View> {
    return this.listPage(householdId, actor, emptyForm());
  }

  @Get('new')
  @RequirePermission('households:write')
  blank(@Param('id', { schema: id }) householdId: string): Promise<View> {
    return this.formPage(householdId, emptyForm({ kind: 'split' }));
  }

  @Post('preview')
  @RequirePermission('households:write')
  preview(@Param('id', { schema: id }) householdId: string, @Body() body: unknown) {
    return this.forms.submit(body, RegroupingForm, {
      act: (input) => this.previewing.execute(householdId, input),
      done: (preview) => this.previewPage(householdId, preview, typedValues(body)),
      again: (form) => this.formPage(householdId, form),
    });
  }

  @Post()
  @RequirePermission('households:write')
  async regroup(@Param('id', { schema: id }) householdId: string, @Body() body: Record<string, unknown>) {
    const { change, ...typed } = body;
    if (change !== undefined) {
      const page = await this.formPage(householdId, emptyForm(withoutBasis(typedValues(typed))));
      // Nothing was done: the page is shown again, as after a refusal.
      return view(page.template, page.model, { ...page.options, status: 422 });
    }
    return this.forms.submit(typed, RegroupingForm, {
      act: (input) => this.regrouping.execute(householdId, input),
      done: ({ otherHouseholdId }) =>
        redirect(`/console/households/${otherHouseholdId}`, { flash: { key: 'regroupings.done' } }),
      // The next preview has a basis of its own.
      again: (form) => this.formPage(householdId, { ...form, values: withoutBasis(form.values) }),
    });
  }

  @Post(':regroupingId/undo')
  @RequirePermission('households:write')
  undo(
    @Param('id', { schema: id }) householdId: string,
    @Param('regroupingId', { schema: id }) regroupingId: string,
    @Body() body: unknown,
    @CurrentActor() actor: Actor,
  ) {
    return this.forms.submit(body, NoFields, {
      act: () => this.undoing.execute(regroupingId),
      done: ({ householdId: home }) =>
        redirect(`/console/households/${home}`, { flash: { key: 'regroupings.undone' } }),
      again: (form) => this.listPage(householdId, actor, form),
    });
  }

  private async listPage(householdId: string, { roles }: Actor, form: FormModel): Promise<View> {
    const household = await this.households.open(householdId);
    const { items, successor } = await this.regroupings.ofHousehold(householdId);
    const names = await this.households.everMemberNames(householdId);
    const former = (await this.households.everMembers(householdId)).flatMap(({ id: memberId, validUntil }) =>
      validUntil === null ? [] : [{ name: names.get(memberId) ?? null, day: formatDate(pageLocale(), validUntil) }],
    );
    const model = {
      ...{ household: { id: householdId, number: household.number, name: household.displayName } },
      ...{ form, items, successor, former, isClosed: household.state === 'merged' },
      mayWrite: allows(roles, 'households:write') && household.state === 'active',
    };
    return view('console/people/regroupings/list', model, { title: 'regroupings.title' });
  }

  private async formPage(householdId: string, form: FormModel): Promise<View> {
    const household = await this.views.file(await this.households.open(householdId));
    const called = (name: string | null, relation: string) =>
      name ?? this.choices.text(`households.relation.${relation}`);
    const members = household.members.map((member, place) => ({
      ...{ id: member.id, prefix: `members.${place}` },
      label: `${called(member.name, member.relation)} · ${this.choices.text(`households.relation.${member.relation}`)}`,
    }));
    const model = {
      ...{ household, form, members },
      kinds: this.choices.of('regroupings.kind-explain.', regroupingKinds),
      reasons: this.choices.of('regroupings.reason.', regroupingReasons),
      relations: this.choices.of('households.relation.', relations),
      heads: household.members.map(({ id: value, name, relation }) => ({ value, text: called(name, relation) })),
      villages: await this.choices.villages(),
    };
    return view('console/people/regroupings/new', model, { title: 'regroupings.new-title' });
  }

  private async previewPage(
    householdId: string,
    { kind, basis, consequences, noAdult, on }: RegroupingPreview,
    typed: Record<string, unknown>,
  ): Promise<View> {
    const household = await this.households.open(householdId);
    const kept = { ...typed, basis };
    const model = {
      household: { id: householdId, number: household.number, name: household.displayName },
      ...{ kind, on, form: emptyForm(typed), asksReason: noAdult !== null },
      sentences: consequences.map(({ code, params }) => this.choices.text(`regroupings.consequence.${code}`, params)),
      kept: Object.entries(kept).filter(
        (entry): entry is [string, string] =>
          typeof entry[1] === 'string' && (noAdult === null || entry[0] !== 'noAdultReason'),
      ),
    };
    return view('console/people/regroupings/preview', model, { title: 'regroupings.preview-title' });
  }
}

const withoutBasis = ({ basis: _, ...values }: Record<string, unknown>) => values;
