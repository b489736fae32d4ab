import { Injectable } from '@nestjs/common';
import { newId } from '../../../platform/database';
import { Audit, diffOf } from '../../../trust/audit';
import type { Entitlement } from '../entitlement.entity';
import { EntitlementsStore } from '../entitlements.store';

/**
 * What an authority has granted to a person, or somebody has filed for them, is known in their new file too (R7, R99); the
 * old row stays as history and counts no longer, since nobody is there for it. What was granted to the household stays
 * with it: whether the new one has it is for the authority to say (R3).
 */
@Injectable()
export class CarryEntitlements {
  constructor(
    private readonly store: EntitlementsStore,
    private readonly audit: Audit,
  ) {}

  /** @param people members before → after @returns how many went along */
  async execute(fromId: string, toId: string, people: ReadonlyMap<string, string>): Promise<number> {
    const rows = (await this.store.ofHousehold(fromId)).filter(
      ({ memberId, state }) => memberId !== null && people.has(memberId) && state !== 'eligible-not-applied',
    );
    const carried: Entitlement[] = rows.map((row) => ({
      ...{ ...row, id: newId(), householdId: toId },
      ...{ memberId: people.get(row.memberId!)!, version: 1 },
    }));
    await this.store.addMissing(carried);
    for (const row of carried)
      await this.audit.changed({
        ...{ action: 'entitlement.carried', subjectType: 'entitlement', subjectId: row.id, householdId: toId },
        changes: diffOf(null, row),
      });
    return carried.length;
  }
}
