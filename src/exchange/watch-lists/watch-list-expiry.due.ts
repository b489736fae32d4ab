import { Injectable } from '@nestjs/common';
import { DueHandler, type DueItem, type DueItemHandler } from '../../platform/queue';
import { ConfirmWatchList } from './use-cases/confirm-watch-list.use-case';
import { WatchDifferencesStore } from './watch-differences.store';
import { WatchListMoves } from './watch-list-moves';
import { WatchListsStore } from './watch-lists.store';

/** A list that nobody confirmed is given up; of one in force, people without a file are no longer kept (R105). */
@Injectable()
@DueHandler('watch-list-expiry')
export class WatchListExpiry implements DueItemHandler {
  constructor(
    private readonly store: WatchListsStore,
    private readonly differences: WatchDifferencesStore,
    private readonly confirming: ConfirmWatchList,
    private readonly moves: WatchListMoves,
  ) {}

  async handle({ subjectId }: DueItem): Promise<void> {
    const { state } = await this.store.get(subjectId);
    if (state === 'checked') await this.confirming.discard(subjectId);
    if (state !== 'in-force' && state !== 'replaced') return;
    for (const row of await this.differences.strangersOf(subjectId)) await this.moves.settle(row);
  }
}
