import { Injectable } from '@nestjs/common';
import { Events } from '../../platform/queue';
import { Audit, diffOf } from '../../trust/audit';
import type { Household } from './household.entity';

/** Record and event of a new file. */
@Injectable()
export class HouseholdNews {
  constructor(
    private readonly events: Events,
    private readonly audit: Audit,
  ) {}

  async opened(household: Household): Promise<void> {
    const { id, districtCode, version } = household;
    const type = 'household.created';
    const subject = { subjectType: 'household', subjectId: id, householdId: id };
    await this.audit.changed({ action: type, ...subject, changes: diffOf(null, household) });
    await this.events.publish({ type, aggregateId: id, aggregateVersion: version, householdId: id, districtCode });
  }
}
