import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import type { Actor } from '../../platform/database';
import { Clock } from '../../platform/time';
import {
  answererRelations,
  type Answers,
  Assessments,
  AssessmentViews,
  CompleteAssessment,
  Instruments,
  type Questionnaire,
  SaveAnswers,
  StartAssessment,
  startAssessmentInput,
  TRIAGE,
  UrgentClocks,
} from '../../people/assessments';
import { Households } from '../../people/households';
import { CurrentActor, RequirePermission } from '../../trust/access';
import { Audit } from '../../trust/audit';
import { emptyForm, type Flash, type FormModel, Forms, redirect, ticked, view } from '../shell';
import { answersField, howFields, secondsSince } from './assessment-answering-pages.controller';
import { addressOf, AssessmentFillInPage } from './assessment-fill-in-page';
import { AssessmentOutdatedPage } from './assessment-outdated-page';
import { AssessmentResultPage } from './assessments-result-page';
import { AssessmentWords } from './assessments-words';

const id = z.uuid();
const answersForm = z.strictObject({ act: z.enum(['save', 'complete']), answers: answersField, ...howFields });
const startForm = startAssessmentInput.extend({ paper: ticked });
const sizeQuery = z.object({ size: z.string().optional() });

/** Questions that the answers of this page have opened and that the page did not show yet. */
const openedBy = (before: Questionnaire, after: Questionnaire, answers: Answers): number =>
  after.questions.filter(({ item, state }, place) => {
    const wasSkipped = before.questions[place]?.state === 'skipped';
    return wasSkipped && state === 'asked' && answers[item] === undefined;
  }).length;

interface Outcome {
  completed: boolean;
  ignored: number;
  opened: number;
}
function noticeOf({ completed, ignored, opened }: Outcome): Flash {
  if (opened > 0) return { key: 'answering.more-apply', params: { count: opened }, kind: 'notice' };
  if (ignored > 0) return { key: 'answering.ignored', params: { count: ignored }, kind: 'notice' };
  return { key: completed ? 'assessments.fill-in.completed' : 'assessments.fill-in.saved' };
}

/** Choosing a scale, the triage first; filling it in on one page; reading its result. */
@ApiExcludeController()
@Controller('console')
export class AssessmentsPages {
  constructor(
    private readonly assessments: Assessments,
    private readonly views: AssessmentViews,
    private readonly instruments: Instruments,
    private readonly startAssessment: StartAssessment,
    private readonly saveAnswers: SaveAnswers,
    private readonly completeAssessment: CompleteAssessment,
    private readonly clocks: UrgentClocks,
    private readonly fillIn: AssessmentFillInPage,
    private readonly results: AssessmentResultPage,
    private readonly outdated: AssessmentOutdatedPage,
    private readonly households: Households,
    private readonly forms: Forms,
    private readonly words: AssessmentWords,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  @Get('households/:id/assessments')
  @RequirePermission('assessments:read')
  choose(@Param('id', { schema: id }) householdId: string) {
    return this.choosePage(householdId, emptyForm({ mode: 'self' }));
  }

  @Post('households/:id/assessments')
  @RequirePermission('assessments:write')
  start(@Param('id', { schema: id }) householdId: string, @Body() body: unknown) {
    return this.forms.submit(body, startForm, {
      act: (input) => this.startAssessment.execute(householdId, input),
      done: ({ id: started, paper }) => redirect(addressOf(started, paper ? 'paper' : '', null)),
      again: (form) => this.choosePage(householdId, form),
    });
  }

  @Get('assessments/:id')
  @RequirePermission('assessments:read')
  async show(
    @Param('id', { schema: id }) assessmentId: string,
    @Query({ schema: sizeQuery }) { size }: z.infer<typeof sizeQuery>,
    @CurrentActor() actor: Actor,
  ) {
    const row = await this.assessments.get(assessmentId);
    const { householdId } = row;
    await this.audit.read({ action: 'assessment.read', subjectType: 'assessment', subjectId: row.id, householdId });
    if (row.state === 'completed') return this.results.page(row, actor);
    if (this.outdated.fits(row)) return this.outdated.page(row, actor);
    return this.fillIn.all(row, actor, undefined, size);
  }

  @Post('assessments/:id')
  @RequirePermission('assessments:write')
  async answer(@Param('id', { schema: id }) assessmentId: string, @CurrentActor() actor: Actor, @Body() body: unknown) {
    const row = await this.assessments.get(assessmentId);
    return this.forms.submit(body, answersForm, {
      act: async ({ act, answers, since, size, ...how }, { version }) => {
        const seconds = secondsSince(since, this.clock.now());
        const save = () => this.saveAnswers.execute(assessmentId, version ?? row.version, answers, { ...how, seconds });
        if (this.outdated.fits(row)) {
          // Kept for the draft that follows; the page then says what has changed.
          await save();
          return { size, completed: false, ignored: 0, opened: 0 };
        }
        const before = await this.fillIn.draft(row);
        const saved = await save();
        const opened = openedBy(before.put, (await this.fillIn.draft(saved.assessment)).put, answers);
        const completed = act === 'complete' && opened === 0;
        if (completed) await this.completeAssessment.execute(assessmentId);
        return { size, completed, ignored: saved.ignored.length, opened: act === 'complete' ? opened : 0 };
      },
      done: ({ size, ...what }) =>
        redirect(addressOf(assessmentId, '', what.completed ? null : size), { flash: noticeOf(what) }),
      again: (form) => (this.outdated.fits(row) ? this.outdated.page(row, actor) : this.fillIn.all(row, actor, form)),
    });
  }

  @Post('assessments/:id/contacted')
  @RequirePermission('assessments:write')
  async contacted(@Param('id', { schema: id }) assessmentId: string) {
    await this.clocks.stop(assessmentId, 'contact');
    return redirect(`/console/assessments/${assessmentId}`, { flash: { key: 'assessments.result.noted' } });
  }

  @Post('assessments/:id/aided')
  @RequirePermission('assessments:write')
  async aided(@Param('id', { schema: id }) assessmentId: string) {
    await this.clocks.stop(assessmentId, 'aid');
    return redirect(`/console/assessments/${assessmentId}`, { flash: { key: 'assessments.result.noted' } });
  }

  private async choosePage(householdId: string, form: FormModel) {
    const household = await this.households.open(householdId);
    const triage = await this.assessments.latest(householdId, TRIAGE);
    const names = await this.words.names(householdId);
    const everybody = this.words.text('assessments.choose.no-member');
    const heads = await this.views.heads(await this.assessments.list(householdId));
    const done = heads.map((row) => ({
      ...{ id: row.id, state: row.state, severity: row.severity, triage: row.triage, startedAt: row.startedAt },
      instrument: this.words.of(this.instruments.byCode(row.instrument).name),
      who: names.get(row.memberId ?? '') ?? everybody,
    }));
    const scales = this.instruments.all().filter(({ code }) => code !== TRIAGE);
    const model = {
      ...{ id: householdId, form, done, triage: triage?.triage ?? null, triageCode: TRIAGE },
      instruments: scales.map(({ code, name, construct, subject }) => ({
        value: code,
        text: `${code} ${this.words.of(name)}`,
        hint: `${this.words.of(construct)} · ${this.words.text(`assessments.choose.${subject}`)}`,
      })),
      people: await this.words.people(householdId, everybody),
      modes: this.words.choices('assessments.mode.', ['self', 'proxy', 'observed']),
      members: await this.words.people(householdId),
      relations: this.words.choices('safeguards.relation.', answererRelations),
    };
    return view('console/people/assessments/choose', model, { breadcrumbs: this.words.trail(household) });
  }
}
