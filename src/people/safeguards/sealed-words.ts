import { Injectable } from '@nestjs/common';
import { Sealer } from '../../platform/crypto';

const PLACES = {
  told: 'mandatory_reports.told_ciphertext',
  reason: 'mandatory_reports.reason_ciphertext',
  note: 'flag_tasks.note_ciphertext',
} as const;
type Place = keyof typeof PLACES;
interface Row {
  householdId: string;
  id: string;
}

/** To whom a report was told and what for: reference and words. */
export interface Told {
  reference: string | null;
  words: string | null;
}

/** What people write about reports and tasks: sealed for the household (design 8.7). */
@Injectable()
export class SafeguardWords {
  constructor(private readonly sealer: Sealer) {}

  seal(place: Place, { householdId, id }: Row, text: string): Promise<Buffer> {
    return this.sealer.seal(householdId, PLACES[place], id, text);
  }

  /** Null where nobody wrote anything, and after the household was erased. */
  async open(place: Place, { householdId, id }: Row, bytes: Buffer | null): Promise<string | null> {
    return bytes && this.sealer.open(householdId, PLACES[place], id, bytes);
  }
}
