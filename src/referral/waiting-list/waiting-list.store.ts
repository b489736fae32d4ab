import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { notFound, stale } from '../../platform/errors';
import type { Told } from './queue-order';
import { type WaitingListEntry as Entry, WaitingListEntry, type WorseningReason } from './waiting-list-entry.entity';
import { liveStates, type WaitingState } from './waiting-list.lifecycle';

/** Somebody in a queue, whoever it is: no household, no need. */
export interface Queued extends Told {
  state: WaitingState;
}

const LIVE = In([...liveStates]);

/** Rows of waiting lists: whole ones of the actor's own files, of the others the order alone. */
@Injectable()
export class WaitingListStore {
  constructor(private readonly transactions: Transactions) {}

  /**
   * One act at a time on one queue. Locks are always taken in this order: deadline, queue, entry, then what the ledger locks
   * (holding, balance), so that two acts never wait for each other. The machine has a deadline before it does anything, so
   * nobody who has a queue moves or cancels one that may be due.
   */
  async lockQueue(offeringId: string): Promise<void> {
    await this.transactions.inTurn(`waiting-list ${offeringId}`);
  }

  async insert(entry: Entry): Promise<void> {
    await this.transactions.manager.insert(WaitingListEntry, entry);
  }

  /** @throws AppError 404 `waiting-list-entry-not-found` */
  async get(id: string): Promise<Entry> {
    const entry = await this.transactions.manager.findOneBy(WaitingListEntry, { id });
    if (!entry) throw notFound('waiting-list-entry-not-found');
    return entry;
  }

  /** The row as it is now, its queue and itself locked until the transaction ends. @throws AppError 404 */
  async lock(id: string): Promise<Entry> {
    const { offeringId } = await this.get(id);
    await this.lockQueue(offeringId);
    const entry = await this.transactions.manager.findOne(WaitingListEntry, {
      where: { id },
      lock: { mode: 'pessimistic_write' },
    });
    if (!entry) throw notFound('waiting-list-entry-not-found');
    return entry;
  }

  /** @throws AppError 412 when it has changed meanwhile */
  async update(entry: Entry, changes: Partial<Entry>): Promise<Entry> {
    const { id, state, version } = entry;
    const change = { ...changes, version: version + 1 };
    const result = await this.transactions.manager.update(WaitingListEntry, { id, state, version }, change);
    if (result.affected !== 1) throw stale();
    return { ...entry, ...change };
  }

  /** Newest first. */
  ofHousehold(householdId: string): Promise<Entry[]> {
    return this.transactions.manager.find(WaitingListEntry, {
      where: { householdId },
      order: { joinedAt: 'DESC', id: 'DESC' },
    });
  }

  /** In the order of the queues, as several are always locked. */
  liveOfHousehold(householdId: string): Promise<Entry[]> {
    return this.transactions.manager.find(WaitingListEntry, {
      where: { householdId, state: LIVE },
      order: { offeringId: 'ASC', id: 'ASC' },
    });
  }

  someoneWaiting(offeringId: string): Promise<Entry | null> {
    return this.transactions.manager.findOneBy(WaitingListEntry, { offeringId, state: 'waiting' });
  }

  liveOfOffering(offeringId: string): Promise<Entry[]> {
    return this.transactions.manager.find(WaitingListEntry, { where: { offeringId, state: LIVE } });
  }

  offeredOf(offeringId: string): Promise<Entry[]> {
    return this.transactions.manager.find(WaitingListEntry, {
      where: { offeringId, state: 'offered' },
      order: { id: 'ASC' },
    });
  }

  /** From the end of the queue: whoever goes from there changes nobody's place. */
  lastOf(offeringId: string, limit: number): Promise<Entry[]> {
    return this.transactions.manager.find(WaitingListEntry, {
      where: { offeringId, state: LIVE },
      order: { position: 'DESC', id: 'DESC' },
      take: limit,
    });
  }

  /** Who of the actor's reach stands in the queue, in its order. */
  async page(offeringId: string, { limit, after }: { limit: number; after?: string }): Promise<Page<Entry>> {
    const rows = this.transactions.manager
      .createQueryBuilder(WaitingListEntry, 'w')
      .where('w.offeringId = :offeringId and w.state in (:...live)', { offeringId, live: [...liveStates] })
      .orderBy('w.position', 'ASC')
      .addOrderBy('w.id', 'ASC')
      .take(limit + 1);
    if (after) {
      const [position, id] = decodeCursor(after);
      rows.andWhere('(w.position, w.id) > (:position::integer, :id::uuid)', { position, id });
    }
    return pageOf(await rows.getMany(), limit, (entry) => [entry.position ?? 0, entry.id]);
  }

  /** Everybody in the queue, also those whose files are out of reach. */
  async queue(offeringId: string): Promise<Queued[]> {
    return this.transactions.manager.query<Queued[]>(
      `select id, urgency, state, joined_at as "joinedAt", joined_on::text as "joinedOn", place
       from app.waiting_list_of($1)`,
      [offeringId],
    );
  }

  /** Writes where they stand now; a reason for those who stand further back than they were told. */
  async place(
    offeringId: string,
    places: ReadonlyArray<{ id: string; place: number; reason: WorseningReason | null }>,
    at: Date,
  ): Promise<void> {
    await this.transactions.manager.query('select app.place_waiting_list($1, $2, $3, $4, $5)', [
      offeringId,
      places.map(({ id }) => id),
      places.map(({ place }) => place),
      places.map(({ reason }) => reason),
      at,
    ]);
  }

  /** Who was passed over at this look although a place was free; nobody else is held up. Run by the machine alone. */
  async holdUp(offeringId: string, ids: readonly string[]): Promise<void> {
    await this.transactions.manager.query('select app.hold_up_waiting($1, $2)', [offeringId, ids]);
  }

  /** Places that came free between two moments, the same for everybody who asks. */
  async freed(offeringId: string, since: Date, until: Date): Promise<number> {
    const [row] = await this.transactions.manager.query<Array<{ places: number }>>(
      'select app.freed_places($1, $2, $3) as places',
      [offeringId, since, until],
    );
    return row?.places ?? 0;
  }
}
