import { Injectable } from '@nestjs/common';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { notFound, stale } from '../../platform/errors';
import { type DeviceEnd, TakeAlong, TakeAlongHousehold } from './take-along.entity';

/** A device with what the database's own clock says of it. */
export interface TakeAlongStanding {
  row: TakeAlong;
  /** Null while it may be used. */
  end: DeviceEnd | null;
  secondsLeft: number;
}

/** Rows of devices; one's own, and for centre and officers those of the district. */
@Injectable()
export class TakeAlongsStore {
  constructor(private readonly transactions: Transactions) {}

  /** For a day from now by the clock of the database. */
  async insert(row: Omit<TakeAlong, 'takenAt' | 'expiresAt'>, households: readonly string[]): Promise<void> {
    const { id, accountId, sessionId, districtCode, regionPath, device, purpose, state, version } = row;
    await this.transactions.manager.query(
      `insert into take_alongs (id, account_id, session_id, district_code, region_path, device, purpose, state, taken_at,
         expires_at, version)
       select $1, $2, $3, $4, $5, $6, $7, $8, now, now + interval '24 hours', $9 from clock_timestamp() now`,
      [id, accountId, sessionId, districtCode, regionPath, device, purpose, state, version],
    );
    const links = households.map((householdId) => ({ takeAlongId: id, householdId }));
    await this.transactions.manager.insert(TakeAlongHousehold, links);
  }

  /** @throws AppError 404 `take-along-not-found` */
  async get(id: string, { lock = false } = {}): Promise<TakeAlongStanding> {
    const { manager } = this.transactions;
    const row = await manager.findOne(TakeAlong, {
      where: { id },
      ...(lock && { lock: { mode: 'pessimistic_write' as const } }),
    });
    if (!row) throw notFound('take-along-not-found');
    const [standing] = await this.standings([row]);
    return standing!;
  }

  /** Newest first. */
  async page({
    mine,
    limit,
    after,
  }: {
    mine?: boolean;
    limit: number;
    after?: string;
  }): Promise<Page<TakeAlongStanding>> {
    const rows = this.transactions.manager.createQueryBuilder(TakeAlong, 't');
    if (mine) rows.andWhere('t.account_id = :userId', { userId: this.transactions.actor.userId });
    if (after) {
      const [takenAt, id] = decodeCursor(after);
      rows.andWhere('(t.taken_at, t.id) < (:takenAt::timestamptz, :id::uuid)', { takenAt, id });
    }
    const found = await rows
      .orderBy('t.taken_at', 'DESC')
      .addOrderBy('t.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    const { items, next } = pageOf(found, limit, (row) => [row.takenAt.toISOString(), row.id]);
    return { items: await this.standings(items), next };
  }

  /** Why a device may not be used any more; null where it may, or is not known. Asks for no right: it names nothing. */
  async endOf(id: string): Promise<DeviceEnd | null> {
    const [found] = await this.transactions.manager.query<Array<{ end: DeviceEnd | null }>>(
      'select app.take_along_end($1) as "end"',
      [id],
    );
    return found?.end ?? null;
  }

  async householdsOf(takeAlongId: string): Promise<string[]> {
    const links = await this.transactions.manager.find(TakeAlongHousehold, {
      where: { takeAlongId },
      order: { householdId: 'ASC' },
    });
    return links.map(({ householdId }) => householdId);
  }

  async countHouseholds(ids: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.transactions.manager.query<Array<{ id: string; count: string }>>(
      `select take_along_id as id, count(*) as count from take_along_households where take_along_id = any ($1::uuid[])
        group by take_along_id`,
      [ids],
    );
    return new Map(rows.map(({ id, count }) => [id, Number(count)]));
  }

  async markPacket(id: string): Promise<void> {
    await this.transactions.manager.query('update take_alongs set last_packet_at = clock_timestamp() where id = $1', [
      id,
    ]);
  }

  /** @throws AppError 412 when somebody else was first */
  async end(
    { id, state, version }: TakeAlong,
    change: Pick<TakeAlong, 'state' | 'endReason' | 'endedBy'>,
  ): Promise<void> {
    const { manager } = this.transactions;
    const [, count] = await manager.query<[unknown, number]>(
      `update take_alongs set state = $4, end_reason = $5, ended_by = $6, ended_at = clock_timestamp(), version = version + 1
        where id = $1 and state = $2 and version = $3`,
      [id, state, version, change.state, change.endReason, change.endedBy],
    );
    if (count !== 1) throw stale();
  }

  private async standings(rows: readonly TakeAlong[]): Promise<TakeAlongStanding[]> {
    const found = await this.transactions.manager.query<Array<{ id: string; end: DeviceEnd | null; left: number }>>(
      `select t.id, app.take_along_end(t.id) as "end",
         greatest(0, floor(extract(epoch from t.expires_at - clock_timestamp())))::int as left
        from take_alongs t where t.id = any ($1::uuid[])`,
      [rows.map(({ id }) => id)],
    );
    return rows.map((row) => {
      const { end = null, left = 0 } = found.find(({ id }) => id === row.id) ?? {};
      return { row, end, secondsLeft: end === null ? left : 0 };
    });
  }
}
