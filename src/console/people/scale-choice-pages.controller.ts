import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Assessments, Instruments, TRIAGE } from '../../people/assessments';
import { Households } from '../../people/households';
import {
  DecideScales,
  decideScalesInput,
  ScaleChoices,
  ScaleChoiceViews,
  type ScaleChoiceView,
  screenInput,
  screeningAnswers,
  ScreenHousehold,
  Screenings,
} from '../../people/scale-choices';
import type { Actor } from '../../platform/database';
import { allows, CurrentActor, RequirePermission } from '../../trust/access';
import { Accounts } from '../../trust/accounts';
import { emptyForm, type FormModel, Forms, oneOrMany, redirect, type View, view } from '../shell';
import { AssessmentWords } from './assessments-words';
import { ScaleChoiceSheet } from './scale-choice-sheet';

const id = z.uuid();
const code = z.string().regex(/^S\d{2}$/);
const decideForm = decideScalesInput.extend({ keep: oneOrMany(code), add: oneOrMany(code) });

/** Which scales a household is asked: ten questions, a proposal with its reasons, the worker's word, the way on (R18). */
@ApiExcludeController()
@Controller('console')
export class ScaleChoicePages {
  constructor(
    private readonly choices: ScaleChoices,
    private readonly views: ScaleChoiceViews,
    private readonly screenings: Screenings,
    private readonly screenHousehold: ScreenHousehold,
    private readonly decideScales: DecideScales,
    private readonly assessments: Assessments,
    private readonly instruments: Instruments,
    private readonly households: Households,
    private readonly accounts: Accounts,
    private readonly sheet: ScaleChoiceSheet,
    private readonly forms: Forms,
    private readonly words: AssessmentWords,
  ) {}

  @Get('households/:id/scale-choice')
  @RequirePermission('assessments:read')
  ask(@Param('id', { schema: id }) householdId: string, @CurrentActor() actor: Actor): Promise<View> {
    return this.askPage(householdId, actor, emptyForm());
  }

  @Post('households/:id/scale-choice')
  @RequirePermission('assessments:write')
  screen(@Param('id', { schema: id }) householdId: string, @CurrentActor() actor: Actor, @Body() body: unknown) {
    return this.forms.submit(body, screenInput, {
      act: (input) => this.screenHousehold.execute(householdId, input),
      done: (choice) =>
        redirect(`/console/scale-choices/${choice.id}`, { flash: { key: 'scale-choices.one.screened' } }),
      again: (form) => this.askPage(householdId, actor, form),
    });
  }

  @Get('scale-choices/:id')
  @RequirePermission('assessments:read')
  show(@Param('id', { schema: id }) choiceId: string, @CurrentActor() actor: Actor): Promise<View> {
    return this.onePage(choiceId, actor, null);
  }

  @Post('scale-choices/:id')
  @RequirePermission('assessments:write')
  decide(@Param('id', { schema: id }) choiceId: string, @CurrentActor() actor: Actor, @Body() body: unknown) {
    return this.forms.submit(body, decideForm, {
      act: (input) => this.decideScales.execute(choiceId, input),
      done: () => redirect(`/console/scale-choices/${choiceId}`, { flash: { key: 'scale-choices.one.saved' } }),
      again: (form) => this.onePage(choiceId, actor, form),
    });
  }

  private async askPage(householdId: string, actor: Actor, form: FormModel): Promise<View> {
    const household = await this.households.open(householdId);
    const choices = await this.choices.list(householdId);
    const names = await this.accounts.names(choices.flatMap(({ screenedBy }) => screenedBy ?? []));
    const triage = await this.assessments.latest(householdId, TRIAGE);
    const model = {
      ...{ id: householdId, form, triage: triage?.triage ?? null, triageCode: TRIAGE },
      mayAsk: allows(actor.roles, 'assessments:write'),
      questions: this.screenings.current.questions.map((one) => ({
        name: `answers.${one.id}`,
        text: this.words.of(one),
      })),
      options: this.words.choices('scale-choices.answer.', screeningAnswers),
      facts: this.screenings.current.facts.map((one) => this.words.of(one)),
      earlier: choices.map((row) => ({
        ...{ id: row.id, screenedAt: row.screenedAt, by: names.get(row.screenedBy ?? '') ?? '' },
        scales: (row.chosen ?? row.proposed).join(' · '),
        decided: row.decidedAt !== null,
      })),
    };
    return view('console/people/assessments/scale-choice', model, {
      title: 'scale-choices.ask.title',
      breadcrumbs: this.words.trail(household),
    });
  }

  private async onePage(choiceId: string, actor: Actor, typed: FormModel | null): Promise<View> {
    const row = await this.choices.open(choiceId);
    const household = await this.households.open(row.householdId);
    const shown = await this.views.of(row);
    const names = await this.words.names(row.householdId);
    const workers = await this.accounts.names([row.screenedBy, row.decidedBy].flatMap((one) => one ?? []));
    const triage = await this.assessments.latest(row.householdId, TRIAGE);
    const { answers } = shown;
    const model = {
      ...{ id: choiceId, householdId: row.householdId, withheld: shown.withheld, triageCode: TRIAGE },
      ...{ screenedAt: row.screenedAt, decidedAt: row.decidedAt, screenedBy: workers.get(row.screenedBy ?? '') ?? '' },
      decidedBy: workers.get(row.decidedBy ?? '') ?? '',
      form: typed ?? emptyForm({ keep: row.proposed }),
      triage: triage?.triage ?? null,
      proposed: this.sheet.proposed(shown, names),
      passed: this.sheet.passed(shown),
      answers: answers && this.sheet.answers(shown),
      reasons: this.sheet.decided(shown),
      ...this.others(row.proposed),
      mayDecide: row.decidedAt === null && allows(actor.roles, 'assessments:write'),
      chosen: await this.chosen(shown),
    };
    return view('console/people/assessments/scale-choice-one', model, {
      title: 'scale-choices.one.title',
      breadcrumbs: this.words.trail(household),
    });
  }

  /** Scales that the worker may add. */
  private others(proposed: readonly string[]) {
    const codes = this.instruments.all().map((one) => one.code);
    const others = codes.filter((one) => one !== TRIAGE && !proposed.includes(one));
    return { others: others.map((one) => ({ value: one, text: this.sheet.scale(one).name })) };
  }

  /** The scales to be filled in, each with the form that begins it. */
  private async chosen({ chosen, householdId, proposal }: ScaleChoiceView) {
    const people = await this.words.people(householdId);
    return (chosen ?? []).map((one) => {
      const scale = this.sheet.scale(one);
      const meant = proposal?.proposed.find((entry) => entry.code === one)?.memberIds ?? [];
      return {
        ...scale,
        // Those of whom the facts speak stand first, so that one press is enough.
        people: [...people].sort((a, b) => Number(meant.includes(b.value)) - Number(meant.includes(a.value))),
        modes: this.words.choices('assessments.mode.', scale.modes),
        mode: scale.modes[0] ?? 'self',
      };
    });
  }
}
