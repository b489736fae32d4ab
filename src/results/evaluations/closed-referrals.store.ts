import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';

export interface ClosedReferral {
  id: string;
  householdId: string;
  needId: string;
  districtCode: string;
  regionPath: string;
  ownerAccountId: string;
  closedAt: Date;
}

/** Closed referrals after which somebody looks back. */
@Injectable()
export class ClosedReferralsStore {
  constructor(private readonly transactions: Transactions) {}

  /** Null when it is not closed, or was closed without any service. */
  async served(id: string): Promise<ClosedReferral | null> {
    const [row] = await this.transactions.manager.query<ClosedReferral[]>(
      `select id, household_id as "householdId", need_id as "needId", district_code as "districtCode",
         region_path as "regionPath", owner_account_id as "ownerAccountId", closed_at as "closedAt"
       from referrals where id = $1 and state = 'closed' and coalesce(ended_at, confirmed_at, started_at) is not null`,
      [id],
    );
    return row ?? null;
  }

  /** The need that a referral answered. */
  async needOf(id: string): Promise<string | null> {
    const [row] = await this.transactions.manager.query<Array<{ need: string }>>(
      'select need_id as need from referrals where id = $1',
      [id],
    );
    return row?.need ?? null;
  }
}
