import { Injectable } from '@nestjs/common';
import { Sealer } from '../../platform/crypto';
import type { AssessmentPhoto } from './assessment-photo.entity';

const CAPTION = 'assessment_photos.caption_ciphertext';
const REMOVAL = 'assessment_photos.removal_ciphertext';
type Place = Pick<AssessmentPhoto, 'id' | 'householdId'>;

/** What people write about a picture, sealed for the household (design 8.7). */
@Injectable()
export class PhotoWords {
  constructor(private readonly sealer: Sealer) {}

  sealCaption({ id, householdId }: Place, words: string): Promise<Buffer> {
    return this.sealer.seal(householdId, CAPTION, id, words);
  }

  sealRemoval({ id, householdId }: Place, words: string): Promise<Buffer> {
    return this.sealer.seal(householdId, REMOVAL, id, words);
  }

  async caption({ id, householdId, captionCiphertext: sealed }: AssessmentPhoto): Promise<string | null> {
    return sealed && this.sealer.open(householdId, CAPTION, id, sealed);
  }

  async removal({ id, householdId, removalCiphertext: sealed }: AssessmentPhoto): Promise<string | null> {
    return sealed && this.sealer.open(householdId, REMOVAL, id, sealed);
  }
}
