import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { conflict, notFound } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import type { Decision } from '../dto/evaluation.dto';
import type { Evaluation } from '../evaluation.entity';
import { EvaluationMoves } from '../evaluation-moves';
import { EvaluationsStore } from '../evaluations.store';

/** The evaluator's word on one case: agree, disagree, or send back with reasons (R21). */
@Injectable()
export class DecideEvaluation {
  constructor(
    private readonly store: EvaluationsStore,
    private readonly moves: EvaluationMoves,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404 when it is not the actor's own evaluation; 409 when it is decided or waits for a reply, `evaluation-own-case` */
  async execute(id: string, move: 'agree' | 'disagree' | 'send-back', decision: Decision): Promise<Evaluation> {
    const evaluation = await this.store.get(id);
    if (evaluation.evaluatorId !== this.transactions.actor.userId) throw notFound('evaluation-not-found');
    if (await this.store.isOwnCase(id)) throw conflict('evaluation-own-case');
    const { reasons = [], finding = null } = decision;
    const decidedAt = move === 'send-back' ? null : this.clock.now();
    const changes = { reasons: [...reasons], finding, decidedAt };
    return this.moves.make(evaluation, move, changes, reasons.length > 0 ? reasons.join(', ') : null);
  }
}
