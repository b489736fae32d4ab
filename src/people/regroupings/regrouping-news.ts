import { Injectable } from '@nestjs/common';
import { Events } from '../../platform/queue';
import { Audit, diffOf } from '../../trust/audit';
import { CallForPerson } from '../classification';
import { type Household, Households } from '../households';
import type { Regrouping } from './regrouping.entity';

/** Record and news of a regrouping, for both files; and both come before a person again (R30). */
@Injectable()
export class RegroupingNews {
  constructor(
    private readonly callForPerson: CallForPerson,
    private readonly households: Households,
    private readonly events: Events,
    private readonly audit: Audit,
  ) {}

  async done(row: Regrouping, from: Household, to: Household): Promise<void> {
    const { kind, effectiveOn, reason, state } = row;
    await this.record(`regrouping.${kind}`, row, diffOf(null, { kind, effectiveOn, reason, state }));
    await this.tell([from.id, to.id]);
  }

  async undone(row: Regrouping): Promise<void> {
    await this.record('regrouping.undone', row, diffOf({ state: 'done' }, { state: 'undone' }));
    await this.tell([row.householdId, row.otherHouseholdId]);
  }

  private async record(action: string, row: Regrouping, changes: ReturnType<typeof diffOf>): Promise<void> {
    const { id: subjectId, householdId, otherHouseholdId, districtCode } = row;
    for (const file of [householdId, otherHouseholdId])
      await this.audit.changed({
        ...{ action, subjectType: 'regrouping', subjectId, householdId: file, districtCode, changes },
      });
  }

  private async tell(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      const { state, districtCode, version } = await this.households.unrecorded(id);
      const aggregate = { aggregateId: id, aggregateVersion: version, householdId: id, districtCode };
      await this.events.publish({ type: 'household.changed', ...aggregate, data: { fields: ['members'] } });
      if (state === 'active') await this.callForPerson.execute(id, 'members');
    }
  }
}
