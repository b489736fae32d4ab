import { Injectable } from '@nestjs/common';
import { type Actor, Transactions } from '../../platform/database';
import { AppError } from '../../platform/errors';
import type { RunningJob } from '../../platform/queue';
import { allows } from '../../trust/access';
import { StandingActors } from '../../trust/accounts';
import { ConfirmationsStore } from './confirmations.store';
import { DecideFitting, type FittingJob, type FittingProgress } from './use-cases/decide-fitting.use-case';

/** Carries an order out in short transactions of whoever gave it, with today's rights (R14). */
@Injectable()
export class FittingWork {
  constructor(
    private readonly transactions: Transactions,
    private readonly confirmations: ConfirmationsStore,
    private readonly actors: StandingActors,
    private readonly deciding: DecideFitting,
  ) {}

  async carryOut(
    job: RunningJob,
    next: (fitting: FittingJob) => Promise<FittingProgress | null>,
  ): Promise<Record<string, unknown>> {
    const fitting: FittingJob = { id: String(job.data['confirmationId']), jobRunId: job.id };
    const machine = job.actor;
    const row = await this.transactions.runApart(machine, () => this.confirmations.get(fitting.id));
    // Another job has taken the order over: it is undone now, in the name of somebody else.
    if (row.jobRunId !== job.id) return { families: 0 };
    const by = await this.actors.of(row.undoneBy ?? row.orderedBy, row.districtCode, 'recalculation');
    const actor: Actor | null = by && allows(by.roles, 'recalculations:decide') ? by : null;
    let progress: FittingProgress | null = { done: 0, total: row.families, over: false };
    while (actor && progress && !progress.over) {
      if (await job.cancelled()) return { families: progress.done };
      progress = await this.step(actor, () => next(fitting));
      if (progress) await job.progress(progress.done, progress.total);
    }
    if (!actor || progress === null) await this.transactions.runApart(machine, () => this.deciding.stop(fitting));
    return { families: progress?.done ?? 0 };
  }

  /** Null where the batch was closed, taken back or followed by another meanwhile. */
  private step(actor: Actor, work: () => Promise<FittingProgress | null>): Promise<FittingProgress | null> {
    return this.transactions.runApart(actor, work).catch((error: unknown) => {
      if (error instanceof AppError && error.status === 409) return null;
      throw error;
    });
  }
}
