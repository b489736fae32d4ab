import { Injectable } from '@nestjs/common';
import { Cases } from '../../../people/cases';
import { Transactions } from '../../../platform/database';
import { forbidden } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import type { Evaluation } from '../evaluation.entity';
import { EvaluationMoves } from '../evaluation-moves';
import { EvaluationsStore } from '../evaluations.store';
import { EvidenceStore } from '../evidence.store';
import { HiddenWords } from '../hidden-words';

/** The owner's or the centre's answer to an evaluation that was sent back; people and places are taken out before it is kept. */
@Injectable()
export class ReplyToEvaluation {
  constructor(
    private readonly store: EvaluationsStore,
    private readonly evidence: EvidenceStore,
    private readonly hidden: HiddenWords,
    private readonly cases: Cases,
    private readonly moves: EvaluationMoves,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 403 `evaluation-reply-not-yours`; 409 when it was not sent back */
  async execute(id: string, reply: string): Promise<Evaluation> {
    const evaluation = await this.store.get(id);
    const { userId, roles } = this.transactions.actor;
    if (!roles.includes('centre-worker') && !(await this.owners(evaluation)).includes(userId ?? '')) {
      throw forbidden('evaluation-reply-not-yours');
    }
    const safe = await this.hidden.out(reply, evaluation.householdId);
    const changes = { reply: safe, repliedBy: userId, repliedAt: this.clock.now() };
    return this.moves.make(evaluation, 'reply', changes, null);
  }

  private async owners({ householdId, referralId }: Evaluation): Promise<string[]> {
    const cases = await this.cases.ofHousehold(householdId);
    return [...cases.map(({ leadWorkerId }) => leadWorkerId), await this.evidence.ownerOf(referralId)];
  }
}
