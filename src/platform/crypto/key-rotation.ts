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

  /** Commits after every batch, so it may be stopped and run again. Returns the number of keys wrapped anew. */
  async rewrap(): Promise<number> {
    let total = 0;
    for (;;) {
      const done = await this.transactions.runApart(keyActor('key-rotation'), () => this.subjectKeys.rewrap(BATCH));
      total += done;
      if (done < BATCH) return total;
    }
  }
}
