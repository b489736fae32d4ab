import { Injectable, type OnModuleInit } from '@nestjs/common';
import { BrowsingAlarms } from '../../trust/browsing';
import { HomeCards } from '../shell';

/** On the home page: alarms that nobody has looked into. */
@Injectable()
export class AlarmCards implements OnModuleInit {
  constructor(
    private readonly cards: HomeCards,
    private readonly alarms: BrowsingAlarms,
  ) {}

  onModuleInit(): void {
    const load = async () => {
      const count = await this.alarms.countOpen();
      return [{ key: 'alarms.card', count, href: '/console/access-alarms?state=open', urgency: 'late' as const }];
    };
    this.cards.register({ permission: 'alarms:read', load });
  }
}
