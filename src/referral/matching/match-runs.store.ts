import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { notFound } from '../../platform/errors';
import { MatchRun } from './match-run.entity';

/** Stored matches; only who reaches the household reaches them, and no provider does. */
@Injectable()
export class MatchRunsStore {
  constructor(private readonly transactions: Transactions) {}

  async insert(run: MatchRun): Promise<void> {
    const { id, householdId, snapshot, result, madeBy, madeAt } = run;
    await this.transactions.manager.query(
      `insert into match_runs (id, household_id, snapshot, result, made_by, made_at) values ($1, $2, $3, $4, $5, $6)`,
      [id, householdId, JSON.stringify(snapshot), JSON.stringify(result), madeBy, madeAt],
    );
  }

  /** @throws AppError 404 `match-not-found` */
  async get(id: string): Promise<MatchRun> {
    const run = await this.transactions.manager.findOneBy(MatchRun, { id });
    if (!run) throw notFound('match-not-found');
    return run;
  }

  latest(householdId: string): Promise<MatchRun | null> {
    return this.transactions.manager.findOne(MatchRun, {
      where: { householdId },
      order: { madeAt: 'DESC', id: 'DESC' },
    });
  }
}
