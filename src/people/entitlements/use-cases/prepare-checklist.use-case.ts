import { Injectable } from '@nestjs/common';
import { newId } from '../../../platform/database';
import { Clock } from '../../../platform/time';
import { Policies } from '../../../reference/policies';
import { Audit } from '../../../trust/audit';
import { Households } from '../../households';
import { applicableLines, lineKey } from '../applicable-lines';
import { EntitlementsStore } from '../entitlements.store';

/** Gives a household the checklist of R7: a row for each catalogue line that may fit it or one of its members. */
@Injectable()
export class PrepareChecklist {
  constructor(
    private readonly store: EntitlementsStore,
    private readonly households: Households,
    private readonly policies: Policies,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Idempotent: adds what is missing and touches nothing that is there. @returns how many lines were added */
  async execute(householdId: string): Promise<number> {
    const household = await this.households.unrecorded(householdId);
    const members = await this.households.members(householdId);
    const pack = this.policies.current(household.districtCode);
    const present = new Set((await this.store.ofHousehold(householdId)).map(lineKey));
    const wanted = applicableLines(pack, household, members, this.clock.today());
    const missing = wanted.filter((line) => !present.has(lineKey(line)));
    if (missing.length === 0) return 0;
    const now = this.clock.now();
    await this.store.addMissing(
      missing.map(({ line, memberId }) => ({
        id: newId(),
        householdId,
        memberId,
        line,
        state: 'eligible-not-applied',
        appliedOn: null,
        grantedFrom: null,
        documentNumber: null,
        reason: null,
        decidedBy: null,
        updatedAt: now,
        version: 1,
      })),
    );
    const { districtCode, regionPath } = household;
    const subject = { subjectType: 'household', subjectId: householdId, householdId, districtCode, regionPath };
    await this.audit.changed({ action: 'entitlements.prepared', ...subject });
    return missing.length;
  }
}
