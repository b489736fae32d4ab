import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';

const SINCE = `
with bound as (select pg_snapshot_xmin(pg_current_snapshot()) as upper)
select b.upper::text as upper,
  coalesce(array_agg(distinct c.offering_id) filter (where c.offering_id is not null), '{}') as ids
from bound b left join offering_changes c on c.xid >= $1::xid8 and c.xid < b.upper
group by b.upper`;

/** What changed up to a moment, and the moment from which to ask next. */
export interface OfferingChangesSince {
  offeringIds: string[];
  watermark: string;
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
    const [row] = await this.transactions.manager.query<Array<{ upper: string; ids: string[] }>>(SINCE, [watermark]);
    return { offeringIds: row!.ids, watermark: row!.upper };
  }

  /** Takes away what is older, at most so many rows. @returns how many went */
  async prune(minutes: number, most: number): Promise<number> {
    const sql = 'select app.prune_offering_changes($1, $2) as gone';
    const [row] = await this.transactions.manager.query<Array<{ gone: number }>>(sql, [minutes, most]);
    return row!.gone;
  }
}
