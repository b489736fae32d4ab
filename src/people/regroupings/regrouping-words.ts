import { Injectable } from '@nestjs/common';
import { Sealer } from '../../platform/crypto';
import type { Regrouping } from './regrouping.entity';

const PLACES = { note: 'regroupings.note', noAdultReason: 'regroupings.no_adult_reason' } as const;
export type RegroupingWord = keyof typeof PLACES;

/** What people write about a split or a merge: sealed for the file that was left, opened for who may read it (design 8.7). */
@Injectable()
export class RegroupingWords {
  constructor(private readonly sealer: Sealer) {}

  /** Null where nothing was written. */
  async seal(
    word: RegroupingWord,
    { householdId, id }: Pick<Regrouping, 'householdId' | 'id'>,
    text: string | null | undefined,
  ): Promise<Buffer | null> {
    return text ? this.sealer.seal(householdId, PLACES[word], id, text) : null;
  }

  /** Null where nothing was written, and after one of the files was erased. */
  async open(word: RegroupingWord, row: Regrouping): Promise<string | null> {
    const bytes = row[`${word}Ciphertext`];
    return bytes && this.sealer.open(row.householdId, PLACES[word], row.id, bytes);
  }
}
