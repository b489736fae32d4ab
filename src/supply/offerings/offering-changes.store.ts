import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';

const SINCE = `
with bound as (
  select pg_snapshot_xmin(pg_current_snapshot()) as upper, pg_snapshot_xmax(pg_current_snapshot()) as next)
select b.upper::text as watermark, b.next::text as next,
  coalesce(array_agg(distinct coalesce(c.offering_id, c.purse_id)) filter (where c.xid is not null), '{}') as ids
from bound b left join offering_changes c on c.xid >= $1::xid8 and c.xid < b.upper
group by b.upper, b.next`;

/** What changed up to a moment, and the moment from which to ask next. */
export interface OfferingChangesSince {
  /** Of offerings, and of funds and contracts whose money moved. */
  ids: string[];
  /** The oldest transaction that still ran. */
  watermark: string;
  /** The first that had not begun; what is committed already was written before it. */
  next: string;
}

/**
 * The feed of changed offerings (design 8.5), for the machine of the whole installation. Asked by transaction ids, never by
 * a sequence: transactions end in another order than they begin in.
 */
@Injectable()
export class OfferingChanges {
  constructor(private readonly transactions: Transactions) {}

  /** Where a reader begins who reads everything after this call. */
  async watermark(): Promise<string> {
    const sql = 'select pg_snapshot_xmin(pg_current_snapshot())::text as upper';
    const [row] = await this.transactions.manager.query<Array<{ upper: string }>>(sql);
    return row!.upper;
  }

  /**
   * Everything that was written by transactions at or after the watermark and before the oldest that still runs. What such
   * a one writes comes the next time.
   */
  async since(watermark: string): Promise<OfferingChangesSince> {
    const [row] = await this.transactions.manager.query<OfferingChangesSince[]>(SINCE, [watermark]);
    return row!;
  }
}
