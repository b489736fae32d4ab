import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Adoptions } from '../../people/adoptions';
import { HomeCards } from '../shell';

/** On the home page: packs whose adoption waits for a second person (R2). */
@Injectable()
export class AdoptionCards implements OnModuleInit {
  constructor(
    private readonly cards: HomeCards,
    private readonly adoptions: Adoptions,
  ) {}

  onModuleInit(): void {
    this.cards.register({
      permission: 'adoptions:decide',
      load: async () => {
        const count = await this.adoptions.countAsked();
        return [{ key: 'adoptions.cards.asked', count, href: '/console/pack-adoptions?state=asked', urgency: 'today' }];
      },
    });
  }
}
