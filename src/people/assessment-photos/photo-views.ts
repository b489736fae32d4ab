import { Injectable } from '@nestjs/common';
import { type Assessment, AssessmentViews } from '../assessments';
import type { AssessmentPhoto } from './assessment-photo.entity';
import { type PhotoView, viewPhoto } from './dto/assessment-photo.view';
import { PhotoWords } from './photo-words';

/** Pictures as the reader may see them: that there is one, or what is on it too (C3). */
@Injectable()
export class PhotoViews {
  constructor(
    private readonly assessments: AssessmentViews,
    private readonly words: PhotoWords,
  ) {}

  async one(row: AssessmentPhoto, assessment: Assessment): Promise<PhotoView> {
    const [view] = await this.all([row], assessment);
    return view!;
  }

  /** Of one scale. */
  async all(rows: readonly AssessmentPhoto[], assessment: Assessment): Promise<PhotoView[]> {
    const readable = await this.assessments.readable(assessment);
    const levels = await this.assessments.levelsOf(assessment);
    const views: PhotoView[] = [];
    for (const row of rows) {
      const caption = readable ? await this.words.caption(row) : null;
      const removal = readable ? await this.words.removal(row) : null;
      // A draft is its assessor's alone until it is handed in, whatever the others may read then.
      views.push(viewPhoto(row, { caption, removal }, readable ? levels : { ...levels, answers: 'none' }));
    }
    return views;
  }
}
