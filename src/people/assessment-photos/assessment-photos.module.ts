import { Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { DocumentsModule } from '../../trust/documents';
import { AssessmentsModule } from '../assessments';
import { HouseholdsModule } from '../households';
import { AssessmentPhoto } from './assessment-photo.entity';
import { AssessmentPhotosController } from './assessment-photos.controller';
import { AssessmentPhotos } from './assessment-photos.service';
import { AssessmentPhotosStore } from './assessment-photos.store';
import { PhotoChunk } from './photo-chunk.entity';
import { PhotoContents } from './photo-contents';
import { PhotoRules } from './photo-rules';
import { PhotoViews } from './photo-views';
import { PhotoWords } from './photo-words';
import { AddPhoto } from './use-cases/add-photo.use-case';
import { RemovePhoto } from './use-cases/remove-photo.use-case';
import { ScanPhoto } from './use-cases/scan-photo.use-case';
import './assessment-photo.copy';

registerEntities([AssessmentPhoto, PhotoChunk]);

const exported = [AddPhoto, AssessmentPhotos, PhotoRules, PhotoViews, RemovePhoto, ScanPhoto];

/** Pictures beside filled-in scales. */
@Module({
  imports: [AssessmentsModule, DocumentsModule, HouseholdsModule],
  controllers: [AssessmentPhotosController],
  providers: [AssessmentPhotosStore, PhotoContents, PhotoWords, ...exported],
  exports: exported,
})
export class AssessmentPhotosModule {}
