import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../../platform/database';
import { Lifecycles } from '../../../platform/lifecycle';
import { Events } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { Policies } from '../../../reference/policies';
import { Audit } from '../../../trust/audit';
import type { Household } from '../../households';
import type { Entitlement } from '../entitlement.entity';
import { entitlementLifecycle } from '../entitlement.lifecycle';
import { EntitlementsStore } from '../entitlements.store';

/** What a list says that a member draws. */
export interface ReportedBenefit {
  line: string;
  memberId: string;
}

/**
 * Fills lines of a new file's checklist from a list of benefits (R7): granted as reported, without the number of a
 * decision, so that nothing of it counts as determined (R3).
 */
@Injectable()
export class ReportEntitlements {
  constructor(
    private readonly store: EntitlementsStore,
    private readonly policies: Policies,
    private readonly lifecycles: Lifecycles,
    private readonly transactions: Transactions,
    private readonly events: Events,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /**
   * @param household a file that has no checklist yet; lines that the catalogue does not know are left out
   * @param source the list, as people call it
   * @returns how many lines were written
   */
  async execute(household: Household, benefits: readonly ReportedBenefit[], source: string): Promise<number> {
    const rows = this.rowsOf(household, benefits, source);
    if (rows.length === 0) return 0;
    const { id: householdId, districtCode, regionPath } = household;
    for (const row of rows) {
      await this.lifecycles.move({
        ...{
          lifecycle: entitlementLifecycle,
          subjectId: row.id,
          householdId,
          districtCode,
          regionPath,
          reason: source,
        },
        ...{ from: 'eligible-not-applied', move: 'grant' },
      });
    }
    await this.store.addMissing(rows);
    const subject = { subjectType: 'household', subjectId: householdId, householdId, districtCode, regionPath };
    await this.audit.changed({ action: 'entitlements.reported', ...subject, fields: rows.map(({ line }) => line) });
    for (const { id: aggregateId, version: aggregateVersion, line, state } of rows) {
      const about = { aggregateId, aggregateVersion, householdId, districtCode, data: { line, state } };
      await this.events.publish({ type: 'entitlement.changed', ...about });
    }
    return rows.length;
  }

  private rowsOf(household: Household, benefits: readonly ReportedBenefit[], reason: string): Entitlement[] {
    const catalogue = this.policies.current(household.districtCode).rules.entitlements;
    const rows = new Map<string, Entitlement>();
    for (const { line, memberId } of benefits) {
      const who = catalogue.find(({ code }) => code === line)?.who;
      if (who === undefined) continue;
      const member = who === 'member' ? memberId : null;
      rows.set(`${line}|${member ?? ''}`, {
        ...{ id: newId(), householdId: household.id, memberId: member, line, state: 'granted', appliedOn: null },
        ...{ documentNumber: null, grantedFrom: this.clock.today(), reason, decidedBy: this.transactions.actor.userId },
        ...{ updatedAt: this.clock.now(), version: 1 },
      });
    }
    return [...rows.values()];
  }
}
