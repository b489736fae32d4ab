import { Injectable } from '@nestjs/common';
import { Leads } from '../../../people/leads';
import { type DomainEvent, type EventSubscriber, Subscriber } from '../../../platform/queue';
import { Announcer } from '../announcer';
import { familyOf } from '../notices';

/** Whoever reported hears that somebody has looked (R54); not what was found. */
@Injectable()
@Subscriber('notify-lead')
export class LeadNews implements EventSubscriber {
  readonly events = familyOf('lead');

  constructor(
    private readonly leads: Leads,
    private readonly announcer: Announcer,
  ) {}

  async handle(event: DomainEvent): Promise<void> {
    const { reporterAccountId } = await this.leads.get(event.aggregateId);
    await this.announcer.announce(event, { reporterAccountId });
  }
}
