import { Injectable } from '@nestjs/common';
import { DueHandler, type DueItem, type DueItemHandler } from '../../platform/queue';
import { CaseMoves } from './case-moves';
import { CasesStore, HandoversStore } from './cases.store';

/** Nobody answered an offer in time: the event lets the upper tier know (R10). The sender keeps the case. */
@Injectable()
@DueHandler('handover-answer')
export class HandoverOverdue implements DueItemHandler {
  constructor(
    private readonly store: CasesStore,
    private readonly handovers: HandoversStore,
    private readonly moves: CaseMoves,
  ) {}

  async handle(item: DueItem): Promise<void> {
    const handover = await this.handovers.get(item.subjectId);
    if (handover.state !== 'offered') return;
    const row = await this.store.get(handover.caseId);
    await this.moves.told(row, 'case.handover-overdue', { handoverId: handover.id, toUnitId: handover.toUnitId });
  }
}
