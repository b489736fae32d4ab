import { Injectable } from '@nestjs/common';
import { Events } from '../../platform/queue';
import type { Application } from './application.entity';
import type { ApplicationMove } from './application.lifecycle';

/** How an event says what has happened; a move that is not named here goes by its own name. */
const PAST: Partial<Record<ApplicationMove | 'file', string>> = {
  ...{ file: 'filed', accept: 'accepted', return: 'returned', complete: 'completed', check: 'checked' },
  ...{ publish: 'published', object: 'objected', answer: 'answered', forward: 'forwarded', grant: 'granted' },
  'grant-at-once': 'granted',
  ...{ refuse: 'refused', notify: 'notified', withdraw: 'withdrawn' },
};

/** Tells the other rooms of an application (design 2, outbox): ids and codes only, in the transaction of the move. */
@Injectable()
export class ApplicationEvents {
  constructor(private readonly events: Events) {}

  /** @param row as it stands after the move */
  async publish(move: ApplicationMove | 'file', row: Application): Promise<void> {
    const { id: aggregateId, version: aggregateVersion, householdId, districtCode, act, state, level } = row;
    const type = `application.${PAST[move] ?? move}`;
    const data = { act, state, level };
    await this.events.publish({ type, aggregateId, aggregateVersion, householdId, districtCode, data });
  }
}
