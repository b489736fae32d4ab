import { Injectable } from '@nestjs/common';
import { Classifications, ProposeClassification } from '../../people/classification';
import { DueHandler, type DueItem, type DueItemHandler } from '../../platform/queue';
import { LedgerHouseholdsStore } from './ledger-households.store';

/**
 * The day of a household's first review (R30): the machine proposes class and circle, so that each working day has its
 * share of the list. Where a person has begun meanwhile, it leaves the household to that person.
 */
@Injectable()
@DueHandler('ledger-review')
export class LedgerReview implements DueItemHandler {
  constructor(
    private readonly households: LedgerHouseholdsStore,
    private readonly classifications: Classifications,
    private readonly proposing: ProposeClassification,
  ) {}

  async handle({ subjectId }: DueItem): Promise<void> {
    const row = await this.households.standingOf(subjectId);
    if (!row || (await this.classifications.list(subjectId)).length > 0) return;
    await this.proposing.execute(subjectId, {});
  }
}
