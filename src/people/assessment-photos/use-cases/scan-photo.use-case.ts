import { Injectable } from '@nestjs/common';
import { conflict } from '../../../platform/errors';
import { Audit } from '../../../trust/audit';
import { VirusScanner } from '../../../trust/documents';
import { AssessmentPhotos, type PhotoOfAssessment } from '../assessment-photos.service';
import { AssessmentPhotosStore } from '../assessment-photos.store';
import { PhotoContents } from '../photo-contents';

/** Looks for malware in a picture that came while nobody could look; it is locked until then (design 8.11). */
@Injectable()
export class ScanPhoto {
  constructor(
    private readonly store: AssessmentPhotosStore,
    private readonly photos: AssessmentPhotos,
    private readonly contents: PhotoContents,
    private readonly scanner: VirusScanner,
    private readonly audit: Audit,
  ) {}

  /** @throws AppError 404; 409 `assessment-photo-removed`, `assessment-photo-locked` while still nobody answers, `photo-infected` */
  async execute(id: string): Promise<PhotoOfAssessment> {
    const { row } = await this.photos.get(id);
    if (row.removedAt !== null) throw conflict('assessment-photo-removed');
    if (row.scan !== 'waiting') return this.photos.get(id);
    const found = await this.scanner.look(await this.contents.open(row));
    if (found === 'waiting') throw conflict('assessment-photo-locked');
    // It stays locked, so that somebody removes it with a reason.
    if (found === 'infected') throw conflict('photo-infected');
    await this.store.update(row, { scan: found });
    const { householdId } = row;
    const subject = { subjectType: 'assessment-photo', subjectId: id, householdId };
    await this.audit.changed({ action: 'assessment-photo.scanned', ...subject, fields: ['scan'] });
    return this.photos.get(id);
  }
}
