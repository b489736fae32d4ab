import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../../platform/database';
import { conflict, forbidden, notFound } from '../../../platform/errors';
import { Jobs } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import { ConfirmationsStore } from '../confirmations.store';
import type { ConfirmFitting as Input } from '../dto/confirmation.dto';
import { ProposalsStore } from '../proposals.store';
import type { ConfirmationState, RecalculationConfirmation } from '../recalculation-confirmation.entity';
import { DecideProposal } from './decide-proposal.use-case';

/** Orders families of a batch confirmed by what they have in common, stops that, and takes it back (R3, R12). */
@Injectable()
export class ConfirmFitting {
  constructor(
    private readonly confirmations: ConfirmationsStore,
    private readonly proposals: ProposalsStore,
    private readonly deciding: DecideProposal,
    private readonly jobs: Jobs,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws AppError 404; 409 `recalculation-not-open`, `recalculation-not-in-force`, `recalculation-count-changed` when other
   *   families fit than were shown, `recalculation-confirming` while another order is carried out
   */
  async order(recalculationId: string, { movement, township, families }: Input): Promise<RecalculationConfirmation> {
    const { userId } = this.transactions.actor;
    if (userId === null) throw forbidden('forbidden');
    const { districtCode } = await this.deciding.inForce(recalculationId);
    await this.free(recalculationId);
    const { families: count } = await this.proposals.confirmable(recalculationId, { movement, township });
    if (count !== families) throw conflict('recalculation-count-changed', { shown: families, count });
    const id = newId();
    const row: RecalculationConfirmation = {
      ...{ id, recalculationId, districtCode, movement: movement ?? null, townshipId: township ?? null, families },
      ...{ doneCount: 0, leftCount: 0, undoneCount: 0, state: 'waiting', lastHouseholdId: null },
      jobRunId: await this.jobs.start('confirm-proposals', districtCode, { confirmationId: id }),
      ...{ orderedBy: userId, orderedAt: this.clock.now(), finishedAt: null, undoneBy: null, undoReason: null },
    };
    await this.confirmations.insert(row);
    await this.record('confirmation-ordered', row, [`families-${families}`]);
    return row;
  }

  /** What is confirmed by then stays; it can be undone. @throws AppError 404; 409 `recalculation-confirmation-over` */
  async cancel(recalculationId: string, id: string): Promise<RecalculationConfirmation> {
    const row = await this.of(recalculationId, id);
    const end = { state: 'cancelled' as const, finishedAt: this.clock.now() };
    if (!(await this.confirmations.move(row, ['waiting', 'running'], end)))
      throw conflict('recalculation-confirmation-over');
    if (row.jobRunId) await this.jobs.cancel(row.jobRunId);
    await this.record('confirmation-cancelled', row);
    return this.confirmations.get(id);
  }

  /**
   * All of them whose households were not told; once more where the job has died.
   * @throws AppError 404; 409 `recalculation-not-open`, `recalculation-confirming`, `recalculation-confirmation-undone`
   */
  async undo(recalculationId: string, id: string, reason: string): Promise<RecalculationConfirmation> {
    const row = await this.of(recalculationId, id);
    await this.deciding.isOpen(recalculationId);
    await this.free(recalculationId);
    const jobRunId = await this.jobs.start('undo-confirmation', row.districtCode, { confirmationId: id });
    const changes = { state: 'undoing' as const, jobRunId, lastHouseholdId: null };
    const undone = { ...changes, undoneBy: this.transactions.actor.userId, undoReason: reason, undoneCount: 0 };
    const from: ConfirmationState[] = ['done', 'cancelled'];
    if (!(await this.confirmations.move(row, from, undone))) throw conflict('recalculation-confirmation-undone');
    await this.record('confirmation-undoing', row);
    return this.confirmations.get(id);
  }

  /** @throws AppError 404 also where it is one of another batch */
  private async of(recalculationId: string, id: string): Promise<RecalculationConfirmation> {
    const row = await this.confirmations.get(id);
    if (row.recalculationId !== recalculationId) throw notFound('recalculation-confirmation-not-found');
    return row;
  }

  /** One at a time; one whose job has died stands as stopped where it was. */
  private async free(recalculationId: string): Promise<void> {
    for (const row of await this.confirmations.moving(recalculationId)) {
      const job = row.jobRunId === null ? null : await this.jobs.find(row.jobRunId);
      if (job !== null && job.finishedAt === null) throw conflict('recalculation-confirming');
      const end = { state: 'cancelled' as const, finishedAt: this.clock.now(), undoneBy: null };
      await this.confirmations.move(row, [row.state], end);
    }
  }

  private async record(what: string, row: RecalculationConfirmation, fields: string[] = ['state']): Promise<void> {
    const subject = { subjectType: 'recalculation', subjectId: row.recalculationId, districtCode: row.districtCode };
    await this.audit.changed({ action: `recalculation.${what}`, ...subject, fields });
  }
}
