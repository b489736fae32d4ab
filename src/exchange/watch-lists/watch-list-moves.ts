import { Injectable } from '@nestjs/common';
import { Lifecycles } from '../../platform/lifecycle';
import { Audit } from '../../trust/audit';
import type { WatchDifference } from './watch-difference.entity';
import { watchDifferenceLifecycle, type WatchDifferenceMove } from './watch-difference.lifecycle';
import { WatchDifferencesStore } from './watch-differences.store';
import type { WatchList } from './watch-list.entity';
import { watchListLifecycle, type WatchListMove } from './watch-list.lifecycle';
import { WatchListsStore } from './watch-lists.store';

/** One move of a list or of a row of the work list, with its row, log and record. */
@Injectable()
export class WatchListMoves {
  constructor(
    private readonly lists: WatchListsStore,
    private readonly differences: WatchDifferencesStore,
    private readonly lifecycles: Lifecycles,
    private readonly audit: Audit,
  ) {}

  /** @throws AppError 409 `move-not-allowed`; 412 when somebody else was first */
  async list(row: WatchList, move: WatchListMove, changes: Partial<WatchList>): Promise<WatchList> {
    const { id: subjectId, districtCode, state: from } = row;
    const state = await this.lifecycles.move({ lifecycle: watchListLifecycle, subjectId, districtCode, from, move });
    await this.lists.update(row, { ...changes, state });
    const subject = { subjectType: 'watch-list', subjectId, districtCode };
    await this.audit.changed({ action: `watch-list.${state}`, ...subject, fields: Object.keys(changes) });
    return this.lists.get(subjectId);
  }

  /** As `list`. */
  async difference(
    row: WatchDifference,
    move: WatchDifferenceMove,
    changes: Partial<WatchDifference>,
  ): Promise<WatchDifference> {
    const place = placeOf(row);
    const state = await this.lifecycles.move({
      ...{ lifecycle: watchDifferenceLifecycle, ...place, from: row.state, move },
    });
    await this.differences.update(row, { ...changes, state });
    const action = move === 'undo' ? 'undone' : state;
    await this.record(row, action, Object.keys(changes));
    return this.differences.get(row.id);
  }

  /** The row is settled; of somebody without a file nothing stays. */
  settle(row: WatchDifference): Promise<WatchDifference> {
    return this.difference(row, 'settle', row.householdId === null ? forgotten : {});
  }

  record(row: WatchDifference, what: string, fields: readonly string[]): Promise<void> {
    const subject = { subjectType: 'watch-difference', ...placeOf(row) };
    return this.audit.changed({ action: `watch-difference.${what}`, ...subject, fields: [...fields] });
  }
}

/** What goes with the person whom no file is known of. */
export const forgotten: Partial<WatchDifference> = {
  ...{ personCiphertext: null, personIndex: null, groundCiphertext: null, undoCiphertext: null },
};

const placeOf = ({ id: subjectId, householdId, districtCode, regionPath }: WatchDifference) => ({
  ...{ subjectId, districtCode, householdId, regionPath: regionPath ?? undefined },
});
