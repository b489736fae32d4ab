import { Injectable } from '@nestjs/common';
import { Events } from '../../platform/queue';
import { Audit } from '../../trust/audit';
import type { Household } from './household.entity';

/** Record and event of a new file. */
@Injectable()
export class HouseholdNews {
  constructor(
    private readonly events: Events,
    private readonly audit: Audit,
  ) {}

  async opened({ id, districtCode, version }: Household): Promise<void> {
    const type = 'household.created';
    await this.audit.changed({ action: type, subjectType: 'household', subjectId: id, householdId: id });
    await this.events.publish({ type, aggregateId: id, aggregateVersion: version, householdId: id, districtCode });
  }
}
