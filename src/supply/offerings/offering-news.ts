import { Injectable } from '@nestjs/common';
import { Events } from '../../platform/queue';
import { Audit, type FieldChange } from '../../trust/audit';
import type { Offering } from './offering.entity';

/** The record and the event of every change of an offering, in its transaction. */
@Injectable()
export class OfferingNews {
  constructor(
    private readonly audit: Audit,
    private readonly events: Events,
  ) {}

  /** @param version of the row after the change */
  async tell(offering: Offering, version: number, action: string, changes: FieldChange[]): Promise<void> {
    const { id, districtCode } = offering;
    await this.audit.changed({ action, subjectType: 'offering', subjectId: id, changes, districtCode });
    await this.events.publish({ type: 'offering.changed', aggregateId: id, aggregateVersion: version, districtCode });
  }
}
