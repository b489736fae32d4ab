import { Injectable } from '@nestjs/common';
import { Sealer } from '../../platform/crypto';
import type { SupportObligor } from './support-obligor.entity';

const PLACE = 'support_obligors.note';
type Place = Pick<SupportObligor, 'householdId' | 'id'>;

/** The note on somebody who owes support: sealed for the household, opened for who may read the entry (design 8.7). */
@Injectable()
export class ObligorNote {
  constructor(private readonly sealer: Sealer) {}

  /** Null where nothing was written. */
  async seal({ householdId, id }: Place, text: string | null): Promise<Buffer | null> {
    return text === null ? null : this.sealer.seal(householdId, PLACE, id, text);
  }

  async open({ householdId, id, noteCiphertext }: SupportObligor): Promise<string | null> {
    return noteCiphertext && this.sealer.open(householdId, PLACE, id, noteCiphertext);
  }
}
