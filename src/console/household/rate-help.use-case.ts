import { Injectable } from '@nestjs/common';
import { Events } from '../../platform/queue';
import type { Referral } from '../../referral/referrals';
import { Audit } from '../../trust/audit';

/** How it was, in words instead of stars (I12). */
export const ratings = ['helped', 'partly', 'not-helped'] as const;
export type Rating = (typeof ratings)[number];

/** Passes the household's own word on to its worker, who closes the referral with an outcome. */
@Injectable()
export class RateHelp {
  constructor(
    private readonly events: Events,
    private readonly audit: Audit,
  ) {}

  async execute({ id, version, householdId, districtCode, ownerAccountId }: Referral, rating: Rating): Promise<void> {
    const aggregate = { aggregateId: id, aggregateVersion: version, householdId, districtCode };
    await this.events.publish({ type: 'household.rated', ...aggregate, data: { rating, ownerAccountId } });
    const subject = { subjectType: 'referral', subjectId: id, householdId, districtCode };
    await this.audit.changed({ action: 'referral.rated', ...subject });
  }
}
