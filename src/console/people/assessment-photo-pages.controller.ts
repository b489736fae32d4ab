import { Body, Controller, Get, Param, Post, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Actor, Transactions } from '../../platform/database';
import { OwnTransaction, receiveForm } from '../../platform/http';
import {
  AddPhoto,
  AssessmentPhotos,
  MOST_BYTES,
  MOST_PHOTOS,
  photoFields,
  photoFile,
  PhotoRules,
  type PhotoView,
  PhotoViews,
  RemovePhoto,
  removePhotoInput,
  ScanPhoto,
} from '../../people/assessment-photos';
import { type Assessment, Assessments } from '../../people/assessments';
import { Households } from '../../people/households';
import { allows, CurrentActor, RequirePermission } from '../../trust/access';
import { Accounts } from '../../trust/accounts';
import { emptyForm, type FormModel, Forms, type Redirect, redirect, view, type View } from '../shell';
import { AssessmentWords } from './assessments-words';

const id = z.uuid();
const besides = (assessmentId: string) => `/console/assessments/${assessmentId}/photos`;

/** Pictures beside a filled-in scale: the list with its form, one picture, taking one away (design 8.11). */
@ApiExcludeController()
@Controller('console')
export class AssessmentPhotoPages {
  constructor(
    private readonly photos: AssessmentPhotos,
    private readonly views: PhotoViews,
    private readonly rules: PhotoRules,
    private readonly adding: AddPhoto,
    private readonly removing: RemovePhoto,
    private readonly scanning: ScanPhoto,
    private readonly assessments: Assessments,
    private readonly households: Households,
    private readonly accounts: Accounts,
    private readonly transactions: Transactions,
    private readonly words: AssessmentWords,
    private readonly forms: Forms,
  ) {}

  @Get('assessments/:id/photos')
  @RequirePermission('assessments:read')
  list(@Param('id', { schema: id }) assessmentId: string, @CurrentActor() actor: Actor): Promise<View> {
    return this.listPage(assessmentId, actor, emptyForm());
  }

  /** The form is read before any transaction is open, since a telephone may send it slowly; sent twice it adds one picture. */
  @Post('assessments/:id/photos')
  @RequirePermission('assessments:write')
  @OwnTransaction()
  async add(
    @Param('id', { schema: id }) assessmentId: string,
    @Req() request: FastifyRequest,
    @CurrentActor() actor: Actor,
  ): Promise<Redirect | View> {
    await this.transactions.runApart(actor, () => this.assessments.get(assessmentId));
    const received = await receiveForm(request, MOST_BYTES);
    const key = String((request.query as { _key?: unknown })._key ?? '');
    return this.transactions.runApart(actor, () =>
      this.forms.submit(received.values, photoFields, {
        act: (fields) => this.adding.execute(assessmentId, received, fields, key),
        done: () => redirect(besides(assessmentId), { flash: { key: 'assessment-photos.added' } }),
        again: (form) => this.listPage(assessmentId, actor, form),
      }),
    );
  }

  @Get('assessment-photos/:id')
  @RequirePermission('assessments:read')
  show(@Param('id', { schema: id }) photoId: string, @CurrentActor() actor: Actor): Promise<View> {
    return this.page(photoId, actor, emptyForm());
  }

  @Get('assessment-photos/:id/content')
  @RequirePermission('assessments:read')
  async content(
    @Param('id', { schema: id }) photoId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { row, content } = await this.photos.content(photoId);
    await this.households.open(row.householdId);
    return photoFile(reply, row, content);
  }

  @Post('assessment-photos/:id/remove')
  @RequirePermission('assessments:write')
  remove(@Param('id', { schema: id }) photoId: string, @CurrentActor() actor: Actor, @Body() body: unknown) {
    return this.forms.submit(body, removePhotoInput, {
      act: (input) => this.removing.execute(photoId, input),
      done: ({ assessment }) =>
        redirect(besides(assessment.id), { flash: { key: 'assessment-photos.removed-notice' } }),
      again: (form) => this.page(photoId, actor, form),
    });
  }

  @Post('assessment-photos/:id/scan')
  @RequirePermission('assessments:write')
  scan(@Param('id', { schema: id }) photoId: string, @CurrentActor() actor: Actor, @Body() body: unknown) {
    return this.forms.submit(body, z.strictObject({}), {
      act: () => this.scanning.execute(photoId),
      done: () =>
        redirect(`/console/assessment-photos/${photoId}`, { flash: { key: 'assessment-photos.scanned-notice' } }),
      again: (form) => this.page(photoId, actor, form),
    });
  }

  private async listPage(assessmentId: string, actor: Actor, form: FormModel): Promise<View> {
    const assessment = await this.assessments.get(assessmentId);
    const household = await this.households.open(assessment.householdId);
    const photos = await this.views.all(await this.photos.list(assessmentId), assessment);
    const model = {
      ...{ id: assessmentId, form, most: MOST_PHOTOS, megabytes: MOST_BYTES / 1024 / 1024 },
      photos: await this.rows(photos),
      withheld: photos[0]?.withheld ?? [],
      mayAdd:
        allows(actor.roles, 'assessments:write') &&
        photos.length < MOST_PHOTOS &&
        household.state === 'active' &&
        (await this.rules.mayAdd(assessment)),
    };
    const title = this.words.text('assessment-photos.title', { scale: this.words.scale(assessment.instrument) });
    const breadcrumbs = [...this.words.trail(household), this.crumb(assessment)];
    return view('console/people/assessments/photos', model, { titleText: title, breadcrumbs });
  }

  private async page(photoId: string, actor: Actor, form: FormModel): Promise<View> {
    const { row, assessment } = await this.photos.get(photoId);
    const household = await this.households.open(row.householdId);
    const shown = await this.views.one(row, assessment);
    const [line] = await this.rows([shown]);
    const mayWrite = allows(actor.roles, 'assessments:write');
    const model = {
      ...{ form, photo: line, withheld: shown.withheld, beside: besides(assessment.id) },
      opens: shown.removedAt === null && shown.scan !== 'waiting' && !shown.withheld.includes('answers'),
      mayScan: mayWrite && shown.removedAt === null && shown.scan === 'waiting',
      mayRemove: mayWrite && shown.removedAt === null && (await this.rules.mayRemove(row, assessment)),
    };
    const breadcrumbs = [
      ...this.words.trail(household),
      this.crumb(assessment),
      { href: besides(assessment.id), key: 'assessment-photos.pictures' },
    ];
    return view('console/people/assessments/photo', model, { title: 'assessment-photos.one', breadcrumbs });
  }

  /** With the names of who took and removed them. */
  private async rows(photos: readonly PhotoView[]) {
    const people = photos.flatMap(({ addedBy, removedBy }) => (removedBy === null ? [addedBy] : [addedBy, removedBy]));
    const names = await this.accounts.names([...new Set(people)]);
    return photos.map((photo, at) => ({
      ...photo,
      number: at + 1,
      size: Math.max(1, Math.round(photo.bytes / 1024)),
      addedByName: names.get(photo.addedBy) ?? null,
      removedByName: names.get(photo.removedBy ?? '') ?? null,
    }));
  }

  private crumb({ id: assessmentId, instrument }: Assessment) {
    return { href: `/console/assessments/${assessmentId}`, text: this.words.scale(instrument) };
  }
}
