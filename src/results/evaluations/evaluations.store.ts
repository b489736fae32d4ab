import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { notFound, stale } from '../../platform/errors';
import type { EvaluationQuery } from './dto/evaluation.dto';
import { Evaluation } from './evaluation.entity';
import { EvaluationSample } from './evaluation-sample.entity';

/** Rows of samples and evaluations; the policies give an evaluator the own ones only. */
@Injectable()
export class EvaluationsStore {
  constructor(private readonly transactions: Transactions) {}

  async addSample(sample: EvaluationSample, evaluations: readonly Evaluation[]): Promise<void> {
    const { manager } = this.transactions;
    await manager.insert(EvaluationSample, sample);
    for (const evaluation of evaluations) await manager.insert(Evaluation, evaluation);
  }

  /** @throws AppError 404 `evaluation-sample-not-found` */
  async sample(id: string): Promise<EvaluationSample> {
    const sample = await this.transactions.manager.findOneBy(EvaluationSample, { id });
    if (!sample) throw notFound('evaluation-sample-not-found');
    return sample;
  }

  /** Newest first. */
  async samples(limit: number, after?: string): Promise<Page<EvaluationSample>> {
    const rows = this.transactions.manager
      .createQueryBuilder(EvaluationSample, 'sample')
      .orderBy('sample.drawnAt', 'DESC')
      .addOrderBy('sample.id', 'DESC')
      .take(limit + 1);
    if (after) before(rows, '(sample.drawnAt, sample.id)', after);
    return pageOf(await rows.getMany(), limit, (sample) => [sample.drawnAt.toISOString(), sample.id]);
  }

  /** In the drawn order. */
  ofSample(sampleId: string): Promise<Evaluation[]> {
    return this.transactions.manager.find(Evaluation, { where: { sampleId }, order: { position: 'ASC' } });
  }

  /** Oldest first, so that nothing waits for ever. */
  ofHousehold(householdId: string): Promise<Evaluation[]> {
    return this.transactions.manager.find(Evaluation, {
      where: { householdId },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
  }

  /** @throws AppError 404 `evaluation-not-found` */
  async get(id: string): Promise<Evaluation> {
    const evaluation = await this.transactions.manager.findOneBy(Evaluation, { id });
    if (!evaluation) throw notFound('evaluation-not-found');
    return evaluation;
  }

  /** Newest first. */
  async list(query: EvaluationQuery): Promise<Page<Evaluation>> {
    const rows = this.transactions.manager
      .createQueryBuilder(Evaluation, 'evaluation')
      .orderBy('evaluation.createdAt', 'DESC')
      .addOrderBy('evaluation.id', 'DESC')
      .take(query.limit + 1);
    const { state, sampleId, evaluatorId } = query;
    if (state) rows.andWhere('evaluation.state = :state', { state });
    if (sampleId) rows.andWhere('evaluation.sampleId = :sampleId', { sampleId });
    if (evaluatorId) rows.andWhere('evaluation.evaluatorId = :evaluatorId', { evaluatorId });
    if (query.after) before(rows, '(evaluation.createdAt, evaluation.id)', query.after);
    return pageOf(await rows.getMany(), query.limit, (row) => [row.createdAt.toISOString(), row.id]);
  }

  /** Sent back, on referrals or cases that this account owns or leads. */
  toAnswer(accountId: string): Promise<Evaluation[]> {
    return this.transactions.manager
      .createQueryBuilder(Evaluation, 'evaluation')
      .where("evaluation.state = 'sent-back'")
      .andWhere(
        `(exists (select 1 from referrals r where r.id = evaluation.referralId and r.owner_account_id = :accountId)
          or exists (select 1 from cases c where c.household_id = evaluation.householdId and c.lead_worker_id = :accountId))`,
        { accountId },
      )
      .orderBy('evaluation.createdAt', 'ASC')
      .getMany();
  }

  /** Of the open and answered ones: what waits for this evaluator. */
  countWaiting(evaluatorId: string): Promise<number> {
    const { manager } = this.transactions;
    return manager.countBy(Evaluation, [
      { evaluatorId, state: 'open' },
      { evaluatorId, state: 'answered' },
    ]);
  }

  /** Writes `changes` if nobody was faster. @throws AppError 412 */
  async update(evaluation: Evaluation, changes: Partial<Evaluation>): Promise<Evaluation> {
    const { id, version, state } = evaluation;
    const next = { ...changes, version: version + 1 };
    const result = await this.transactions.manager.update(Evaluation, { id, version, state }, next);
    if (result.affected !== 1) throw stale();
    return { ...evaluation, ...next };
  }

  /** Whether the evaluator has become part of the case since it was drawn (R21). */
  async isOwnCase(id: string): Promise<boolean> {
    const sql = 'select app.evaluates_own_case($1) as own';
    const [row] = await this.transactions.manager.query<Array<{ own: boolean }>>(sql, [id]);
    return row?.own ?? false;
  }
}

function before<T extends object>(rows: SelectQueryBuilder<T>, columns: string, cursor: string): void {
  const [at, id] = decodeCursor(cursor);
  rows.andWhere(`${columns} < (:at::timestamptz, :id::uuid)`, { at, id });
}
