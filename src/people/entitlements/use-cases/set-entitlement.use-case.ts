import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { forbidden, invalid, stale } from '../../../platform/errors';
import { Lifecycles } from '../../../platform/lifecycle';
import { Events } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { allows } from '../../../trust/access';
import { Audit, diffOf } from '../../../trust/audit';
import { Households } from '../../households';
import type { SetEntitlement } from '../dto/entitlement.dto';
import type { Entitlement } from '../entitlement.entity';
import { entitlementLifecycle, moveInto } from '../entitlement.lifecycle';
import { EntitlementsStore } from '../entitlements.store';

/** Writes what is known of a line: filed, decided by the department, or reported by the household (R3, R7). */
@Injectable()
export class SetEntitlementState {
  constructor(
    private readonly store: EntitlementsStore,
    private readonly households: Households,
    private readonly lifecycles: Lifecycles,
    private readonly transactions: Transactions,
    private readonly events: Events,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /**
   * @param version the version that the change was based on; null when the newest will do
   * @throws AppError 422 a field is missing or not this person's to fill; 409 `move-not-allowed`; 412 stale
   */
  async execute(id: string, version: number | null, input: SetEntitlement): Promise<Entitlement> {
    const row = await this.store.get(id);
    if (version !== null && version !== row.version) throw stale();
    this.check(input);
    const appliedOn = input.state === 'applied' ? (input.appliedOn ?? this.clock.today()) : row.appliedOn;
    const documentNumber = input.documentNumber ?? (input.state === row.state ? row.documentNumber : null);
    const known = input.grantedFrom ?? row.grantedFrom ?? this.clock.today();
    const changes = { appliedOn, documentNumber, grantedFrom: input.state === 'granted' ? known : null };
    if (input.state === row.state) return this.write(row, { ...changes, reason: input.reason ?? row.reason });
    return this.move(row, input.state, { ...changes, reason: input.reason ?? null });
  }

  /** Passes over a line with a reason: only whoever supervises the gate may (R7). @throws AppError 403, 409 */
  async waive(id: string, reason: string): Promise<Entitlement> {
    if (!allows(this.transactions.actor.roles, 'entitlements:waive')) throw forbidden();
    return this.move(await this.store.get(id), 'waived', { reason, grantedFrom: null });
  }

  private check({ state, appliedOn, grantedFrom, documentNumber }: SetEntitlement): void {
    const officer = this.transactions.actor.roles.includes('officer');
    if (appliedOn !== undefined && appliedOn > this.clock.today()) {
      throw invalid([{ field: 'appliedOn', code: 'day-ahead' }]);
    }
    if (grantedFrom !== undefined && (grantedFrom > this.clock.today() || state !== 'granted')) {
      throw invalid([{ field: 'grantedFrom', code: state === 'granted' ? 'day-ahead' : 'granted-from-of-granted' }]);
    }
    if (documentNumber !== undefined && !officer) {
      throw invalid([{ field: 'documentNumber', code: 'document-number-by-officer' }]);
    }
    if (state === 'granted' && officer && documentNumber === undefined) {
      throw invalid([{ field: 'documentNumber', code: 'document-number-required' }]);
    }
  }

  private async move(
    row: Entitlement,
    state: Entitlement['state'],
    changes: Partial<Entitlement>,
  ): Promise<Entitlement> {
    const { districtCode, regionPath } = await this.households.unrecorded(row.householdId);
    await this.lifecycles.move({
      lifecycle: entitlementLifecycle,
      subjectId: row.id,
      householdId: row.householdId,
      districtCode,
      regionPath,
      from: row.state,
      move: moveInto[state],
      reason: changes.reason,
    });
    const written = await this.write(row, { ...changes, state });
    await this.events.publish({
      type: 'entitlement.changed',
      aggregateId: row.id,
      aggregateVersion: written.version,
      householdId: row.householdId,
      districtCode,
      data: { line: row.line, state },
    });
    return written;
  }

  private async write(row: Entitlement, changes: Partial<Entitlement>): Promise<Entitlement> {
    const decided = { decidedBy: this.transactions.actor.userId, updatedAt: this.clock.now() };
    await this.store.update(row, { ...changes, ...decided });
    await this.audit.changed({
      action: 'entitlement.set',
      subjectType: 'entitlement',
      subjectId: row.id,
      householdId: row.householdId,
      changes: diffOf(row, changes),
    });
    return this.store.get(row.id);
  }
}
