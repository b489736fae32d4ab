import { Body, Controller, Get, Param, Post, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiConsumes, ApiProduces } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Answers, parseInput, receiveForm, requestContext } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { pictureTypes } from '../../trust/documents';
import { Assessments } from '../assessments';
import { Households } from '../households';
import { AssessmentPhotos } from './assessment-photos.service';
import { photoFields, type RemovePhotoInput, removePhotoInput } from './dto/assessment-photo.dto';
import { photosView, type PhotoView, photoView } from './dto/assessment-photo.view';
import { photoFile } from './photo-file';
import { MOST_BYTES } from './photo-limits';
import { PhotoViews } from './photo-views';
import { AddPhoto } from './use-cases/add-photo.use-case';
import { RemovePhoto } from './use-cases/remove-photo.use-case';
import { ScanPhoto } from './use-cases/scan-photo.use-case';

const id = z.uuid();

/** Pictures beside a filled-in scale (design 8.11). */
@Controller('api/v1')
export class AssessmentPhotosController {
  constructor(
    private readonly photos: AssessmentPhotos,
    private readonly views: PhotoViews,
    private readonly assessments: Assessments,
    private readonly households: Households,
    private readonly addPhoto: AddPhoto,
    private readonly removePhoto: RemovePhoto,
    private readonly scanPhoto: ScanPhoto,
  ) {}

  @Get('assessments/:id/photos')
  @RequirePermission('assessments:read')
  @Answers(200, photosView)
  async list(@Param('id', { schema: id }) assessmentId: string): Promise<z.infer<typeof photosView>> {
    const assessment = await this.assessments.get(assessmentId);
    await this.households.open(assessment.householdId);
    return { items: await this.views.all(await this.photos.list(assessmentId), assessment), next: null };
  }

  /** A form with the part `file` (JPEG, PNG or WebP, at most 10 MB) and, as the assessor wishes, `caption`. */
  @Post('assessments/:id/photos')
  @RequirePermission('assessments:write')
  @ApiConsumes('multipart/form-data')
  @Answers(201, photoView)
  async add(@Param('id', { schema: id }) assessmentId: string, @Req() request: FastifyRequest): Promise<PhotoView> {
    // Whoever does not reach the scale is told so before anything is read.
    const assessment = await this.assessments.get(assessmentId);
    const key = String(request.headers['idempotency-key'] ?? '');
    const received = await receiveForm(request, MOST_BYTES);
    const fields = parseInput(photoFields, received.values, requestContext.getStore()?.locale);
    const row = await this.addPhoto.execute(assessmentId, received, fields, key);
    return this.views.one(row, assessment);
  }

  @Get('assessment-photos/:id')
  @RequirePermission('assessments:read')
  @Answers(200, photoView)
  async one(@Param('id', { schema: id }) photoId: string): Promise<PhotoView> {
    const { row, assessment } = await this.photos.get(photoId);
    await this.households.open(row.householdId);
    return this.views.one(row, assessment);
  }

  /** The picture itself, to be saved. */
  @Get('assessment-photos/:id/content')
  @RequirePermission('assessments:read')
  @ApiProduces(...pictureTypes)
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
  @Answers(200, photoView)
  async remove(
    @Param('id', { schema: id }) photoId: string,
    @Body({ schema: removePhotoInput }) input: RemovePhotoInput,
  ): Promise<PhotoView> {
    const { row, assessment } = await this.removePhoto.execute(photoId, input);
    return this.views.one(row, assessment);
  }

  /** Looks again for malware in a picture that is locked. */
  @Post('assessment-photos/:id/scan')
  @RequirePermission('assessments:write')
  @Answers(200, photoView)
  async scan(@Param('id', { schema: id }) photoId: string): Promise<PhotoView> {
    const { row, assessment } = await this.scanPhoto.execute(photoId);
    return this.views.one(row, assessment);
  }
}
