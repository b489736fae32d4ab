import { Injectable } from '@nestjs/common';
import { type DomainEvent, type EventSubscriber, Subscriber } from '../../platform/queue';
import { Conflicts } from '../../trust/conflicts';
import { CaseMoves } from './case-moves';
import { CaseOwner } from './case-owner';
import { CasesStore } from './cases.store';

/**
 * A lead worker who must not open the file any more (C3): the colleagues of the unit are asked to give the case another
 * lead. Until somebody does, the lead stays in name, since no case is without one (R10).
 */
@Injectable()
@Subscriber('cases-conflicted-lead')
export class ConflictedLead implements EventSubscriber {
  readonly events = ['conflict.declared', 'conflict.identity-recorded'];

  constructor(
    private readonly store: CasesStore,
    private readonly owner: CaseOwner,
    private readonly moves: CaseMoves,
    private readonly conflicts: Conflicts,
  ) {}

  async handle({ data: { accountId } }: DomainEvent): Promise<void> {
    if (typeof accountId !== 'string') return;
    for (const householdId of await this.conflicts.householdsOf(accountId)) {
      const row = await this.store.openOf(householdId);
      if (row?.leadWorkerId !== accountId) continue;
      const colleagues = await this.owner.freeWorkersOf(row.unitId, householdId);
      await this.moves.told(row, 'case.lead-conflicted', { accountIds: colleagues.map(({ id }) => id) });
    }
  }
}
