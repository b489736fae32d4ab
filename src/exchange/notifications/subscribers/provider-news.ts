import { Injectable } from '@nestjs/common';
import { type DomainEvent, type EventSubscriber, Subscriber } from '../../../platform/queue';
import { Referrals } from '../../../referral/referrals';
import { Announcer } from '../announcer';
import { familyOf, NOTICES } from '../notices';

/** An organisation that registered, and the centre that has to check it; of a suspended one also whoever waits for it. */
@Injectable()
@Subscriber('notify-provider')
export class ProviderNews implements EventSubscriber {
  readonly events = familyOf('provider');

  constructor(
    private readonly referrals: Referrals,
    private readonly announcer: Announcer,
  ) {}

  async handle(event: DomainEvent): Promise<void> {
    const providerId = event.aggregateId;
    // One message a worker, however many of the household's referrals are open there.
    const accountIds = NOTICES[event.type]?.accounts ? await this.referrals.ownersAt(providerId) : [];
    await this.announcer.announce(event, { providerId, accountIds });
  }
}
