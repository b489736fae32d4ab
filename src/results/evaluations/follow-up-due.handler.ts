import { Injectable } from '@nestjs/common';
import { Cases } from '../../people/cases';
import { DueHandler, type DueItem, type DueItemHandler } from '../../platform/queue';
import { FollowUpMoves } from './follow-up-moves';
import { FollowUpsStore } from './follow-ups.store';

/** The day of a follow-up has come: it lands with whoever leads the case now, else with its owner from then (R10). */
@Injectable()
@DueHandler('follow-up')
export class FollowUpDue implements DueItemHandler {
  constructor(
    private readonly store: FollowUpsStore,
    private readonly moves: FollowUpMoves,
    private readonly cases: Cases,
  ) {}

  async handle(item: DueItem): Promise<void> {
    const followUp = await this.store.get(item.subjectId);
    if (followUp.state !== 'planned') return;
    const work = await this.cases.openCase(followUp.householdId);
    await this.moves.make(followUp, 'fall-due', { ownerAccountId: work?.leadWorkerId ?? followUp.ownerAccountId });
  }
}
