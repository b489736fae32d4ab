import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import {
  answererRelations,
  type Answers,
  type AssessmentHead,
  AssessmentViews,
  Assessments,
  Instruments,
} from '../../people/assessments';
import { Households } from '../../people/households';
import {
  DealWithSheet,
  FieldSheets,
  type FieldSheetView,
  FieldSheetViews,
  GoOnWithSheet,
  SetSheetAside,
  SettleConflict,
  SettleConflictInput,
  toDoStates,
} from '../../people/field-work';
import { formatTime } from '../../platform/i18n';
import { RequirePermission } from '../../trust/access';
import { Accounts } from '../../trust/accounts';
import { emptyForm, type FormModel, Forms, pageLocale, redirect, type View, view } from '../shell';
import { AssessmentWords } from './assessments-words';
import { FieldWords } from './field-words';

const uuid = z.uuid();
const trail = [{ href: '/console/field', key: 'field.home.title' }];
const DealForm = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('again'), reason: z.unknown().optional() }),
  GoOnWithSheet.extend({ act: z.literal('go-on'), reason: z.unknown().optional() }),
  SetSheetAside.extend({ act: z.literal('set-aside') }),
]);

/** One sheet that a device has sent, and two results side by side (R103). */
@ApiExcludeController()
@Controller('console/field')
export class FieldSheetPages {
  constructor(
    private readonly sheets: FieldSheets,
    private readonly views: FieldSheetViews,
    private readonly dealing: DealWithSheet,
    private readonly settling: SettleConflict,
    private readonly instruments: Instruments,
    private readonly assessments: Assessments,
    private readonly assessmentViews: AssessmentViews,
    private readonly accounts: Accounts,
    private readonly households: Households,
    private readonly forms: Forms,
    private readonly words: AssessmentWords,
    private readonly fieldWords: FieldWords,
  ) {}

  @Get('sheets/:id')
  @RequirePermission('take-alongs:use')
  sheet(@Param('id', { schema: uuid }) sheetId: string): Promise<View> {
    return this.sheetPage(sheetId, emptyForm());
  }

  @Post('sheets/:id')
  @RequirePermission('take-alongs:use')
  async dealWith(@Param('id', { schema: uuid }) sheetId: string, @Body() body: unknown) {
    await this.sheets.open(sheetId);
    return this.forms.submit(body, DealForm, {
      act: async (typed) => {
        if (typed.act === 'again') await this.dealing.again(sheetId);
        else if (typed.act === 'go-on') await this.dealing.goOn(sheetId, typed.answeredBy);
        else await this.dealing.setAside(sheetId, typed.reason);
        return typed.act === 'set-aside' ? 'aside' : typed.act;
      },
      done: (done) => redirect(`/console/field/sheets/${sheetId}`, { flash: { key: `field.sheet.done-${done}` } }),
      again: (form) => this.sheetPage(sheetId, form),
    });
  }

  @Get('conflicts/:id')
  @RequirePermission('assessments:read')
  conflict(@Param('id', { schema: uuid }) conflictId: string): Promise<View> {
    return this.conflictPage(conflictId, emptyForm());
  }

  @Post('conflicts/:id')
  @RequirePermission('assessments:write')
  async settle(@Param('id', { schema: uuid }) conflictId: string, @Body() body: unknown) {
    await this.sheets.openConflict(conflictId);
    return this.forms.submit(body, SettleConflictInput, {
      act: (input) => this.settling.execute(conflictId, input),
      done: () => redirect(`/console/field/conflicts/${conflictId}`, { flash: { key: 'field.conflict.settled' } }),
      again: (form) => this.conflictPage(conflictId, form),
    });
  }

  private async sheetPage(sheetId: string, form: FormModel): Promise<View> {
    const sheet = await this.views.one(await this.sheets.open(sheetId));
    const toDo = toDoStates.includes(sheet.state);
    const model = {
      ...{ form, sheet, toDo, mayTry: toDo && sheet.state !== 'open' && sheet.complete },
      ...{ scale: this.fieldWords.scale(sheet.instrument), whyText: this.fieldWords.why(sheet.refusal) },
      who: sheet.memberName ?? this.words.text('field.home.everybody'),
      ...(toDo && sheet.mode === 'proxy' && (await this.answererChoices(sheet))),
      mode: sheet.mode && this.words.text(`assessments.mode.${sheet.mode}`),
      minutes: sheet.elapsedSeconds === null ? null : Math.ceil(sheet.elapsedSeconds / 60),
      answers: sheet.answers && this.answerRows(sheet.instrument, sheet.answers),
    };
    return view('console/people/field/sheet', model, { breadcrumbs: trail });
  }

