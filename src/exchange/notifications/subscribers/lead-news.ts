import { Injectable } from '@nestjs/common';
import { Leads } from '../../../people/leads';
import { type DomainEvent, type EventSubscriber, Subscriber } from '../../../platform/queue';
import { Announcer } from '../announcer';
import { familyOf } from '../notices';
import { UnitAbove } from '../unit-above';

/** Whoever reported hears that somebody has looked, not what was found; of a lead that nobody looks at, the station (R54). */
@Injectable()
@Subscriber('notify-lead')
export class LeadNews implements EventSubscriber {
  readonly events = familyOf('lead');

  constructor(
    private readonly leads: Leads,
    private readonly above: UnitAbove,
    private readonly announcer: Announcer,
  ) {}

  async handle(event: DomainEvent): Promise<void> {
    const { reporterAccountId, regionPath } = await this.leads.get(event.aggregateId);
    await this.announcer.announce(event, { reporterAccountId, unitId: await this.above.stationOf(regionPath) });
  }
}
