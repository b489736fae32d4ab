import { Injectable } from '@nestjs/common';
import { Sealer } from '../../platform/crypto';
import type { IntegrityAnswer } from './integrity-answer.entity';

const PLACES = { ground: 'integrity_answers.ground', undo: 'integrity_answers.undo' } as const;
type Row = Pick<IntegrityAnswer, 'householdId' | 'id'>;

/** What people say of a hole: sealed for the household, opened for who may read it (design 8.7). */
@Injectable()
export class SealedAnswers {
  constructor(private readonly sealer: Sealer) {}

  seal(place: keyof typeof PLACES, { householdId, id }: Row, text: string): Promise<Buffer> {
    return this.sealer.seal(householdId, PLACES[place], id, text);
  }

  /** Null after the household was erased. */
  async ground({ householdId, id, groundCiphertext }: IntegrityAnswer): Promise<string | null> {
    return groundCiphertext && this.sealer.open(householdId, PLACES.ground, id, groundCiphertext);
  }
}
