import { Body, Controller, Get, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import type { Actor } from '../../platform/database';
import { Config } from '../../platform/config';
import { type Locale, locales } from '../../platform/i18n';
import { Clock } from '../../platform/time';
import {
  type Answers,
  type Assessment,
  Assessments,
  AssessmentViews,
  CompleteAssessment,
  Instruments,
  ReadAloud,
  saveAnswersInput,
  SaveAnswers,
} from '../../people/assessments';
import { Households } from '../../people/households';
import { CurrentActor, RequirePermission, WithoutDistrict } from '../../trust/access';
import { Audit } from '../../trust/audit';
import { Forms, oneOrMany, redirect, view } from '../shell';
import { addressOf, AssessmentFillInPage, NOT_SAID } from './assessment-fill-in-page';
import { printedForm } from './assessment-printed-form';
import { AssessmentWords } from './assessments-words';

const id = z.uuid();
const { present, childWords, answeredOn } = saveAnswersInput.shape;
/** What every form of a draft carries along: when it was shown, and how large. */
const along = { since: z.coerce.number().optional(), size: z.literal('large').optional() };
/** Nothing typed takes the words back. */
const words = z.preprocess((value) => value ?? '', childWords);

const answerValue = z.union([z.literal(NOT_SAID).transform(() => null), z.coerce.number().int()]);
export const answersField = z.record(z.string(), answerValue).default({});
export const howFields = { present: oneOrMany(present.unwrap().element), childWords: words, answeredOn, ...along };
const answerForm = z.strictObject({ answers: answersField, ...along });
const checkForm = z.strictObject(howFields);
const sizeQuery = z.object({ size: z.string().optional() });
type Size = z.infer<typeof sizeQuery>;

/** Seconds since a page was shown; undefined where the page does not say, or says what cannot be. */
export function secondsSince(since: number | undefined, now: Date): number | undefined {
  const seconds = since === undefined ? -1 : Math.floor((now.getTime() - since) / 1000);
  return seconds >= 0 ? seconds : undefined;
}

/** One question a screen, the look before handing in, the form on paper, and what is read aloud (R18, R103). */
@ApiExcludeController()
@Controller('console')
export class AssessmentAnsweringPages {
  constructor(
    private readonly assessments: Assessments,
    private readonly views: AssessmentViews,
    private readonly instruments: Instruments,
    private readonly saveAnswers: SaveAnswers,
    private readonly completeAssessment: CompleteAssessment,
    private readonly pages: AssessmentFillInPage,
    private readonly readAloud: ReadAloud,
    private readonly households: Households,
    private readonly wordsOfPages: AssessmentWords,
    private readonly forms: Forms,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  @Get('assessments/:id/questions/:item')
  @RequirePermission('assessments:write')
  async question(
    @Param('id', { schema: id }) assessmentId: string,
    @Param('item') item: string,
    @Query({ schema: sizeQuery }) { size }: Size,
    @CurrentActor() actor: Actor,
  ) {
    const row = await this.read(assessmentId);
    if (row.state === 'completed' || row.assessorId !== actor.userId)
      return redirect(addressOf(assessmentId, '', size));
    return this.pages.one(row, item, undefined, size);
  }

  @Post('assessments/:id/questions/:item')
  @RequirePermission('assessments:write')
  async answer(@Param('id', { schema: id }) assessmentId: string, @Param('item') item: string, @Body() body: unknown) {
    const row = await this.assessments.get(assessmentId);
    return this.forms.submit(body, answerForm, {
      act: async ({ answers: typed, since, size }, { version }) => {
        const before = (await this.views.answers(row)) ?? {};
        const answers: Answers = { ...before, ...typed };
        const how = { seconds: this.secondsSince(since) };
        await this.saveAnswers.execute(assessmentId, version ?? row.version, answers, how);
        return size;
      },
      done: async (size) => redirect(await this.pages.after(await this.assessments.get(assessmentId), item, size)),
      again: (form) => this.pages.one(row, item, form),
    });
  }

  @Get('assessments/:id/check')
  @RequirePermission('assessments:write')
  async check(
    @Param('id', { schema: id }) assessmentId: string,
    @Query({ schema: sizeQuery }) { size }: Size,
    @CurrentActor() actor: Actor,
  ) {
    const row = await this.read(assessmentId);
    if (row.state === 'completed' || row.assessorId !== actor.userId)
      return redirect(addressOf(assessmentId, '', size));
    return this.pages.check(row, undefined, size);
  }

  @Post('assessments/:id/check')
  @RequirePermission('assessments:write')
  async handIn(@Param('id', { schema: id }) assessmentId: string, @Body() body: unknown) {
    const row = await this.assessments.get(assessmentId);
    return this.forms.submit(body, checkForm, {
      act: async ({ since, size: _size, ...how }, { version }) => {
        const answers = (await this.views.answers(row)) ?? {};
        const seconds = this.secondsSince(since);
        await this.saveAnswers.execute(assessmentId, version ?? row.version, answers, { ...how, seconds });
        await this.completeAssessment.execute(assessmentId);
      },
      done: () => redirect(`/console/assessments/${assessmentId}`, { flash: { key: 'assessments.fill-in.completed' } }),
      again: (form) => this.pages.check(row, form),
    });
  }

  /** The form on paper; its code opens the draft, and says nothing of the people. */
  @Get('assessments/:id/paper')
  @RequirePermission('assessments:write')
  async paper(@Param('id', { schema: id }) assessmentId: string) {
    const row = await this.assessments.get(assessmentId);
    if (row.state === 'completed' || !row.paper) return redirect(addressOf(assessmentId, '', null));
    const { number, displayName } = await this.households.open(row.householdId);
    const subject = { subjectType: 'assessment', subjectId: assessmentId, householdId: row.householdId };
    await this.audit.read({ action: 'assessment.form-printed', ...subject });
    const names = await this.wordsOfPages.names(row.householdId);
    const model = printedForm(this.instruments.byCode(row.instrument), this.wordsOfPages, {
      household: `${number} ${displayName}`,
      person: names.get(row.memberId ?? '') ?? this.wordsOfPages.text('assessments.choose.no-member'),
      address: `${this.config.publicUrl}/console/assessments/${assessmentId}`,
    });
    return view('print/assessment-form', model, { titleText: model.title, layout: 'print/layout' });
  }

  @Get('recordings/:code/:item/:language')
  @RequirePermission('instruments:read')
  @WithoutDistrict()
  async recording(
    @Param('code') code: string,
    @Param('item') item: string,
    @Param('language', { schema: z.enum(locales) }) language: Locale,
  ): Promise<StreamableFile> {
    return new StreamableFile(await this.readAloud.recording(code, item, language), { type: 'audio/mpeg' });
  }

  private async read(assessmentId: string): Promise<Assessment> {
    const row = await this.assessments.get(assessmentId);
    const { householdId } = row;
    await this.audit.read({ action: 'assessment.read', subjectType: 'assessment', subjectId: row.id, householdId });
    return row;
  }

  private secondsSince(since: number | undefined): number | undefined {
    return secondsSince(since, this.clock.now());
  }
}
