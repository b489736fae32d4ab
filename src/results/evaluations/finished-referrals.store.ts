import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';

/** A referral that can be evaluated. */
export interface FinishedReferral {
  id: string;
  householdId: string;
  regionPath: string;
  /** Whether the evaluator ever worked on this household. */
  own: boolean;
}

export interface FinishedWindow {
  districtCode: string;
  /** First and last day, Asia/Shanghai. */
  from: string;
  to: string;
  evaluatorId: string;
}

/** Anything that made somebody part of the work: owner, lead worker, assessor, mover, server. */
const OWN = `r.owner_account_id = $4 or r.created_by = $4
  or exists (select 1 from cases c where c.household_id = r.household_id and c.lead_worker_id = $4)
  or exists (select 1 from assessments a where a.household_id = r.household_id and a.assessor_id = $4)
  or exists (select 1 from deliveries d where d.referral_id = r.id and d.recorded_by = $4)
  or exists (select 1 from moves m where m.actor_id = $4 and m.lifecycle <> 'evaluation'
    and (m.household_id = r.household_id or m.subject_id = r.id))`;

/** Which referrals have come to an end after a service, for drawing (R21). */
@Injectable()
export class FinishedReferralsStore {
  constructor(private readonly transactions: Transactions) {}

  /**
   * Referrals that ended before any service (recalled, declined) are no part of it, nor are restricted ones: an evaluator
   * is not on their team (R46, C3).
   */
  finished({ districtCode, from, to, evaluatorId }: FinishedWindow): Promise<FinishedReferral[]> {
    return this.transactions.manager.query<FinishedReferral[]>(
      `select r.id, r.household_id as "householdId", r.region_path as "regionPath", (${OWN}) as own
         from referrals r
        where r.district_code = $1 and not app.restricted_code(r.need_code) and r.restricted is not true and r.state in ('completed', 'confirmed-by-household', 'closed')
          and coalesce(r.ended_at, r.confirmed_at, r.started_at) is not null
          and coalesce(r.closed_at, r.confirmed_at, r.ended_at) >= ($2 || 'T00:00:00+08:00')::timestamptz
          and coalesce(r.closed_at, r.confirmed_at, r.ended_at) < ($3 || 'T00:00:00+08:00')::timestamptz + interval '1 day'
        order by r.id`,
      [districtCode, from, to, evaluatorId],
    );
  }
}
