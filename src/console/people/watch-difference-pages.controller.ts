import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import {
  AnswerWatchDifference,
  AnswerWatchInput,
  AssignWatchDifference,
  UndoWatchAnswer,
  WatchDifferenceQuery,
  WatchDifferences,
  type WatchDifferenceView,
  watchOutcomes,
  watchSides,
} from '../../exchange/watch-lists';
import { type Actor } from '../../platform/database';
import { formatDate } from '../../platform/i18n';
import { allows, CurrentActor, RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, pageLocale, redirect, schemaInput, view, type View } from '../shell';
import { AssessmentWords } from './assessments-words';

const ADDRESS = '/console/watch-differences';
const id = z.uuid();
const AnswerForm = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('answer'), ...AnswerWatchInput.shape }),
  z.strictObject({ act: z.literal('undo'), ...UndoWatchAnswer.shape }),
  z.strictObject({ act: z.literal('assign'), ...AssignWatchDifference.shape }),
]);

/** Where the list of the agriculture desk and ours differ (R105): the list with its filters, and each row with its form. */
@ApiExcludeController()
@Controller('console/watch-differences')
export class WatchDifferencePages {
  constructor(
    private readonly differences: WatchDifferences,
    private readonly answering: AnswerWatchDifference,
    private readonly forms: Forms,
    private readonly words: AssessmentWords,
  ) {}

  @Get()
  @RequirePermission('watch-differences:read')
  async list(@Query() typed: Record<string, string>): Promise<View> {
    const parsed = WatchDifferenceQuery.safeParse(schemaInput(typed));
    const query = parsed.success ? parsed.data : WatchDifferenceQuery.parse({});
    const { items, next, outOfReach } = await this.differences.list(query);
    const { after: _, ...filters } = typed;
    const either = (yes: string, no: string) => [
      { value: 'true', text: this.words.text(`watch-lists.differences.${yes}`) },
      { value: 'false', text: this.words.text(`watch-lists.differences.${no}`) },
    ];
    const model = {
      ...{ next, outOfReach, filters, filter: emptyForm(typed), rows: items.map((row) => this.row(row)) },
      ...{ sides: this.words.choices('watch-lists.side.', watchSides) },
      ...{ progress: either('waiting', 'answered'), owners: either('me', 'others') },
    };
    return view('console/people/watch-lists/differences', model, { title: 'watch-lists.differences.title' });
  }

  @Get(':id')
  @RequirePermission('watch-differences:read')
  one(@Param('id', { schema: id }) differenceId: string, @CurrentActor() actor: Actor): Promise<View> {
    return this.page(differenceId, actor, emptyForm());
  }

  @Post(':id')
  @RequirePermission('watch-differences:answer')
  answer(@Param('id', { schema: id }) differenceId: string, @Body() body: unknown, @CurrentActor() actor: Actor) {
    return this.forms.submit(body, AnswerForm, {
      act: async ({ act, ...typed }) => {
        if ('reason' in typed) await this.answering.undo(differenceId, typed.reason);
        else if ('ownerId' in typed) await this.answering.assign(differenceId, typed.ownerId);
        else await this.answering.answer(differenceId, typed);
        return act;
      },
      // Handed over, the row may be out of reach.
      done: (made) =>
        redirect(made === 'assign' ? ADDRESS : `${ADDRESS}/${differenceId}`, {
          flash: { key: `watch-lists.done.${made}` },
        }),
      again: (form) => this.page(differenceId, actor, form),
    });
  }

  private async page(differenceId: string, { roles }: Actor, form: FormModel): Promise<View> {
    const row = await this.differences.open(differenceId);
    const may = allows(roles, 'watch-differences:answer');
    const can = { answer: may && row.state === 'open', undo: may && row.state !== 'open' && row.state !== 'gone' };
    const shown = this.row(row);
    const fact = (key: string, value: string) => ({ key: this.words.text(`watch-lists.${key}`), value });
    const model = {
      ...{ form, row: shown, can, outcomes: this.words.choices('watch-lists.outcome.', watchOutcomes) },
      facts: [
        fact('differences.who', shown.who),
        ...(row.identityNumber ? [fact('difference.identity', row.identityNumber)] : []),
        ...[fact('differences.label', shown.labelText), fact('differences.side', shown.sideText)],
        ...(row.since ? [fact('difference.since', formatDate(pageLocale(), row.since))] : []),
        ...[fact('differences.owner', row.ownerName ?? ''), fact('differences.outcome', shown.outcomeText)],
      ],
      colleagues: can.answer ? await this.colleagues(differenceId) : [],
    };
    return view('console/people/watch-lists/difference', model, {
      title: 'watch-lists.difference.title',
      titleParams: { label: shown.labelText },
      breadcrumbs: [{ href: ADDRESS, key: 'watch-lists.differences.title' }],
    });
  }

  private async colleagues(differenceId: string) {
    const able = await this.differences.colleagues(differenceId);
    return able.map(({ id: value, name: text }) => ({ value, text }));
  }

  private row(row: WatchDifferenceView) {
    const { householdName, householdNumber, personName, state } = row;
    const stranger = this.words.text(`watch-lists.differences.${personName === null ? 'kept' : 'stranger'}`);
    return {
      ...{ ...row, who: householdName ?? householdNumber ?? personName ?? stranger, hint: householdNumber ?? stranger },
      ...{ labelText: this.words.of(row.labelName), sideText: this.words.text(`watch-lists.side.${row.side}`) },
      outcomeText: this.words.text(`watch-lists.outcome.${state}`),
    };
  }
}
