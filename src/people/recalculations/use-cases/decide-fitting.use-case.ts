import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { AppError } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import { ConfirmationsStore } from '../confirmations.store';
import { ProposalsStore } from '../proposals.store';
import type { ConfirmationState, RecalculationConfirmation } from '../recalculation-confirmation.entity';
import { DecideProposal } from './decide-proposal.use-case';

const BATCH = 20;
/** A transaction ends after so long even when its families are not done (design 8.5). */
const LONGEST = 500;

/** An order, and the job that asks: what another job does with the order is none of its business. */
export type FittingJob = Pick<RecalculationConfirmation, 'id' | 'jobRunId'>;

/** How far an order is; null once it was stopped. */
export interface FittingProgress {
  done: number;
  total: number;
  over: boolean;
}

/**
 * Decides the next families of an order in one transaction with how far it got: whoever goes on after a crash finds neither a
 * gap nor a family twice. Runs as whoever ordered it.
 */
@Injectable()
export class DecideFitting {
  constructor(
    private readonly confirmations: ConfirmationsStore,
    private readonly proposals: ProposalsStore,
    private readonly deciding: DecideProposal,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** The next that fit and are open, as they are proposed; whose file has changed since is left as it is. */
  async confirm(job: FittingJob): Promise<FittingProgress | null> {
    const row = await this.held(job, ['waiting', 'running'], 'running');
    if (row === null) return null;
    const { recalculationId, movement, townshipId, lastHouseholdId } = row;
    const batch = await this.deciding.inForce(recalculationId);
    const filter = { ...(movement && { movement }), ...(townshipId && { township: townshipId }) };
    const files = await this.proposals.fitting(recalculationId, filter, lastHouseholdId, BATCH);
    const { tried, done } = await this.each(files, (householdId) =>
      this.deciding.confirmOne(batch, householdId, { confirmationId: row.id }),
    );
    const over = files.length === 0;
    const counts = { doneCount: row.doneCount + done, leftCount: row.leftCount + tried.length - done };
    await this.keep(row, tried, counts, over ? 'done' : null);
    return { done: counts.doneCount + counts.leftCount, total: row.families, over };
  }

  /** The next of the order whose households were not told; whoever has another decision since keeps it. */
  async undo(job: FittingJob): Promise<FittingProgress | null> {
    const row = await this.held(job, ['undoing'], 'undoing');
    if (row === null) return null;
    const batch = await this.deciding.isOpen(row.recalculationId);
    const files = await this.proposals.ofConfirmation(row.id, row.lastHouseholdId, BATCH);
    const { tried, done } = await this.each(files, (householdId) =>
      this.deciding.undoOne(batch, householdId, row.undoReason ?? ''),
    );
    const over = files.length === 0;
    const undoneCount = row.undoneCount + done;
    await this.keep(row, tried, { undoneCount }, over ? 'undone' : null);
    return { done: undoneCount, total: row.doneCount, over };
  }

  /**
   * Ends what this job carries out and cannot go on: its batch is over, or whoever ordered it has no post any more (R14). An undo
   * that a person has begun meanwhile is another job, and goes on.
   */
  async stop(job: FittingJob): Promise<void> {
    const end = { state: 'cancelled' as const, finishedAt: this.clock.now(), undoneBy: null };
    await this.confirmations.move(job, ['waiting', 'running', 'undoing'], end);
  }

  /** Holds the row first: a cancel that comes meanwhile waits, and then finds these families too. */
  private async held(job: FittingJob, from: ConfirmationState[], state: ConfirmationState) {
    return (await this.confirmations.move(job, from, { state })) ? this.confirmations.get(job.id) : null;
  }

  private async each(files: readonly string[], decide: (householdId: string) => Promise<void>) {
    const began = performance.now();
    const tried: string[] = [];
    let done = 0;
    for (const householdId of files) {
      try {
        await this.transactions.savepoint(() => decide(householdId));
        done += 1;
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
      }
      tried.push(householdId);
      if (performance.now() - began > LONGEST) break;
    }
    return { tried, done };
  }

  private async keep(
    row: RecalculationConfirmation,
    tried: readonly string[],
    counts: Partial<RecalculationConfirmation>,
    end: 'done' | 'undone' | null,
  ): Promise<void> {
    const { state, recalculationId: subjectId, districtCode } = row;
    await this.confirmations.move(row, [state], {
      ...counts,
      ...(tried.length > 0 && { lastHouseholdId: tried.at(-1)! }),
      ...(end && { state: end, finishedAt: this.clock.now() }),
    });
    if (end === null) return;
    const subject = { subjectType: 'recalculation', subjectId, districtCode };
    await this.audit.changed({ action: `recalculation.confirmation-${end}`, ...subject, fields: ['state'] });
  }
}
