import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Assessments, StartAssessment, startAssessmentInput, TRIAGE } from '../../people/assessments';
import { Households } from '../../people/households';
import {
  DecideScales,
  decideScalesInput,
  ScaleChoices,
  screenInput,
  screeningAnswers,
  ScreenHousehold,
  Screenings,
} from '../../people/scale-choices';
import type { Actor } from '../../platform/database';
import { allows, CurrentActor, RequirePermission } from '../../trust/access';
import { Accounts } from '../../trust/accounts';
import { emptyForm, type FormModel, Forms, oneOrMany, redirect, ticked, type View, view } from '../shell';
import { addressOf } from './assessment-fill-in-page';
import { AssessmentWords } from './assessments-words';
import { ScaleChoicePage } from './scale-choice-page';

const id = z.uuid();
const code = z.string().regex(/^S\d{2}$/);
const decideForm = decideScalesInput.extend({ keep: oneOrMany(code), add: oneOrMany(code) });
const startForm = startAssessmentInput.extend({ paper: ticked });

/** Which scales a household is asked: ten questions, a proposal with its reasons, the worker's word, the way on (R18). */
@ApiExcludeController()
@Controller('console')
export class ScaleChoicePages {
  constructor(
    private readonly choices: ScaleChoices,
    private readonly screenings: Screenings,
    private readonly screenHousehold: ScreenHousehold,
    private readonly decideScales: DecideScales,
    private readonly assessments: Assessments,
    private readonly startAssessment: StartAssessment,
    private readonly households: Households,
    private readonly accounts: Accounts,
    private readonly page: ScaleChoicePage,
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
    return this.page.of(choiceId, actor);
  }

  @Post('scale-choices/:id')
  @RequirePermission('assessments:write')
  decide(@Param('id', { schema: id }) choiceId: string, @CurrentActor() actor: Actor, @Body() body: unknown) {
    return this.forms.submit(body, decideForm, {
      act: (input) => this.decideScales.execute(choiceId, input),
      done: () => redirect(`/console/scale-choices/${choiceId}`, { flash: { key: 'scale-choices.one.saved' } }),
      again: (form) => this.page.of(choiceId, actor, { decide: form }),
    });
  }

  /** One of the chosen scales, for whom and how; a refusal comes back to the same page (R98). */
  @Post('scale-choices/:id/assessments')
  @RequirePermission('assessments:write')
  async start(@Param('id', { schema: id }) choiceId: string, @CurrentActor() actor: Actor, @Body() body: unknown) {
    const { householdId } = await this.choices.open(choiceId);
    return this.forms.submit(body, startForm, {
      act: (input) => this.startAssessment.execute(householdId, input),
      done: ({ id: started, paper }) => redirect(addressOf(started, paper ? 'paper' : '', null)),
      again: (form) => this.page.of(choiceId, actor, { start: form }),
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
}