  /** Who may have answered: the others of the household as they are named to this reader. */
  private async answererChoices({ householdId, memberId }: FieldSheetView) {
    const names = await this.households.memberNamesOf([householdId]);
    const others = [...names].filter(([other]) => other !== memberId);
    return {
      members: others.map(([value, name]) => ({ value, text: name ?? this.words.text('field.device.no-name') })),
      relations: this.words.choices('safeguards.relation.', answererRelations),
    };
  }

  /** A question that the scale does not know any more stands there by its name. */
  private answerRows(code: string | null, answers: Readonly<Record<string, number>>) {
    const scale = this.instruments.all().find((one) => one.code === code);
    return Object.entries(answers).map(([id, value]) => {
      const item = scale?.items.find((one) => one.id === id);
      const option = item && scale?.options[item.options]?.find((one) => one.value === value);
      return { key: item ? this.words.of(item) : id, value: option ? this.words.of(option) : String(value) };
    });
  }

  private async conflictPage(conflictId: string, form: FormModel): Promise<View> {
    const pair = await this.views.conflict(await this.sheets.openConflict(conflictId));
    const heads = pair.assessments;
    const names = await this.accounts.names(heads.map(({ assessorId }) => assessorId));
    const by = ({ assessorId }: AssessmentHead) => names.get(assessorId) ?? '';
    const at = ({ completedAt }: AssessmentHead) =>
      completedAt ? formatTime(pageLocale(), new Date(completedAt)) : '';
    const option = (head: AssessmentHead) => this.words.text('field.conflict.option', { by: by(head), at: at(head) });
    const { id, householdId, householdName, state, reason, countingId, withheld } = pair;
    const model = {
      ...{ id, form, householdId, reason, withheld, open: state === 'open', lines: await this.lines(heads, by, at) },
      results: heads.map((head) => ({ id: head.id, by: by(head), counting: head.id === countingId })),
      choices: heads.map((head) => ({ value: head.id, text: option(head) })),
    };
    const household = this.words.trail({ id: householdId, displayName: householdName }).slice(1);
    return view('console/people/field/conflict', model, { breadcrumbs: [...trail, ...household] });
  }

  /** What both say, line by line; the answers where the reader may have them (C3). */
  private async lines(
    heads: readonly AssessmentHead[],
    by: (head: AssessmentHead) => string,
    at: (head: AssessmentHead) => string,
  ) {
    const text = (key: string) => this.words.text(key);
    const severity = (head: AssessmentHead) =>
      text(`assessments.severity.${head.severity === null ? 'unknown' : `s${head.severity}`}`);
    const line = (name: string, value: (head: AssessmentHead) => string | number | null) => ({
      ...{ name: text(`field.conflict.${name}`), values: heads.map((head) => value(head) ?? '—') },
    });
    const triage = ({ triage: level }: AssessmentHead) => level && text(`assessments.triage.${level}`);
    const scale = this.instruments.all().find(({ code }) => code === heads[0]?.instrument);
    const answers: Array<Answers | null> = [];
    for (const { id } of heads) answers.push(await this.assessmentViews.answers(await this.assessments.get(id)));
    const said = (scale?.items ?? []).map((item) => ({
      name: this.words.of(item),
      values: answers.map((given) => {
        const option = scale?.options[item.options]?.find(({ value }) => value === given?.[item.id]);
        return option ? this.words.of(option) : '—';
      }),
    }));
    return [
      ...[line('by', by), line('at', at), line('mode', ({ mode }) => text(`assessments.mode.${mode}`))],
      ...[heads.some((head) => head.triage) ? line('triage', triage) : line('severity', severity)],
      ...[line('score', ({ score }) => score)],
      ...(answers.every((given) => given === null) ? [] : said),
    ];
  }
}
