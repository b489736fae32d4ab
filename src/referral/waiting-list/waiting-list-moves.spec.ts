import type { Lifecycles } from '../../platform/lifecycle';
import type { Events, NewEvent } from '../../platform/queue';
import type { Clock } from '../../platform/time';
import type { Audit } from '../../trust/audit';
import type { QueueRules } from './queue-rules';
import type { WaitingListEntry } from './waiting-list-entry.entity';
import { WaitingListMoves } from './waiting-list-moves';
import type { WaitingListStore } from './waiting-list.store';

describe('news of a queue', () => {
  it('name no code: a restricted flag may stand behind the need (B30, B31)', async () => {
    const told: NewEvent[] = [];
    const moves = new WaitingListMoves(
      {} as WaitingListStore,
      {} as Lifecycles,
      {} as QueueRules,
      { publish: (event: NewEvent) => Promise.resolve(told.push(event)) } as unknown as Events,
      { changed: () => Promise.resolve() } as unknown as Audit,
      {} as Clock,
    );
    const entry = { id: 'w1', needId: 'n1', offeringId: 'o1', needCode: 'MA-01', state: 'waiting', endReason: null };
    await moves.told(entry as WaitingListEntry, 'waiting-list.joined', []);
    expect(told.map(({ data }) => data)).toEqual([
      { needId: 'n1', offeringId: 'o1', state: 'waiting', endReason: null },
    ]);
  });
});
