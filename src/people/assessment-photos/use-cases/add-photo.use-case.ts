import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../../platform/database';
import { conflict, invalid } from '../../../platform/errors';
import type { ReceivedForm } from '../../../platform/http';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import { type Picture, plainPicture, VirusScanner } from '../../../trust/documents';
import { Assessments } from '../../assessments';
import type { AssessmentPhoto } from '../assessment-photo.entity';
import { AssessmentPhotosStore } from '../assessment-photos.store';
import type { PhotoFields } from '../dto/assessment-photo.dto';
import { PhotoContents } from '../photo-contents';
import { MOST_BYTES, MOST_PHOTOS } from '../photo-limits';
import { PhotoRules } from '../photo-rules';
import { PhotoWords } from '../photo-words';

const refused = (code: string, params: Record<string, number> = {}) => invalid([{ field: 'file', code, params }]);

/** Puts a picture beside a scale: known by its bytes, without what its notes tell, sealed (design 8.11). */
@Injectable()
export class AddPhoto {
  constructor(
    private readonly store: AssessmentPhotosStore,
    private readonly contents: PhotoContents,
    private readonly words: PhotoWords,
    private readonly rules: PhotoRules,
    private readonly assessments: Assessments,
    private readonly scanner: VirusScanner,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /**
   * The same sending again leads to the picture that it made.
   * @throws AppError 422 at `file`: `upload-missing`, `upload-empty`, `photo-too-large`, `photo-not-image`, `photo-damaged`,
   *   `photo-too-wide`, `photo-infected`; 409 `photos-too-many`; 403, 409 as `PhotoRules.demandAdding`
   */
  async execute(
    assessmentId: string,
    file: Pick<ReceivedForm, 'content' | 'tooLarge'>,
    { caption }: PhotoFields,
    requestKey: string,
  ): Promise<AssessmentPhoto> {
    const addedBy = this.transactions.actor.userId!;
    const assessment = await this.assessments.get(assessmentId);
    // First the lock: the same form sent twice at once makes one picture.
    const count = await this.store.countLocked(assessmentId);
    const earlier = await this.store.ofRequest(addedBy, requestKey);
    if (earlier?.assessmentId === assessmentId) return earlier;
    await this.rules.demandAdding(assessment);
    const { content, ...picture } = pictureOf(file);
    if (count >= MOST_PHOTOS) throw conflict('photos-too-many', { most: MOST_PHOTOS });
    const found = await this.scanner.look(content);
    if (found === 'infected') throw refused('photo-infected');
    const { householdId } = assessment;
    const place = { id: newId(), householdId };
    const row: AssessmentPhoto = {
      ...{ ...place, assessmentId, ...picture, bytes: content.length, scan: found, requestKey },
      captionCiphertext: caption ? await this.words.sealCaption(place, caption) : null,
      ...{ removalCiphertext: null, addedBy, addedAt: this.clock.now(), removedBy: null, removedAt: null, version: 1 },
    };
    await this.store.insert(row);
    await this.contents.keep(row, content);
    await this.audit.changed({
      ...{ action: 'assessment-photo.added', subjectType: 'assessment-photo', subjectId: row.id, householdId },
      fields: [`bytes-${row.bytes}`],
    });
    return row;
  }
}

function pictureOf({ content, tooLarge }: Pick<ReceivedForm, 'content' | 'tooLarge'>): Picture {
  if (tooLarge) throw refused('photo-too-large', { megabytes: MOST_BYTES / 1024 / 1024 });
  if (content === null) throw refused('upload-missing');
  if (content.length === 0) throw refused('upload-empty');
  const picture = plainPicture(content);
  if (picture === 'unknown') throw refused('photo-not-image');
  if (picture === 'damaged') throw refused('photo-damaged');
  if (picture === 'too-wide') throw refused('photo-too-wide');
  return picture;
}
