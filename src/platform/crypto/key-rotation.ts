import { Injectable } from '@nestjs/common';
import { anonymousActor, type Actor, Transactions } from '../database';
import { SubjectKeys } from './subject-keys.store';

const BATCH = 500;
export const keyActor = (purpose: string): Actor => ({ ...anonymousActor(purpose), kind: 'system' });

/** Wraps every subject's key with the active master key. Sealed fields stay as they are: only the wrapping changes. */
@Injectable()
export class KeyRotation {
  constructor(
    private readonly transactions: Transactions,
    private readonly subjectKeys: SubjectKeys,
  ) {}

  /**
   * Commits after every batch, so it may be stopped and run again; requests go on meanwhile, since whoever reads a key
   * finds it wrapped by the old or by the new one, and has both. Returns the number of keys wrapped anew.
   * @param told after each batch: how many are done, of how many at the start
   */
  async rewrap(told: (done: number, of: number) => void = () => undefined): Promise<number> {
    const actor = keyActor('key-rotation');
    const waiting = await this.transactions.runApart(actor, () => this.subjectKeys.countToRewrap(), { readOnly: true });
    let total = 0;
    for (;;) {
      const done = await this.transactions.runApart(actor, () => this.subjectKeys.rewrap(BATCH));
      total += done;
      told(total, Math.max(waiting, total));
      if (done < BATCH) return total;
    }
  }
}
