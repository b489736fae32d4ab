import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import { AssessmentPhotos, type PhotoOfAssessment } from '../assessment-photos.service';
import { AssessmentPhotosStore } from '../assessment-photos.store';
import type { RemovePhotoInput } from '../dto/assessment-photo.dto';
import { PhotoContents } from '../photo-contents';
import { PhotoRules } from '../photo-rules';
import { PhotoWords } from '../photo-words';

/** Takes a picture away: its bytes and its caption are gone, that there was one and why it went stays. */
@Injectable()
export class RemovePhoto {
  constructor(
    private readonly store: AssessmentPhotosStore,
    private readonly photos: AssessmentPhotos,
    private readonly contents: PhotoContents,
    private readonly words: PhotoWords,
    private readonly rules: PhotoRules,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 412; 403, 409 as `PhotoRules.demandRemoving` */
  async execute(id: string, { reason }: RemovePhotoInput): Promise<PhotoOfAssessment> {
    const { row, assessment } = await this.photos.get(id);
    await this.rules.demandRemoving(row, assessment);
    await this.store.update(row, {
      captionCiphertext: null,
      removalCiphertext: await this.words.sealRemoval(row, reason),
      removedBy: this.transactions.actor.userId,
      removedAt: this.clock.now(),
    });
    await this.contents.drop(row);
    const { householdId } = row;
    await this.audit.changed({
      ...{ action: 'assessment-photo.removed', subjectType: 'assessment-photo', subjectId: id, householdId },
      fields: ['content', 'caption', 'removal'],
    });
    return this.photos.get(id);
  }
}
