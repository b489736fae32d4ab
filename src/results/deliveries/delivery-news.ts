import { Injectable } from '@nestjs/common';
import { Events } from '../../platform/queue';
import type { Referral } from '../../referral/referrals';
import { Audit } from '../../trust/audit';
import type { Delivery } from './delivery.entity';

/** Record and event of a piece of service. */
@Injectable()
export class DeliveryNews {
  constructor(
    private readonly events: Events,
    private readonly audit: Audit,
  ) {}

  async tell(referral: Referral, delivery: Delivery, corrects: string | null): Promise<void> {
    const { id: referralId, householdId, districtCode, regionPath, needId, offeringId, providerId } = referral;
    const { id, units, deliveredOn } = delivery;
    const fields = ['deliveredOn', 'units', ...(delivery.noteCiphertext ? ['note'] : [])];
    await this.audit.changed({
      action: 'delivery.recorded',
      subjectType: 'delivery',
      subjectId: id,
      householdId,
      fields,
      districtCode,
      regionPath,
    });
    const data = { referralId, needId, offeringId, providerId, units, deliveredOn, corrects };
    await this.events.publish({
      type: 'delivery.recorded',
      aggregateId: id,
      aggregateVersion: 1,
      householdId,
      districtCode,
      data,
    });
  }
}
