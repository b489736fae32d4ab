import { Injectable } from '@nestjs/common';
import { Classifications, ProposeClassification, Rechecks } from '../../../people/classification';
import { Households } from '../../../people/households';
import { ReceiveLead } from '../../../people/leads';
import { Transactions } from '../../../platform/database';
import { conflict, invalid } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import type { AnswerWatchDifference as Answer } from '../dto/watch-list.dto';
import type { WatchDifference } from '../watch-difference.entity';
import { moveOf } from '../watch-difference.lifecycle';
import { WatchDifferencesStore } from '../watch-differences.store';
import { WatchListMoves } from '../watch-list-moves';
import { WatchOwners } from '../watch-owners';
import { labelName } from '../watch-words';

/** A person says what a difference comes to (R105). No status is changed by it, here or there (R3). */
@Injectable()
export class AnswerWatchDifference {
  constructor(
    private readonly store: WatchDifferencesStore,
    private readonly moves: WatchListMoves,
    private readonly households: Households,
    private readonly classifications: Classifications,
    private readonly proposing: ProposeClassification,
    private readonly rechecks: Rechecks,
    private readonly leads: ReceiveLead,
    private readonly owners: WatchOwners,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `move-not-allowed`, as `ReceiveLead`; 422 `watch-region-needed`; 412 */
  async answer(id: string, { outcome, ground, regionCode }: Answer): Promise<WatchDifference> {
    const row = await this.store.get(id);
    const groundCiphertext = await this.store.seal('ground', row, ground);
    const answered = await this.moves.difference(row, moveOf[outcome], {
      ...{ groundCiphertext, answeredBy: this.transactions.actor.userId, answeredAt: this.clock.now() },
      undoCiphertext: null,
    });
    if (outcome !== 'taken-over') return answered;
    const called = row.householdId === null ? await this.lead(row, regionCode) : await this.recheck(row.householdId);
    if (called.leadId !== undefined || called.proposalId !== undefined) await this.store.update(answered, called);
    return this.store.get(id);
  }

  /** It waits again; a lead or a proposal that it has called for stays for a person. @throws AppError 404; 409; 412 */
  async undo(id: string, reason: string): Promise<WatchDifference> {
    const row = await this.store.get(id);
    const undoCiphertext = await this.store.seal('undo', row, reason);
    return this.moves.difference(row, 'undo', {
      ...{ undoCiphertext, groundCiphertext: null, answeredBy: null, answeredAt: null },
    });
  }

  /**
   * Hands the row to a colleague who can open its household.
   * @throws AppError 404; 409 `watch-difference-settled`, `watch-difference-centre`; 422 at `ownerId` as `WatchOwners`
   */
  async assign(id: string, ownerId: string): Promise<WatchDifference> {
    const row = await this.store.get(id);
    if (row.state !== 'open') throw conflict('watch-difference-settled');
    // Somebody without a file is seen by the centre and the owner only: who hands them over would lose the row in the act.
    const { roles } = this.transactions.actor;
    if (row.householdId === null && !roles.some((role) => role === 'centre-worker' || role === 'officer'))
      throw conflict('watch-difference-centre');
    const fault = await this.owners.fault(row, ownerId);
    if (fault !== null) throw invalid([{ field: 'ownerId', code: fault }]);
    await this.store.update(row, { ownerId });
    await this.moves.record(row, 'assigned', ['ownerId']);
    return this.store.get(id);
  }

  private async lead(row: WatchDifference, regionCode: string | undefined): Promise<Partial<WatchDifference>> {
    if (row.leadId !== null) return {};
    if (regionCode === undefined) throw invalid([{ field: 'regionCode', code: 'watch-region-needed' }]);
    const person = await this.store.person(row);
    const lead = await this.leads.execute({
      ...{ regionCode, channel: 'signal', personDescription: person?.name ?? '', whereabouts: regionCode },
      ...{ observed: `${labelName(row.label).zh} ${row.since ?? ''}`.trim(), urgency: 'normal' },
    });
    return { leadId: lead.id };
  }

  private async recheck(householdId: string): Promise<Partial<WatchDifference>> {
    const household = await this.households.unrecorded(householdId);
    const decision = await this.classifications.current(householdId);
    if (!decision) return { proposalId: (await this.proposing.execute(householdId, {})).id };
    // What an open re-check proposes already is kept.
    const open = (await this.rechecks.ofHousehold(householdId)).find((one) => one.row.state === 'open')?.row;
    const { proposalId = null, calculationId = null } = open ?? {};
    await this.rechecks.callFor(household, decision, 'status', { proposalId, calculationId });
    return {};
  }
}
