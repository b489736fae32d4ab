import { Injectable } from '@nestjs/common';
import { Lifecycles } from '../../platform/lifecycle';
import { Events } from '../../platform/queue';
import { Audit } from '../../trust/audit';
import type { Evaluation } from './evaluation.entity';
import { evaluationLifecycle, type EvaluationMove } from './evaluation.lifecycle';
import { EvaluationsStore } from './evaluations.store';

/** One move of an evaluation with all that belongs to it: row, log, record, event. */
@Injectable()
export class EvaluationMoves {
  constructor(
    private readonly store: EvaluationsStore,
    private readonly lifecycles: Lifecycles,
    private readonly events: Events,
    private readonly audit: Audit,
  ) {}

  /** @throws AppError 409 `move-not-allowed`, 412 when someone else was first */
  async make(
    evaluation: Evaluation,
    move: EvaluationMove,
    changes: Partial<Evaluation>,
    reason: string | null,
  ): Promise<Evaluation> {
    const { id, householdId, referralId, districtCode, regionPath, state: from } = evaluation;
    const place = { householdId, districtCode, regionPath };
    const state = await this.lifecycles.move({
      ...{ lifecycle: evaluationLifecycle, subjectId: id, ...place, from, move, reason },
    });
    const moved = await this.store.update(evaluation, { ...changes, state });
    const action = move === 'reply' ? 'evaluation.answered' : 'evaluation.decided';
    const fields = ['state', ...Object.keys(changes)];
    await this.audit.changed({ action, subjectType: 'evaluation', subjectId: id, ...place, fields });
    const data = { referralId, decision: state };
    const aggregate = { aggregateId: id, aggregateVersion: moved.version, householdId, districtCode };
    await this.events.publish({ type: action, ...aggregate, data });
    return moved;
  }
}
