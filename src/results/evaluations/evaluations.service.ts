import { Injectable } from '@nestjs/common';
import { type Page, Transactions } from '../../platform/database';
import { Audit } from '../../trust/audit';
import type { EvaluationQuery } from './dto/evaluation.dto';
import type { Evaluation } from './evaluation.entity';
import type { EvaluationSample } from './evaluation-sample.entity';
import { EvaluationsStore } from './evaluations.store';

/** Reads of samples and evaluations for this room's doors and for the rooms above. */
@Injectable()
export class Evaluations {
  constructor(
    private readonly store: EvaluationsStore,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
  ) {}

  /** @throws AppError 404 `evaluation-not-found` */
  get(id: string): Promise<Evaluation> {
    return this.store.get(id);
  }

  /** For a person who reads the evidence: it is recorded (C2). @throws AppError 404 */
  async open(id: string): Promise<Evaluation> {
    const evaluation = await this.store.get(id);
    const { householdId, districtCode, regionPath } = evaluation;
    const subject = { subjectType: 'evaluation', subjectId: id, householdId, districtCode, regionPath };
    await this.audit.read({ action: 'evaluation.evidence-read', ...subject });
    return evaluation;
  }

  list(query: EvaluationQuery): Promise<Page<Evaluation>> {
    return this.store.list(query);
  }

  ofHousehold(householdId: string): Promise<Evaluation[]> {
    return this.store.ofHousehold(householdId);
  }

  /** Sent back on referrals or cases of the actor. */
  async toAnswer(): Promise<Evaluation[]> {
    const { userId } = this.transactions.actor;
    return userId === null ? [] : this.store.toAnswer(userId);
  }

  /** How many wait for the actor as evaluator. */
  async countWaiting(): Promise<number> {
    const { userId } = this.transactions.actor;
    return userId === null ? 0 : this.store.countWaiting(userId);
  }

  /** Whether the actor may know whose evaluation it is (C3): evaluators never. */
  get opensIdentity(): boolean {
    return !this.transactions.actor.roles.includes('evaluator');
  }

  /** @throws AppError 404 `evaluation-sample-not-found` */
  sample(id: string): Promise<EvaluationSample> {
    return this.store.sample(id);
  }

  samples(limit: number, after?: string): Promise<Page<EvaluationSample>> {
    return this.store.samples(limit, after);
  }

  /** In the drawn order. */
  ofSample(sampleId: string): Promise<Evaluation[]> {
    return this.store.ofSample(sampleId);
  }
}
