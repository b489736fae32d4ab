import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../../platform/database';
import { conflict } from '../../../platform/errors';
import { Lifecycles } from '../../../platform/lifecycle';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import { Classifications, ProposeClassification, Rechecks } from '../../classification';
import { type Household, Households } from '../../households';
import type { AnswerHole as Answer } from '../dto/integrity.dto';
import { Integrity } from '../integrity.service';
import { IntegrityStore, type StatusRow } from '../integrity.store';
import type { IntegrityAnswer } from '../integrity-answer.entity';
import { integrityAnswerLifecycle } from '../integrity-answer.lifecycle';
import { SealedAnswers } from '../sealed-answers';

/**
 * A person says why a status has a hole (R86): it is explained, or the clean-up begins, which calls for a re-check of the
 * decision in force, or for a first one where there is none. The status itself is changed by nobody here (R3).
 */
@Injectable()
export class AnswerHole {
  constructor(
    private readonly integrity: Integrity,
    private readonly store: IntegrityStore,
    private readonly sealed: SealedAnswers,
    private readonly households: Households,
    private readonly classifications: Classifications,
    private readonly proposing: ProposeClassification,
    private readonly rechecks: Rechecks,
    private readonly lifecycles: Lifecycles,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `integrity-nothing-lacks`, `integrity-answered`; 412 */
  async answer(entitlementId: string, { kind, ground }: Answer): Promise<StatusRow> {
    await this.store.lock(entitlementId);
    const row = await this.integrity.get(entitlementId);
    if (row.holes.length === 0 || row.grantedFrom === null) throw conflict('integrity-nothing-lacks');
    if (row.answerId !== null) throw conflict('integrity-answered');
    const household = await this.households.unrecorded(row.householdId);
    // One that was given for another grant, or for fewer holes, gives way.
    const older = await this.store.standing(entitlementId);
    if (older) await this.close(household, older, null);
    const proposalId = kind === 'clean-up' ? await this.callForRecheck(household) : null;
    const { id: householdId, districtCode, regionPath } = household;
    const key = { id: newId(), householdId };
    await this.store.insert({
      ...{ ...key, districtCode, regionPath, entitlementId, grantedFrom: row.grantedFrom, holes: row.holes, kind },
      groundCiphertext: await this.sealed.seal('ground', key, ground),
      ...{ state: integrityAnswerLifecycle.initial, proposalId, answeredBy: this.transactions.actor.userId },
      ...{ answeredAt: this.clock.now(), undoCiphertext: null, undoneBy: null, undoneAt: null, version: 1 },
    });
    await this.record('integrity-answer.given', household, key.id, ['kind', 'holes', 'ground']);
    return this.integrity.get(entitlementId);
  }

  /** The answer no longer stands; what a clean-up has called for stays for a person. @throws AppError 404; 409; 412 */
  async undo(entitlementId: string, reason: string): Promise<StatusRow> {
    const row = await this.integrity.get(entitlementId);
    const standing = await this.store.standing(entitlementId);
    if (!standing) throw conflict('integrity-not-answered');
    await this.close(await this.households.unrecorded(row.householdId), standing, reason);
    return this.integrity.get(entitlementId);
  }

  private async callForRecheck(household: Household): Promise<string | null> {
    const decision = await this.classifications.current(household.id);
    if (!decision) return (await this.proposing.execute(household.id, {})).id;
    // What an open re-check proposes already is kept.
    const open = (await this.rechecks.ofHousehold(household.id)).find(({ row }) => row.state === 'open')?.row;
    const { proposalId = null, calculationId = null } = open ?? {};
    await this.rechecks.callFor(household, decision, 'status', { proposalId, calculationId });
    return null;
  }

  private async close(household: Household, row: IntegrityAnswer, reason: string | null): Promise<void> {
    const { id: householdId, districtCode, regionPath } = household;
    const state = await this.lifecycles.move({
      ...{ lifecycle: integrityAnswerLifecycle, subjectId: row.id, householdId, districtCode, regionPath },
      ...{ from: row.state, move: 'undo' },
    });
    await this.store.update(row, {
      ...{ state, undoneBy: this.transactions.actor.userId, undoneAt: this.clock.now() },
      undoCiphertext: reason === null ? null : await this.sealed.seal('undo', row, reason),
    });
    await this.record('integrity-answer.undone', household, row.id, ['state']);
  }

  private record(action: string, household: Household, subjectId: string, fields: readonly string[]): Promise<void> {
    const { id: householdId, districtCode, regionPath } = household;
    const place = { subjectType: 'integrity-answer', subjectId, householdId, districtCode, regionPath };
    return this.audit.changed({ action, ...place, fields: [...fields] });
  }
}
