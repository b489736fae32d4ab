import { Injectable } from '@nestjs/common';
import { Needs } from '../../people/needs';
import { AppError } from '../../platform/errors';
import { Matching } from '../matching';
import type { WaitingListEntry } from './waiting-list-entry.entity';

type Judged = Awaited<ReturnType<Matching['judgeOne']>>;

/** What the rules of matching say today of somebody who waits. */
@Injectable()
export class EntryStanding {
  constructor(
    private readonly needs: Needs,
    private readonly matching: Matching,
  ) {}

  /**
   * `undefined` while the need cannot be matched, e.g. until the household has confirmed a newer version (A11): its turn
   * stays. Null where the offering is nobody's candidate.
   */
  async of({ householdId, needId, offeringId }: WaitingListEntry): Promise<Judged | undefined> {
    const newest = await this.needs.newest(needId);
    try {
      return await this.matching.judgeOne(householdId, newest.id, offeringId);
    } catch (error) {
      if (error instanceof AppError && (error.status === 409 || error.status === 422)) return undefined;
      throw error;
    }
  }
}
