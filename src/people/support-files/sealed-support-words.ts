import { Injectable } from '@nestjs/common';
import { Sealer } from '../../platform/crypto';

/** Where words are sealed: `table.column`. */
type Place =
  | `support_files.${'place' | 'change' | 'end_note'}`
  | `support_agreements.${'carer' | 'duties' | 'end_note'}`
  | `support_proposals.${'place' | 'words' | 'ground'}`
  | 'support_visits.note';
type Row = Record<'householdId' | 'id', string>;

/** What people write about a person in extreme difficulty: sealed for the household, opened for who may read it (design 8.7). */
@Injectable()
export class SealedSupportWords {
  constructor(private readonly sealer: Sealer) {}

  seal(place: Place, { householdId, id }: Row, text: string): Promise<Buffer> {
    return this.sealer.seal(householdId, place, id, text);
  }

  /** Null where nothing was written, and after the household was erased. */
  async open(place: Place, { householdId, id }: Row, sealed: Buffer | null): Promise<string | null> {
    return sealed && this.sealer.open(householdId, place, id, sealed);
  }
}
