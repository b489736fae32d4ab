import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { type Selection, selected, Transactions } from '../../platform/database';
import { Referral } from './referral.entity';
import type { ReferralState } from './referral.lifecycle';

/** How many referrals of a place were made in a month, by where they stand now. */
export interface ReferralCount {
  regionPath: string;
  state: ReferralState;
  /** YYYY-MM. */
  month: string;
  count: number;
}

const PLACES = { place: 'r.region_path', time: 'r.created_at' };

/** Referrals for files and statistics that leave the house: those in reach, restricted services never (R46, B30–B32). */
@Injectable()
export class ReferralCounts {
  constructor(private readonly transactions: Transactions) {}

  /** By their number. @param most how many at most */
  async pick(selection: Selection, most: number): Promise<Referral[]> {
    const values: unknown[] = [];
    const where = selected(selection, PLACES, values);
    const found = await this.transactions.manager.query<Array<{ id: string }>>(
      `select r.id from referrals r where not app.restricted_code(r.need_code) and r.restricted is not true and ${where}
        order by r.number limit $${values.push(most)}`,
      values,
    );
    const ids = found.map(({ id }) => id);
    return this.transactions.manager.find(Referral, { where: { id: In(ids) }, order: { number: 'ASC' } });
  }

  counts(selection: Selection): Promise<ReferralCount[]> {
    const values: unknown[] = [];
    const where = selected(selection, PLACES, values);
    return this.transactions.manager.query<ReferralCount[]>(
      `select r.region_path as "regionPath", r.state, to_char(r.created_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month,
          count(*)::integer as count
        from referrals r where not app.restricted_code(r.need_code) and r.restricted is not true and ${where} group by 1, 2, 3`,
      values,
    );
  }
}
