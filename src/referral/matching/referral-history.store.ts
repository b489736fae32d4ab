import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import type { BusySlot, RunningService, Schedule } from './matching.types';

/** What earlier referrals of a household mean for a new match. */
export interface ReferralHistory {
  running: RunningService[];
  /** A provider's no counts for the need that it was asked for; a lapsed answer does not (R22). */
  refused: Array<{ needId: string; offeringId: string }>;
  /** By member: hours that running services ask for. A service at agreed hours has none. */
  busy: ReadonlyMap<string, readonly BusySlot[]>;
}

interface HistoryRow {
  running: boolean;
  needId: string;
  offeringId: string;
  needCode: string;
  memberId: string | null;
  providerId: string;
  payer: string;
  schedule: Schedule;
}

/**
 * Services under way and refusals, read from the table of referrals. The room `referrals` stands above this one, so that
 * its door cannot be used here; a few columns are all that is asked.
 */
@Injectable()
export class ReferralHistoryStore {
  constructor(private readonly transactions: Transactions) {}

  async of(householdId: string): Promise<ReferralHistory> {
    const rows = await this.transactions.manager.query<HistoryRow[]>(
      `select r.state <> 'declined' as running, r.need_id as "needId", r.offering_id as "offeringId",
         r.need_code as "needCode", r.member_id as "memberId", r.provider_id as "providerId", o.payer,
         o.schedule
       from referrals r join offerings o on o.id = r.offering_id
       where r.household_id = $1 and r.state in ('accepted', 'scheduled', 'in-service', 'on-hold', 'declined')
       order by r.created_at, r.id`,
      [householdId],
    );
    const running = rows.filter((row) => row.running);
    return {
      running: running.map(runningOf),
      busy: busyHours(running),
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

function busyHours(running: readonly HistoryRow[]): Map<string, BusySlot[]> {
  const busy = new Map<string, BusySlot[]>();
  for (const { memberId, offeringId, needId, schedule } of running) {
    if (memberId === null || !schedule.fixed) continue;
    const slots = schedule.slots.map(({ day, from, to }) => ({ day, from, to, offeringId, needId }));
    busy.set(memberId, [...(busy.get(memberId) ?? []), ...slots]);
  }
  return busy;
}
