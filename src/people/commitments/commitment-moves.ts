import { Injectable } from '@nestjs/common';
import { Lifecycles, type MoveFacts } from '../../platform/lifecycle';
import { Events } from '../../platform/queue';
import { Audit } from '../../trust/audit';
import type { Commitment } from './commitment.entity';
import { commitmentLifecycle, type CommitmentMove } from './commitment.lifecycle';
import { CommitmentsStore } from './commitments.store';

/** What others hear of: the household is told of what goes against it, and of the answer to its objection. */
const EVENTS: Partial<Record<CommitmentMove, string>> = {
  sign: 'commitment.signed',
  deny: 'commitment.found-not-true',
  contest: 'commitment.contested',
  uphold: 'commitment.upheld',
  correct: 'commitment.corrected',
  recheck: 'commitment.rechecked',
};

/** One move of a commitment with all that belongs to it: row, log, record, event. */
@Injectable()
export class CommitmentMoves {
  constructor(
    private readonly store: CommitmentsStore,
    private readonly lifecycles: Lifecycles,
    private readonly events: Events,
    private readonly audit: Audit,
  ) {}

  /** @throws AppError 409 `move-not-allowed` or the code of the guard; 412 when somebody else was first */
  async make(
    row: Commitment,
    move: CommitmentMove,
    { changes = {}, facts, reason }: { changes?: Partial<Commitment>; facts?: MoveFacts; reason?: string } = {},
  ): Promise<Commitment> {
    const { id: subjectId, householdId, districtCode, regionPath, state: from } = row;
    const place = { subjectId, householdId, districtCode, regionPath };
    const state = await this.lifecycles.move({ lifecycle: commitmentLifecycle, ...place, from, move, facts, reason });
    await this.store.update(row, { ...changes, state });
    const fields = ['state', ...Object.keys(changes)];
    await this.audit.changed({ action: `commitment.${state}`, subjectType: 'commitment', ...place, fields });
    const type = EVENTS[move];
    if (type !== undefined)
      await this.events.publish({
        ...{ type, aggregateId: subjectId, aggregateVersion: row.version + 1, householdId, districtCode },
        data: { state },
      });
    return this.store.get(subjectId);
  }
}
