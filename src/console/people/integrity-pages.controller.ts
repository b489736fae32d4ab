import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import {
  AnswerHole,
  AnswerHoleInput,
  answerKinds,
  holeKinds,
  Integrity,
  type IntegrityLine,
  IntegrityQuery,
  type IntegritySummaryView,
  IntegrityViews,
  UndoAnswer,
} from '../../people/integrity';
import type { Actor } from '../../platform/database';
import { allows, CurrentActor, RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, redirect, schemaInput, view, type View } from '../shell';
import { AssessmentWords } from './assessments-words';
import { Choices } from './choices';

const ADDRESS = '/console/integrity-list';
const id = z.uuid();
const AnswerForm = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('answer'), ...AnswerHoleInput.shape }),
  z.strictObject({ act: z.literal('undo'), ...UndoAnswer.shape }),
]);
/** Width of the longest bar of the picture. */
const WIDTH = 120;

/** Statuses in force that lack a step of their way (R86): counts by township, the list, and what a person says of each. */
@ApiExcludeController()
@Controller('console/integrity-list')
export class IntegrityPages {
  constructor(
    private readonly integrity: Integrity,
    private readonly views: IntegrityViews,
    private readonly answering: AnswerHole,
    private readonly forms: Forms,
    private readonly choices: Choices,
    private readonly words: AssessmentWords,
  ) {}

  @Get()
  @RequirePermission('integrity:read')
  async list(@Query() typed: Record<string, string>): Promise<View> {
    const parsed = IntegrityQuery.safeParse(schemaInput(typed));
    const query = parsed.success ? parsed.data : IntegrityQuery.parse({});
    const { items, next } = await this.integrity.list(query);
    const { after: _, ...filters } = typed;
    const summary = await this.integrity.summary();
    const tab = (kind: (typeof holeKinds)[number] | null, count: number) => ({
      ...{ href: kind === null ? ADDRESS : `${ADDRESS}?kind=${kind}`, count, current: (query.kind ?? null) === kind },
      text: this.words.text(kind === null ? 'integrity.list.all' : `integrity.hole.${kind}`),
    });
    const model = {
      ...{ next, filters, filter: emptyForm(typed), total: summary.total, townships: this.bars(summary) },
      rows: (await this.views.lines(items)).map((line) => this.row(line)),
      tabs: [tab(null, summary.total.lacking), ...holeKinds.map((kind) => tab(kind, summary.total[kind]))],
      places: await this.choices.places(),
      acts: this.integrity.acts().map((act) => ({ value: act.code, text: this.words.of(act) })),
      answers: this.words.choices('integrity.answer.', ['none', ...answerKinds]),
    };
    return view('console/people/integrity/list', model, { title: 'integrity.list.title' });
  }

  @Get(':id')
  @RequirePermission('integrity:read')
  one(@Param('id', { schema: id }) entitlementId: string, @CurrentActor() actor: Actor): Promise<View> {
    return this.page(entitlementId, actor, emptyForm());
  }

  @Post(':id')
  @RequirePermission('integrity:answer')
  answer(@Param('id', { schema: id }) entitlementId: string, @Body() body: unknown, @CurrentActor() actor: Actor) {
    return this.forms.submit(body, AnswerForm, {
      act: async (typed) => {
        if (typed.act === 'undo') await this.answering.undo(entitlementId, typed.reason);
        else await this.answering.answer(entitlementId, { kind: typed.kind, ground: typed.ground });
        return typed.act;
      },
      done: (made) => redirect(`${ADDRESS}/${entitlementId}`, { flash: { key: `integrity.done.${made}` } }),
      again: (form) => this.page(entitlementId, actor, form),
    });
  }

  private async page(entitlementId: string, { roles }: Actor, form: FormModel): Promise<View> {
    const line = await this.views.one(await this.integrity.open(entitlementId));
    const model = {
      ...{ form, line: this.row(line) },
      mayAnswer: allows(roles, 'integrity:answer') && line.holes.length > 0 && line.answer === null,
      mayUndo: allows(roles, 'integrity:answer') && line.answer !== null,
      kinds: this.words.choices('integrity.answer.', answerKinds),
    };
    return view('console/people/integrity/one', model, {
      title: 'integrity.one.title',
      titleParams: { act: this.words.of(line.actName) },
      breadcrumbs: [
        { href: ADDRESS, key: 'integrity.list.title' },
        ...this.words.trail({ id: line.householdId, displayName: line.householdName }).slice(1),
      ],
    });
  }

  private row(line: IntegrityLine) {
    return {
      ...{ ...line, actText: this.words.of(line.actName) },
      holeTexts: line.holes.map((kind) => this.words.text(`integrity.hole.${kind}`)),
      sourceText: this.source(line),
      answerText: this.words.text(`integrity.answer.${line.answer?.kind ?? 'none'}`),
    };
  }

  /** Where the status comes from: nobody has determined what a ledger or the household says (R3). */
  private source({ source, determined }: IntegrityLine): string {
    const said = this.words.text(`integrity.source.${determined ? 'determined' : 'reported'}`);
    return source === null ? said : [said, source].join(' · ');
  }

  /** Townships with a bar each: how many statuses lack something, and how many of them wait for a word. */
  private bars({ townships }: IntegritySummaryView) {
    const largest = Math.max(1, ...townships.map(({ lacking }) => lacking));
    return townships.map((place) => ({
      ...{ ...place, filters: { regionPath: place.regionPath } },
      ...{ width: WIDTH, bar: Math.ceil((WIDTH * place.lacking) / largest) },
    }));
  }
}
