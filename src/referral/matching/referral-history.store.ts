import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import type { RunningService } from './matching.types';

/** What earlier referrals of a household mean for a new match. */
export interface ReferralHistory {
  running: RunningService[];
  /** A provider's no counts for the need that it was asked for; a lapsed answer does not (R22). */
  refused: Array<{ needId: string; offeringId: string }>;
}

interface HistoryRow {
  running: boolean;
  needId: string;
  offeringId: string;
  needCode: string;
  memberId: string | null;
  providerId: string;
  payer: string;
}

/**
 * Services under way and refusals, read from the table of referrals. The room `referrals` stands above this one, so that
 * its door cannot be used here; two columns of state are all that is asked.
 */
@Injectable()
export class ReferralHistoryStore {
  constructor(private readonly transactions: Transactions) {}

  async of(householdId: string): Promise<ReferralHistory> {
    const rows = await this.transactions.manager.query<HistoryRow[]>(
      `select r.state <> 'declined' as running, r.need_id as "needId", r.offering_id as "offeringId",
         r.need_code as "needCode", r.member_id as "memberId", r.provider_id as "providerId", o.payer
       from referrals r join offerings o on o.id = r.offering_id
       where r.household_id = $1 and r.state in ('accepted', 'scheduled', 'in-service', 'on-hold', 'declined')
       order by r.created_at, r.id`,
      [householdId],
    );
    return {
      running: rows.filter(({ running }) => running).map(runningOf),
      refused: rows.filter(({ running }) => !running).map(({ needId, offeringId }) => ({ needId, offeringId })),
    };
  }
}

const runningOf = ({ needCode, memberId, providerId, payer }: HistoryRow): RunningService => ({
  code: needCode,
  memberId,
  providerId,
  publiclyPaid: payer === 'contract' || payer === 'fund',
});
