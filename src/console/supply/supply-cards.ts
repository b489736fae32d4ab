import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Contracts } from '../../supply/contracts';
import { Offerings } from '../../supply/offerings';
import { Providers } from '../../supply/providers';
import { HomeCards } from '../shell';

/**
 * What supply asks of people today: applications of the centre, offerings that their provider has to confirm, contracts
 * that will soon pay for nothing more (R73).
 */
@Injectable()
export class SupplyCards implements OnModuleInit {
  constructor(
    private readonly cards: HomeCards,
    private readonly providers: Providers,
    private readonly offerings: Offerings,
    private readonly contracts: Contracts,
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
    this.cards.register({
      permission: 'contracts:write',
      load: async () => {
        const count = await this.contracts.countNearlySpent();
        return [{ key: 'contracts.card', count, href: '/console/contracts?nearlySpent=true', urgency: 'soon' }];
      },
    });
  }
}
