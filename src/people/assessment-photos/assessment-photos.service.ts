import { Injectable } from '@nestjs/common';
import { Audit } from '../../trust/audit';
import { type Assessment, Assessments } from '../assessments';
import type { AssessmentPhoto } from './assessment-photo.entity';
import { AssessmentPhotosStore } from './assessment-photos.store';
import { PhotoContents } from './photo-contents';
import { PhotoRules } from './photo-rules';

/** A picture with the scale it stands beside. */
export interface PhotoOfAssessment {
  row: AssessmentPhoto;
  assessment: Assessment;
}

/** Reads of pictures for the doors of this room and for the pages. */
@Injectable()
export class AssessmentPhotos {
  constructor(
    private readonly store: AssessmentPhotosStore,
    private readonly contents: PhotoContents,
    private readonly rules: PhotoRules,
    private readonly assessments: Assessments,
    private readonly audit: Audit,
  ) {}

  /** The first taken first, removed ones too. */
  list(assessmentId: string): Promise<AssessmentPhoto[]> {
    return this.store.ofAssessment(assessmentId);
  }

  /** How many stand beside the scale. */
  count(assessmentId: string): Promise<number> {
    return this.store.countStanding(assessmentId);
  }

  /** @throws AppError 404 `assessment-photo-not-found` */
  async get(id: string): Promise<PhotoOfAssessment> {
    const row = await this.store.get(id);
    return { row, assessment: await this.assessments.get(row.assessmentId) };
  }

  /**
   * The picture itself; that it was looked at is on the record (C2).
   * @throws AppError 404; 403, 409, 410 as `PhotoRules.demandLooking`
   */
  async content(id: string): Promise<{ row: AssessmentPhoto; content: Buffer }> {
    const { row, assessment } = await this.get(id);
    await this.rules.demandLooking(row, assessment);
    const { householdId } = row;
    await this.audit.read({
      ...{ action: 'assessment-photo.read', subjectType: 'assessment-photo', subjectId: id, householdId },
    });
    return { row, content: await this.contents.open(row) };
  }
}
