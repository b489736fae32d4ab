import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Offerings } from '../../supply/offerings';
import { Providers } from '../../supply/providers';
import { HomeCards } from '../shell';

/** What supply asks of people today: applications of the centre, offerings that their provider has to confirm. */
@Injectable()
export class SupplyCards implements OnModuleInit {
  constructor(
    private readonly cards: HomeCards,
    private readonly providers: Providers,
    private readonly offerings: Offerings,
  ) {}

  onModuleInit(): void {
    this.cards.register({
      permission: 'providers:approve',
      load: async () => {
        const count = await this.providers.countApplied();
        return [{ key: 'providers.card', count, href: '/console/providers?state=applied', urgency: 'today' }];
      },
    });
    this.cards.register({
      permission: 'offerings:write',
      load: async ({ organisationId }) => {
        if (organisationId === null) return [];
        const count = await this.offerings.countToConfirm(organisationId);
        const href = `/console/offerings?provider=${organisationId}&state=listed&confirm=due`;
        return [{ key: 'offerings.card', count, href, urgency: 'soon' }];
      },
    });
  }
}
