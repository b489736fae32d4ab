import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Cases } from '../../people/cases';
import {
  EndTakeAlong,
  FieldSheets,
  FieldSheetViews,
  mostHouseholds,
  TakeAlongInput,
  TakeAlongs,
  TakeAlongViews,
  TakeScalesAlong,
  toDoStates,
} from '../../people/field-work';
import { Households } from '../../people/households';
import type { Actor } from '../../platform/database';
import { allows, CurrentActor, RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, oneOrMany, redirect, type View, view } from '../shell';
import { AssessmentWords } from './assessments-words';
import { FieldWords } from './field-words';

const ADDRESS = '/console/field';
const LIMIT = 20;
const uuid = z.uuid();
const NUMBER = /^[A-Za-z]+[-\d]/;
const cursor = z.string().max(400).optional().catch(undefined);
const Asked = z.object({
  q: z.string().trim().max(60).optional().catch(undefined),
  sheets: cursor,
  conflicts: cursor,
  devices: cursor,
});
type Asked = z.output<typeof Asked>;
const TakeForm = TakeAlongInput.extend({
  households: oneOrMany(uuid).pipe(TakeAlongInput.shape.households),
  q: Asked.shape.q,
});

/** Taking scales and households along on a device, and what is to be done about what came back (R103). */
@ApiExcludeController()
@Controller('console/field')
export class FieldPages {
  constructor(
    private readonly takeAlongs: TakeAlongs,
    private readonly takeAlongViews: TakeAlongViews,
    private readonly taking: TakeScalesAlong,
    private readonly sheets: FieldSheets,
    private readonly sheetViews: FieldSheetViews,
    private readonly cases: Cases,
    private readonly households: Households,
    private readonly forms: Forms,
    private readonly words: AssessmentWords,
    private readonly fieldWords: FieldWords,
  ) {}

  @Get()
  @RequirePermission('take-alongs:read')
  home(@Query() typed: Record<string, string>, @CurrentActor() actor: Actor): Promise<View> {
    return this.page(Asked.parse(typed), actor, emptyForm());
  }

  /** On to the page of the device, which fetches what was taken and keeps it sealed. */
  @Post()
  @RequirePermission('take-alongs:use')
  take(@Body() body: unknown, @CurrentActor() actor: Actor) {
    return this.forms.submit(body, TakeForm, {
      act: ({ q: _searched, ...input }) => this.taking.take(input),
      done: ({ row }) => redirect(`${ADDRESS}/device?take=${row.id}`),
      // What was looked for is offered again: it may not have been ticked yet.
      again: (form) => this.page(Asked.parse({ q: form.values.q }), actor, form),
    });
  }

  @Post('take-alongs/:id/end')
  @RequirePermission('take-alongs:end')
  end(@Param('id', { schema: uuid }) takeAlongId: string, @Body() body: unknown, @CurrentActor() actor: Actor) {
    return this.forms.submit(body, EndTakeAlong, {
      act: (input) => this.taking.end(takeAlongId, input),
      done: () => redirect(ADDRESS, { flash: { key: 'field.home.ended' } }),
      again: async (form) => {
        await this.takeAlongs.get(takeAlongId);
        return this.page({}, actor, form);
      },
    });
  }

  private async page(asked: Asked, actor: Actor, form: FormModel): Promise<View> {
    const devices = await this.takeAlongs.page({ limit: LIMIT, after: asked.devices });
    const model = {
      ...{ form, search: emptyForm({ q: asked.q ?? '' }) },
      devices: (await this.takeAlongViews.all(devices.items)).map((one) => ({
        ...{ ...one, own: one.accountId === actor.userId },
      })),
      devicesNext: devices.next,
      ...(allows(actor.roles, 'take-alongs:use') ? await this.ofWorker(asked, form) : {}),
    };
    return view('console/people/field/home', model);
  }

  private async ofWorker({ q, sheets: after, conflicts: afterPair }: Asked, form: FormModel) {
    const sheets = await this.sheets.list({ states: toDoStates, limit: LIMIT, after });
    const conflicts = await this.sheets.listConflicts({ state: 'open', limit: LIMIT, after: afterPair });
    const pairs = [];
    for (const row of conflicts.items) pairs.push(await this.sheetViews.conflict(row));
    return {
      households: await this.choices(q, form),
      sheets: (await this.sheetViews.lines(sheets.items)).map((line) => ({
        ...{ ...line, scale: this.fieldWords.scale(line.instrument), whyText: this.fieldWords.why(line.refusal) },
        who: line.memberName ?? this.words.text('field.home.everybody'),
      })),
      sheetsNext: sheets.next,
      conflicts: pairs.map((pair) => ({
        ...pair,
        scale: this.fieldWords.scale(pair.assessments[0]?.instrument ?? null),
      })),
      conflictsNext: conflicts.next,
    };
  }

  /** One's own open cases, what was looked for, and what was ticked before a refusal. */
  private async choices(q: string | undefined, form: FormModel): Promise<Array<{ value: string; text: string }>> {
    const { items: own } = await this.cases.list({ mine: true, open: true, limit: 200 });
    const key = q && (NUMBER.test(q) ? { number: q.toUpperCase() } : { name: q });
    const found = key ? (await this.households.list({ ...key, limit: LIMIT })).items : [];
    const typed = oneOrMany(uuid).safeParse(form.values.households).data ?? [];
    const ids = [...new Set([...found.map(({ id }) => id), ...typed, ...own.map(({ householdId }) => householdId)])];
    const labels = await this.households.labelsOf(ids.slice(0, 200 + LIMIT + mostHouseholds));
    return ids.flatMap((id) => {
      const label = labels.get(id);
      return label ? [{ value: id, text: `${label.displayName} ${label.number}` }] : [];
    });
  }
}
