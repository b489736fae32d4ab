import { Injectable } from '@nestjs/common';
import { type DomainEvent, type EventSubscriber, Subscriber } from '../../../platform/queue';
import { Taxonomy } from '../../../reference/taxonomy';
import { Referrals } from '../../../referral/referrals';
import { Announcer } from '../announcer';
import { familyOf } from '../notices';
import { UnitAbove } from '../unit-above';

/** Each step of a referral, for the household, its worker and the provider (design 3). */
@Injectable()
@Subscriber('notify-referral')
export class ReferralNews implements EventSubscriber {
  readonly events = familyOf('referral');

  constructor(
    private readonly referrals: Referrals,
    private readonly taxonomy: Taxonomy,
    private readonly above: UnitAbove,
    private readonly announcer: Announcer,
  ) {}

  async handle(event: DomainEvent): Promise<void> {
    const referral = await this.referrals.get(event.aggregateId);
    const { householdId, providerId, ownerAccountId, needCode } = referral;
    await this.announcer.announce(event, {
      householdId,
      providerId,
      ownerAccountId,
      restricted: this.taxonomy.exists(needCode) && this.taxonomy.term(needCode).restricted,
      unitId: event.type === 'referral.task-overdue' ? await this.above.ofHousehold(householdId) : null,
      variant: event.data.movedAway === true ? 'moved' : null,
      day: event.type === 'referral.scheduled' ? referral.scheduledFor : null,
    });
  }
}
