import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import type { Actor } from '../../platform/database';
import {
  answererRelations,
  type Assessment,
  Assessments,
  AssessmentViews,
  CompleteAssessment,
  Instruments,
  SaveAnswers,
  StartAssessment,
  startAssessmentInput,
  TRIAGE,
  UrgentClocks,
} from '../../people/assessments';
import { Households } from '../../people/households';
import { CurrentActor, RequirePermission } from '../../trust/access';
import { Audit } from '../../trust/audit';
import { emptyForm, type FormModel, Forms, redirect, view } from '../shell';
import { AssessmentOutdatedPage } from './assessment-outdated-page';
import { AssessmentResultPage } from './assessments-result-page';
import { AssessmentWords } from './assessments-words';

const id = z.uuid();
const answersForm = z.strictObject({
  act: z.enum(['save', 'complete']),
  answers: z.record(z.string(), z.coerce.number().int()).default({}),
});

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
    private readonly results: AssessmentResultPage,
    private readonly outdated: AssessmentOutdatedPage,
    private readonly households: Households,
    private readonly forms: Forms,
    private readonly words: AssessmentWords,
    private readonly audit: Audit,
  ) {}

  @Get('households/:id/assessments')
  @RequirePermission('assessments:read')
  choose(@Param('id', { schema: id }) householdId: string) {
    return this.choosePage(householdId, emptyForm({ mode: 'self' }));
  }

  @Post('households/:id/assessments')
  @RequirePermission('assessments:write')
  start(@Param('id', { schema: id }) householdId: string, @Body() body: unknown) {
    return this.forms.submit(body, startAssessmentInput, {
      act: (input) => this.startAssessment.execute(householdId, input),
      done: (assessment) => redirect(`/console/assessments/${assessment.id}`),
      again: (form) => this.choosePage(householdId, form),
    });
  }

  @Get('assessments/:id')
  @RequirePermission('assessments:read')
  async show(@Param('id', { schema: id }) assessmentId: string, @CurrentActor() actor: Actor) {
    const row = await this.assessments.get(assessmentId);
    const { householdId } = row;
    await this.audit.read({ action: 'assessment.read', subjectType: 'assessment', subjectId: row.id, householdId });
    if (row.state === 'completed') return this.results.page(row, actor);
    if (this.outdated.fits(row)) return this.outdated.page(row, actor);
    const answers = await this.views.answers(row);
    return this.fillInPage(row, emptyForm({ answers: answers ?? {} }), actor);
  }

  @Post('assessments/:id')
  @RequirePermission('assessments:write')
  async fillIn(@Param('id', { schema: id }) assessmentId: string, @CurrentActor() actor: Actor, @Body() body: unknown) {
    const row = await this.assessments.get(assessmentId);
    return this.forms.submit(body, answersForm, {
      act: async ({ act, answers }, { version }) => {
        await this.saveAnswers.execute(assessmentId, version ?? row.version, answers);
        if (act === 'complete') await this.completeAssessment.execute(assessmentId);
        return act;
      },
      done: (act) => {
        const key = act === 'complete' ? 'assessments.fill-in.completed' : 'assessments.fill-in.saved';
        return redirect(`/console/assessments/${assessmentId}`, { flash: { key } });
      },
      again: (form) => this.fillInPage(row, form, actor),
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

  private async fillInPage(row: Assessment, form: FormModel, actor: Actor) {
    const household = await this.households.open(row.householdId);
    const instrument = this.instruments.byCode(row.instrument);
    const names = await this.words.names(row.householdId);
    const model = {
      ...{ id: row.id, version: row.version, form, mode: row.mode },
      own: row.assessorId === actor.userId,
      about: names.get(row.memberId ?? '') ?? this.words.text('assessments.choose.no-member'),
      construct: this.words.of(instrument.construct),
      lookBack: this.words.of(instrument.lookBack),
      items: instrument.items.map((item) => ({
        name: `answers.${item.id}`,
        text: this.words.of(item),
        options: (instrument.options[item.options] ?? []).map((one) => ({
          value: one.value,
          text: this.words.of(one),
        })),
      })),
    };
    const titleText = `${instrument.code} ${this.words.of(instrument.name)}`;
    return view('console/people/assessments/fill-in', model, { titleText, breadcrumbs: this.words.trail(household) });
  }
}
