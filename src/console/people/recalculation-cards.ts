import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Recalculations } from '../../people/recalculations';
import { HomeCards } from '../shell';

/** On the home page: batches of recalculated files in which families wait for a person (R2, R3). */
@Injectable()
export class RecalculationCards implements OnModuleInit {
  constructor(
    private readonly cards: HomeCards,
    private readonly recalculations: Recalculations,
  ) {}

  onModuleInit(): void {
    this.cards.register({
      permission: 'recalculations:decide',
      load: async () => [
        {
          ...{ key: 'recalculation-orders.cards.open', count: await this.recalculations.countOpen() },
          ...{ href: '/console/recalculations?state=open', urgency: 'soon' },
        },
      ],
    });
  }
}
