import { Injectable } from '@nestjs/common';
import { Not } from 'typeorm';
import { Sealer } from '../../platform/crypto';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { notFound, stale } from '../../platform/errors';
import { systemActor } from '../../trust/access';
import type { WatchDifferenceQuery } from './dto/watch-list.dto';
import { WatchDifference } from './watch-difference.entity';

const PLACES = {
  person: 'watch_differences.person',
  ground: 'watch_differences.ground',
  undo: 'watch_differences.undo',
} as const;

export type WatchFilters = Pick<WatchDifferenceQuery, 'side' | 'open' | 'mine'>;

/** Somebody of the list who has no file. */
export interface WatchPerson {
  name: string;
  identityNumber: string;
}

/** Rows of the work list within the actor's reach; what is said in them is sealed. */
@Injectable()
export class WatchDifferencesStore {
  constructor(
    private readonly transactions: Transactions,
    private readonly sealer: Sealer,
  ) {}

  /** @throws AppError 404 `watch-difference-not-found` */
  async get(id: string): Promise<WatchDifference> {
    const row = await this.transactions.manager.findOneBy(WatchDifference, { id });
    if (!row) throw notFound('watch-difference-not-found');
    return row;
  }

  /** Oldest first. */
  async list({ limit, after, ...filters }: WatchDifferenceQuery): Promise<Page<WatchDifference>> {
    const rows = this.filtered(filters, this.transactions.actor.userId);
    if (after !== undefined) {
      const [at, id] = decodeCursor(after);
      rows.andWhere('(d.createdAt, d.id) > (:at::timestamptz, :id::uuid)', { at, id });
    }
    const found = await rows
      .orderBy('d.createdAt')
      .addOrderBy('d.id')
      .limit(limit + 1)
      .getMany();
    return pageOf(found, limit, (row) => [row.createdAt.toISOString(), row.id]);
  }

  /**
   * How many rows with these filters are about households that the actor may not open. Which of them are theirs is no
   * question of what they see: `mine` is the actor's also where the district is counted.
   */
  async countHidden(filters: WatchFilters): Promise<number> {
    const { userId, districtCodes } = this.transactions.actor;
    const count = (districtCode: string) =>
      this.filtered(filters, userId)
        .andWhere('d.districtCode = :districtCode and d.householdId is not null', { districtCode })
        .getCount();
    let hidden = 0;
    for (const code of districtCodes) {
      const all = await this.transactions.runAs(systemActor(code, 'watch-list'), () => count(code));
      hidden += all - (await count(code));
    }
    return hidden;
  }

  /** Those of the actor that nobody has answered. */
  countMine(): Promise<number> {
    const ownerId = this.transactions.actor.userId ?? undefined;
    return ownerId === undefined
      ? Promise.resolve(0)
      : this.transactions.manager.countBy(WatchDifference, { ownerId, state: 'open' });
  }

  /** All of a district that are not settled. */
  standing(districtCode: string): Promise<WatchDifference[]> {
    return this.transactions.manager.findBy(WatchDifference, { districtCode, state: Not('gone') });
  }

  /** Rows of a list about people without a file. */
  strangersOf(listId: string): Promise<WatchDifference[]> {
    return this.transactions.manager
      .createQueryBuilder(WatchDifference, 'd')
      .where('d.listId = :listId and d.personCiphertext is not null', { listId })
      .getMany();
  }

  async insert(rows: readonly WatchDifference[]): Promise<void> {
    for (let at = 0; at < rows.length; at += 500)
      await this.transactions.manager.insert(WatchDifference, rows.slice(at, at + 500));
  }

  /** @throws AppError 412 when somebody else was first */
  async update({ id, state, version }: WatchDifference, changes: Partial<WatchDifference>): Promise<void> {
    const change = { ...changes, version: version + 1 };
    const result = await this.transactions.manager.update(WatchDifference, { id, state, version }, change as never);
    if (result.affected !== 1) throw stale();
  }

  /** Paths of households, for those that are in reach. */
  async pathsOf(householdIds: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.transactions.manager.query<Array<{ id: string; path: string }>>(
      'select id, region_path as path from households where id = any ($1::uuid[])',
      [[...householdIds]],
    );
    return new Map(rows.map(({ id, path }) => [id, path]));
  }

  /** Who leads the open case of each household. */
  async leadersOf(householdIds: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.transactions.manager.query<Array<{ household: string; leader: string }>>(
      `select household_id as household, lead_worker_id as leader from cases
        where household_id = any ($1::uuid[]) and state not in ('closed', 'follow-up', 'archived')`,
      [[...householdIds]],
    );
    return new Map(rows.map(({ household, leader }) => [household, leader]));
  }

  /** Households of the district with one of these labels among their statuses. */
  labelled(districtCode: string, labels: readonly string[]): Promise<Array<{ householdId: string; label: string }>> {
    return this.transactions.manager.query(
      `select distinct e.household_id as "householdId", e.line as label from entitlements e
         join households h on h.id = e.household_id
        where h.district_code = $1 and h.state = 'active' and e.state = 'granted' and e.line = any ($2::text[])`,
      [districtCode, [...labels]],
    );
  }

  private filtered({ side, open, mine }: WatchFilters, me: string | null) {
    const rows = this.transactions.manager.createQueryBuilder(WatchDifference, 'd').where('true');
    if (side) rows.andWhere('d.side = :side', { side });
    if (open !== undefined) rows.andWhere(open === 'true' ? `d.state = 'open'` : `d.state <> 'open'`);
    if (mine !== undefined) rows.andWhere(mine === 'true' ? 'd.ownerId = :me' : 'd.ownerId <> :me', { me });
    return rows;
  }

  /** Of somebody without a file: the same person is known again in the next list. */
  personIndexes(identityNumber: string): Buffer[] {
    return this.sealer.indexes('watch-person', identityNumber);
  }

  personIndex(identityNumber: string): Buffer {
    return this.sealer.index('watch-person', identityNumber);
  }

  seal(place: keyof typeof PLACES, row: Pick<WatchDifference, 'id' | 'householdId'>, text: string): Promise<Buffer> {
    return this.sealer.seal(row.householdId ?? row.id, PLACES[place], row.id, text);
  }

  async ground(row: WatchDifference): Promise<string | null> {
    const sealed = row.groundCiphertext;
    return sealed && this.sealer.open(row.householdId ?? row.id, PLACES.ground, row.id, sealed);
  }

  /** Null for a household, and once the person is no longer kept. */
  async person({ id, personCiphertext }: WatchDifference): Promise<WatchPerson | null> {
    if (personCiphertext === null) return null;
    return JSON.parse(await this.sealer.open(id, PLACES.person, id, personCiphertext)) as WatchPerson;
  }
}
