import { Injectable } from '@nestjs/common';
import { decodeCursor, newId, type Page, pageOf, Transactions } from '../../platform/database';
import { conflict, notFound, stale } from '../../platform/errors';
import { Clock } from '../../platform/time';
import { Reserve } from './reserve.entity';
import { ReserveEntry } from './reserve-entry.entity';

/** What the entries of a reserve come to (I20). */
export interface ReserveTotals {
  putInFen: number;
  paidFen: number;
  grants: number;
  daysToPay: number | null;
}

type Booking = Pick<ReserveEntry, 'kind' | 'amountFen'> & Partial<ReserveEntry>;

/** Rows of reserves and their ledger: balance and entry change in one transaction, on a locked row (R70). */
@Injectable()
export class ReservesStore {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 409 `reserve-there` when the township has one */
  async insert(row: Reserve): Promise<void> {
    await this.transactions.manager.insert(Reserve, row).catch((error: unknown) => {
      const { constraint } = (error as { driverError?: { constraint?: string } }).driverError ?? {};
      if (constraint === 'reserves_unit_id_key') throw conflict('reserve-there');
      throw error;
    });
  }

  /** @throws AppError 404 `reserve-not-found` */
  async get(id: string): Promise<Reserve> {
    const row = await this.transactions.manager.findOneBy(Reserve, { id });
    if (!row) throw notFound('reserve-not-found');
    return row;
  }

  ofUnit(unitId: string): Promise<Reserve | null> {
    return this.transactions.manager.findOneBy(Reserve, { unitId });
  }

  /** The row as it is now, kept for this transaction: whoever books next waits. @throws AppError 404 `reserve-not-found` */
  async lock(id: string): Promise<Reserve> {
    const row = await this.transactions.manager.findOne(Reserve, {
      where: { id },
      lock: { mode: 'pessimistic_write' },
    });
    if (!row) throw notFound('reserve-not-found');
    return row;
  }

  /**
   * Changes the balance of a locked reserve and writes the entry.
   * @throws AppError 409 `reserve-short`, with what is left, when it would fall below zero
   */
  async book(reserve: Reserve, booking: Booking): Promise<ReserveEntry> {
    const balanceFen = reserve.balanceFen + booking.amountFen;
    if (balanceFen < 0)
      throw conflict('reserve-short', {
        left: (reserve.balanceFen / 100).toFixed(2),
        asked: (-booking.amountFen / 100).toFixed(2),
      });
    await this.update(reserve, { balanceFen });
    const entry: ReserveEntry = {
      ...{ applicationId: null, askedAt: null, undoesId: null, reason: null, ...booking },
      ...{ id: newId(), reserveId: reserve.id, districtCode: reserve.districtCode, balanceFen },
      ...{ enteredBy: this.transactions.actor.userId, enteredAt: this.clock.now() },
    };
    await this.transactions.manager.insert(ReserveEntry, entry).catch((error: unknown) => {
      const { constraint } = (error as { driverError?: { constraint?: string } }).driverError ?? {};
      if (constraint === 'reserve_entries_undoes_id_key') throw conflict('reserve-entry-undone');
      throw error;
    });
    return entry;
  }

  /** @throws AppError 412 when somebody else was first */
  async update({ id, version }: Pick<Reserve, 'id' | 'version'>, changes: Partial<Reserve>): Promise<void> {
    const change = { ...changes, version: version + 1 };
    const result = await this.transactions.manager.update(Reserve, { id, version }, change);
    if (result.affected !== 1) throw stale();
  }

  /** In tree order. @param lowPercent only those under this share of what they are filled up to */
  async list(filter: { lowPercent?: number; limit: number; after?: string }): Promise<Page<Reserve>> {
    const rows = this.transactions.manager.createQueryBuilder(Reserve, 'r').where('true');
    if (filter.lowPercent !== undefined)
      rows.andWhere('r.balance_fen * 100 < r.imprest_fen * :percent', { percent: filter.lowPercent });
    if (filter.after) {
      const [path, id] = decodeCursor(filter.after);
      rows.andWhere('(r.region_path, r.id) > (:path, :id::uuid)', { path, id });
    }
    const found = await rows
      .orderBy('r.region_path', 'ASC')
      .addOrderBy('r.id', 'ASC')
      .limit(filter.limit + 1)
      .getMany();
    return pageOf(found, filter.limit, ({ regionPath, id }) => [regionPath, id]);
  }

  /** How many in reach are under this share of what they are filled up to. */
  async countLow(percent: number): Promise<number> {
    const [row] = await this.transactions.manager.query<Array<{ low: string }>>(
      'select count(*) as low from reserves where balance_fen * 100 < imprest_fen * $1::numeric',
      [percent],
    );
    return Number(row?.low);
  }

  /** What the entries of these reserves come to. */
  async totals(ids: readonly string[]): Promise<Map<string, ReserveTotals>> {
    const rows = await this.transactions.manager.query<Array<Record<string, string | null> & { id: string }>>(
      `select e.reserve_id as id,
          coalesce(sum(e.amount_fen) filter (where coalesce(u.kind, e.kind) in ('top-up', 'take-back')), 0) as "putInFen",
          coalesce(-sum(e.amount_fen) filter (where coalesce(u.kind, e.kind) = 'aid'), 0) as "paidFen",
          count(*) filter (where e.kind = 'aid') - count(*) filter (where u.kind = 'aid') as grants,
          round((avg(extract(epoch from e.entered_at - e.asked_at)) filter (where e.kind = 'aid') / 86400)::numeric, 1)
            as "daysToPay"
         from reserve_entries e left join reserve_entries u on u.id = e.undoes_id
        where e.reserve_id = any ($1) group by 1`,
      [ids],
    );
    return new Map(
      rows.map(({ id, putInFen, paidFen, grants, daysToPay }) => [
        id,
        {
          ...{ putInFen: Number(putInFen), paidFen: Number(paidFen), grants: Number(grants) },
          daysToPay: daysToPay === null ? null : Number(daysToPay),
        },
      ]),
    );
  }

  /** @throws AppError 404 `reserve-entry-not-found` */
  async entry(reserveId: string, id: string): Promise<ReserveEntry> {
    const row = await this.transactions.manager.findOneBy(ReserveEntry, { id, reserveId });
    if (!row) throw notFound('reserve-entry-not-found');
    return row;
  }

  /** The newest first. */
  async entries(reserveId: string, { limit, after }: { limit: number; after?: string }): Promise<Page<ReserveEntry>> {
    const rows = this.transactions.manager
      .createQueryBuilder(ReserveEntry, 'e')
      .where('e.reserve_id = :reserveId', { reserveId });
    if (after) rows.andWhere('e.id < :id::uuid', { id: decodeCursor(after)[0] });
    const found = await rows
      .orderBy('e.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    return pageOf(found, limit, ({ id }) => [id]);
  }

  /** Those among these entries that a counter entry has taken back. */
  async undone(ids: readonly string[]): Promise<Set<string>> {
    const rows = await this.transactions.manager.query<Array<{ id: string }>>(
      'select undoes_id as id from reserve_entries where undoes_id = any ($1)',
      [ids],
    );
    return new Set(rows.map(({ id }) => id));
  }
}
