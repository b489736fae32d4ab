import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { setEntitlementInput, SetManyEntitlements, settableStates } from '../../people/entitlements';
import { MissedBenefitQuery, MissedBenefits, type MissedBenefitView, screens } from '../../people/missed-benefits';
import type { Actor } from '../../platform/database';
import { allows, CurrentActor, RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, oneOrMany, redirect, schemaInput, type View, view } from '../shell';
import { FORMS_A_PAGE } from './application-form-pages.controller';
import { AssessmentWords } from './assessments-words';
import { Choices } from './choices';

const PATH = '/console/missed-benefits';
/** A line with the version that was looked at: `id.version`. */
const pickedLine = z
  .string()
  .regex(/^[0-9a-f-]{36}\.\d+$/)
  .transform((text) => {
    const [id = '', version] = text.split('.');
    return { id, version: Number(version) };
  });
const { regionPath, line, screen, after } = MissedBenefitQuery.shape;
/** Where the list stood comes along, so that it stands there again. */
const answerForm = setEntitlementInput.extend({
  lines: oneOrMany(pickedLine).refine((lines) => lines.length > 0, { error: 'entitlement-nothing-chosen' }),
  at: z.strictObject({ regionPath, line, screen, after }).optional(),
});

/** What nobody has filed although it may fit (R31): sums by line and village, the list, and one answer for many (R7). */
@ApiExcludeController()
@Controller('console/missed-benefits')
export class MissedBenefitPages {
  constructor(
    private readonly missed: MissedBenefits,
    private readonly setMany: SetManyEntitlements,
    private readonly forms: Forms,
    private readonly choices: Choices,
    private readonly words: AssessmentWords,
  ) {}

  @Get()
  @RequirePermission('entitlements:read')
  list(@Query() typed: Record<string, string>, @CurrentActor() actor: Actor): Promise<View> {
    return this.page(typed, actor, emptyForm({ state: 'applied' }));
  }

  @Post('answers')
  @RequirePermission('entitlements:write')
  answer(@Body() body: unknown, @CurrentActor() actor: Actor) {
    const at = placeOf(body);
    return this.forms.submit(body, answerForm, {
      act: ({ at: _, ...input }) => this.setMany.execute(input),
      done: (changed) => {
        const flash = { key: 'missed-benefits.saved', params: { count: changed.length } };
        return redirect(`${PATH}?${new URLSearchParams(at).toString()}`, { flash });
      },
      again: (form) => this.page(at, actor, form),
    });
  }

  private async page(typed: Record<string, string>, actor: Actor, form: FormModel): Promise<View> {
    const parsed = MissedBenefitQuery.safeParse({ ...schemaInput(typed), limit: FORMS_A_PAGE });
    const query = parsed.success ? parsed.data : MissedBenefitQuery.parse({ limit: FORMS_A_PAGE });
    const { items, next } = await this.missed.list(query);
    const { after: _, district: _district, ...filters } = typed;
    const model = {
      ...{ form, filter: emptyForm(typed), filters, next, at: typed },
      summary: this.sums(await this.missed.summary(query.regionPath), query.regionPath),
      rows: items.map((row) => this.row(row)),
      places: await this.choices.places(),
      lines: this.missed.catalogue().map((entry) => ({ value: entry.code, text: this.words.of(entry) })),
      screens: this.words.choices('missed-benefits.screen.', screens),
      states: this.words.choices('entitlements.state.', settableStates),
      mayWrite: allows(actor.roles, 'entitlements:write'),
      officer: actor.roles.includes('officer'),
    };
    return view('console/people/entitlements/missed', model, { title: 'missed-benefits.title' });
  }

  private row({ id, version, householdId, householdName, householdNumber, memberName, ...row }: MissedBenefitView) {
    const { name, regionName, department, screen: said, monthFen } = row;
    return {
      ...{ id, value: `${id}.${version}`, householdId, householdName, householdNumber, memberName, regionName },
      ...{ department, monthFen, line: this.words.of(name), screen: said ?? 'none' },
    };
  }

  /** Figures with the list that each opens. */
  private sums({ total, byLine, byPlace }: Awaited<ReturnType<MissedBenefits['summary']>>, at: string | undefined) {
    const largest = Math.max(1, ...byLine.map(({ lines }) => lines));
    return {
      total,
      byLine: byLine.map(({ name, line: code, ...tally }) => ({
        ...{ ...tally, text: this.words.of(name), filters: { ...(at && { regionPath: at }), line: code } },
        share: Math.round((100 * tally.lines) / largest),
      })),
      byPlace: byPlace.map(({ regionName, regionPath: path, ...tally }) => ({
        ...{ ...tally, text: regionName, filters: { regionPath: path } },
      })),
    };
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
