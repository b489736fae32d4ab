import { Injectable } from '@nestjs/common';
import { Sealer } from '../../platform/crypto';
import type { Commitment } from './commitment.entity';

export type CommitmentWord = 'finding' | 'said' | 'reply' | 'settled';

/** What people write about a commitment: sealed for the household, opened for who may read it (design 8.7). */
@Injectable()
export class CommitmentWords {
  constructor(private readonly sealer: Sealer) {}

  seal(word: CommitmentWord, { householdId, id }: Pick<Commitment, 'householdId' | 'id'>, text: string) {
    return this.sealer.seal(householdId, `commitments.${word}`, id, text);
  }

  /** Null where nobody wrote anything, and after the household was erased. */
  async open(word: CommitmentWord, row: Commitment): Promise<string | null> {
    const bytes = row[`${word}Ciphertext`];
    return bytes && this.sealer.open(row.householdId, `commitments.${word}`, row.id, bytes);
  }
}
