import { Injectable } from '@nestjs/common';
import { Sealer } from '../../platform/crypto';
import { Lifecycles } from '../../platform/lifecycle';
import { Audit } from '../../trust/audit';
import type { CheckMismatch } from './check-mismatch.entity';
import { checkMismatchLifecycle, type MismatchMove } from './check-mismatch.lifecycle';
import { CheckMismatchesStore } from './check-mismatches.store';

const NOTE = 'check_mismatches.note';
const SAID = 'check_mismatches.said';

/** One move of something to be clarified with all that belongs to it: row, log, record, sealed words. */
@Injectable()
export class MismatchMoves {
  constructor(
    private readonly store: CheckMismatchesStore,
    private readonly lifecycles: Lifecycles,
    private readonly sealer: Sealer,
    private readonly audit: Audit,
  ) {}

  /** @throws AppError 409 `move-not-allowed`; 412 when somebody else was first, or `version` is not the newest */
  async make(
    row: CheckMismatch,
    move: MismatchMove,
    changes: Partial<CheckMismatch>,
    note?: string,
  ): Promise<CheckMismatch> {
    const { id, householdId, districtCode, state: from } = row;
    const state = await this.lifecycles.move({
      lifecycle: checkMismatchLifecycle,
      ...{ subjectId: id, householdId, districtCode, from, move },
    });
    const sealed = note === undefined ? {} : { noteCiphertext: await this.sealer.seal(householdId, NOTE, id, note) };
    await this.store.update(row, { ...changes, ...sealed, state });
    const subject = { subjectType: 'check-mismatch', subjectId: id, householdId, districtCode };
    await this.audit.changed({
      action: `check-mismatch.${state}`,
      ...subject,
      fields: ['state', ...Object.keys(sealed), ...('saidCiphertext' in changes ? ['said'] : [])],
    });
    return this.store.get(id);
  }

  /** The household's own words for the row with this id, as they are kept. */
  async sealSaid({ id, householdId }: Pick<CheckMismatch, 'id' | 'householdId'>, words: string): Promise<Buffer> {
    return this.sealer.seal(householdId, SAID, id, words);
  }

  /** Why the household contests the answer; null where it has not said so, and after it was erased. */
  async said({ id, householdId, saidCiphertext }: CheckMismatch): Promise<string | null> {
    return saidCiphertext && this.sealer.open(householdId, SAID, id, saidCiphertext);
  }

  /** What was noted, in words; null where nothing was, and after the household was erased. */
  async note({ id, householdId, noteCiphertext }: CheckMismatch): Promise<string | null> {
    return noteCiphertext && this.sealer.open(householdId, NOTE, id, noteCiphertext);
  }
}
