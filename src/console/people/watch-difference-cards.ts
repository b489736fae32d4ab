import { Injectable, type OnModuleInit } from '@nestjs/common';
import { WatchDifferences } from '../../exchange/watch-lists';
import { HomeCards } from '../shell';

/** On the home page: differences of the watch list that wait for the reader (R105). */
@Injectable()
export class WatchDifferenceCards implements OnModuleInit {
  constructor(
    private readonly cards: HomeCards,
    private readonly differences: WatchDifferences,
  ) {}

  onModuleInit(): void {
    const href = '/console/watch-differences?mine=true&open=true';
    const load = async () => [
      { key: 'watch-lists.cards.mine', count: await this.differences.countMine(), href, urgency: 'today' as const },
    ];
    this.cards.register({ permission: 'watch-differences:answer', load });
  }
}
