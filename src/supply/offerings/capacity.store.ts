import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../platform/database';
import { conflict, notFound } from '../../platform/errors';
import { Clock } from '../../platform/time';
import { CapacityBalance } from './capacity-balance.entity';
import { CapacityEntry } from './capacity-entry.entity';
import { CapacityHolding } from './capacity-holding.entity';
import type { ReserveRequest, ReserveVerdict } from './reserve-request';

/** What `app.reserve_places` raises. */
const HOLDS_ALREADY = 'YL409';

interface CapacityTerms {
  known: boolean;
  /** Places that a period opens with. */
  perPeriod: number | null;
  districtCode: string;
}

/**
 * Rows of the capacity ledger. Locks are always taken in this order: holding, then balance; several balances in the
 * order of their offerings' ids (matching.md 2.6). Balance and entry change in one transaction.
 */
@Injectable()
export class CapacityStore {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404 */
  async termsOf(offeringId: string): Promise<CapacityTerms> {
    const [terms] = await this.transactions.manager.query<CapacityTerms[]>(
      `select capacity_known as known, capacity_per_period as "perPeriod", district_code as "districtCode"
       from offerings where id = $1`,
      [offeringId],
    );
    if (!terms) throw notFound('offering-not-found');
    return terms;
  }

  /** The balance as it stands, not locked; null before the period's first use. */
  balance(offeringId: string, period: string): Promise<CapacityBalance | null> {
    return this.transactions.manager.findOneBy(CapacityBalance, { offeringId, period });
  }

  balances(offeringId: string): Promise<CapacityBalance[]> {
    return this.transactions.manager.find(CapacityBalance, {
      where: { offeringId },
      order: { period: 'DESC' },
      take: 24,
    });
  }

  entries(offeringId: string, period: string): Promise<CapacityEntry[]> {
    return this.transactions.manager.find(CapacityEntry, {
      where: { offeringId, period },
      order: { enteredAt: 'ASC', id: 'ASC' },
    });
  }

  /** Makes the period's row, with its first entry, unless it is there; two who try at once make one. */
  async ensure(offeringId: string, period: string, opened: number): Promise<void> {
    const made = await this.transactions.manager.query<unknown[]>(
      `insert into capacity_balances (offering_id, period, opened, reserved, taken) values ($1, $2, $3, 0, 0)
       on conflict (offering_id, period) do nothing returning 1`,
      [offeringId, period, opened],
    );
    if (made.length > 0) await this.enter({ offeringId, period, kind: 'opened', quantity: opened });
  }

  /** Locks the row and reads it as it is now. */
  async lockBalance(offeringId: string, period: string): Promise<CapacityBalance> {
    const balance = await this.transactions.manager.findOne(CapacityBalance, {
      where: { offeringId, period },
      lock: { mode: 'pessimistic_write' },
    });
    if (!balance) throw notFound('capacity-period-not-found');
    return balance;
  }

  /** Adds to the columns of a balance that is locked. @throws AppError 409 `no-capacity` */
  async change(balance: CapacityBalance, by: { opened?: number; reserved?: number; taken?: number }): Promise<void> {
    const { opened = 0, reserved = 0, taken = 0 } = by;
    // An UPDATE is answered with [rows, count].
    const [, count] = await this.transactions.manager.query<[unknown[], number]>(
      `update capacity_balances set opened = opened + $3, reserved = reserved + $4, taken = taken + $5
       where offering_id = $1 and period = $2 and reserved + $4 + taken + $5 <= opened + $3`,
      [balance.offeringId, balance.period, opened, reserved, taken],
    );
    if (count !== 1) throw conflict('no-capacity');
  }

  async enter(
    entry: Pick<CapacityEntry, 'offeringId' | 'period' | 'kind' | 'quantity'> & Partial<CapacityEntry>,
  ): Promise<void> {
    await this.transactions.manager.insert(CapacityEntry, {
      holderId: null,
      note: null,
      ...entry,
      id: newId(),
      enteredBy: this.transactions.actor.userId,
      enteredAt: this.clock.now(),
    });
  }

  lockHolding(holderId: string): Promise<CapacityHolding | null> {
    return this.transactions.manager.findOne(CapacityHolding, {
      where: { holderId },
      lock: { mode: 'pessimistic_write' },
    });
  }

  /**
   * Reserves all or nothing, in one call of the database (`app.reserve_places`); a verdict for each request, in its place.
   * @throws AppError 409 `holder-has-places` when the holder took other places while this call waited
   */
  async reserve(requests: readonly ReserveRequest[]): Promise<ReserveVerdict[]> {
    const column = <T>(of: (request: ReserveRequest) => T): T[] => requests.map(of);
    try {
      return await this.transactions.manager.query<ReserveVerdict[]>(
        'select verdict, district as "districtCode" from app.reserve_places($1, $2, $3, $4, $5, $6)',
        [
          ...[column((one) => one.holderId), column((one) => one.offeringId), column((one) => one.period)],
          ...[column((one) => one.quantity ?? 1), column((one) => one.expiresAt), this.clock.now()],
        ],
      );
    } catch (error) {
      throw (error as { code?: string }).code === HOLDS_ALREADY ? conflict('holder-has-places') : error;
    }
  }

  async moveHolding(holderId: string, state: CapacityHolding['state']): Promise<void> {
    await this.transactions.manager.update(CapacityHolding, { holderId }, { state, expiresAt: null });
  }

  /** Reservations that are asked for again with a later end last so long. @returns the holders whose end has moved */
  async prolong(requests: readonly ReserveRequest[]): Promise<Set<string>> {
    if (requests.length === 0) return new Set();
    const rows = await this.transactions.manager.query<[Array<{ holder_id: string }>, number]>(
      `update capacity_holdings h set expires_at = w.ending from unnest($1::uuid[], $2::timestamptz[]) w (holder, ending)
       where h.holder_id = w.holder and h.state = 'reserved' and h.expires_at < w.ending returning h.holder_id`,
      [requests.map(({ holderId }) => holderId), requests.map(({ expiresAt }) => expiresAt)],
    );
    return new Set(rows[0].map((row) => row.holder_id));
  }

  /** Holders whose reservation has ended, in the order in which their balances are locked. */
  async overdue(at: Date, limit: number): Promise<string[]> {
    const rows = await this.transactions.manager.query<Array<{ holder_id: string }>>(
      `select holder_id from capacity_holdings where state = 'reserved' and expires_at <= $1
       order by offering_id, holder_id limit $2`,
      [at, limit],
    );
    return rows.map((row) => row.holder_id);
  }
}
