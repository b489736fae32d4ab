import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';

export interface ReferralFacts {
  householdId: string;
  memberId: string | null;
  planId: string | null;
  needCode: string;
  severity: number;
  outcome: string | null;
  confirmedMode: string | null;
  disputed: boolean;
  sentAt: Date | null;
  answerDueAt: Date | null;
  answeredAt: Date | null;
  startedAt: Date | null;
  endedAt: Date | null;
  confirmedAt: Date | null;
  closedAt: Date | null;
}

export interface ScaleResult {
  instrument: string;
  version: string;
  memberId: string | null;
  at: Date;
  score: number | null;
  maximum: number | null;
  severity: number | null;
}

export interface PlannedGoal {
  needId: string | null;
  goal: string;
  field: string;
  weight: number;
  baseline: number | null;
  expected: number | null;
}

/** The rows behind one referral, read once, when the sample is drawn. */
@Injectable()
export class EvidenceStore {
  constructor(private readonly transactions: Transactions) {}

  async referral(id: string): Promise<ReferralFacts> {
    const [row] = await this.query<ReferralFacts>(
      `select r.household_id as "householdId", r.member_id as "memberId", r.plan_id as "planId",
         r.need_code as "needCode", n.severity, r.outcome, r.confirmed_mode as "confirmedMode",
         r.dispute_text is not null as disputed, r.sent_at as "sentAt", r.answer_due_at as "answerDueAt",
         r.answered_at as "answeredAt", r.started_at as "startedAt", r.ended_at as "endedAt",
         r.confirmed_at as "confirmedAt", r.closed_at as "closedAt"
       from referrals r join needs n on n.id = r.need_id where r.id = $1`,
      id,
    );
    if (!row) throw new Error(`Referral ${id} has gone while its evidence was read`);
    return row;
  }

  /** Dates and units; of a note only that there is one. Corrected rows are left out. */
  deliveries(referralId: string): Promise<Array<{ on: string; units: number; noted: boolean }>> {
    return this.query(
      `select delivered_on::text as on, units, note_ciphertext is not null as noted from deliveries
        where referral_id = $1 and corrected_by is null order by delivered_on, id`,
      referralId,
    );
  }

  /** Completed results of the household, oldest first; none that opened a restricted need (R46, C3). */
  scales(householdId: string): Promise<ScaleResult[]> {
    return this.query<ScaleResult>(
      `select instrument, instrument_version as version, member_id as "memberId", completed_at as at, score, maximum, severity
         from assessments where household_id = $1 and state = 'completed' and restricted is not true order by completed_at, id`,
      householdId,
    );
  }

  /** Goals of the plan that the household did not put off; none of a restricted need, whoever draws (R46, C3). */
  goals(planId: string): Promise<PlannedGoal[]> {
    return this.query<PlannedGoal>(
      `select need_id as "needId", goal, field, goal_weight as weight, baseline_level as baseline,
         expected_level as expected from plan_items
        where plan_id = $1 and choice <> 'not-now' and not app.restricted_code(code)
          and not exists (select from needs n where n.id = need_id and (app.restricted_code(n.code) or n.restricted)) order by position`,
      planId,
    );
  }

  /** Names of everybody who ever belonged to the household, and of the staff around it. */
  async names(householdId: string): Promise<string[]> {
    const rows = await this.query<{ name: string }>(
      `select name from household_members where household_id = $1
       union select display_name from households where id = $1
       union select actor_name from moves where household_id = $1 and actor_kind = 'user'
       union select recorded_by_name from deliveries where household_id = $1
       union select i.owner_name from plan_items i join plans p on p.id = i.plan_id
         where p.household_id = $1 and i.owner_name is not null
       union select n.display_name from app.account_names(array(
         select lead_worker_id from cases where household_id = $1 and lead_worker_id is not null
         union select owner_account_id from referrals where household_id = $1)) n`,
      householdId,
    );
    return rows.map(({ name }) => name);
  }

  /** Who is responsible for a referral (R10). */
  async ownerOf(referralId: string): Promise<string> {
    const [row] = await this.query<{ owner: string }>(
      'select owner_account_id as owner from referrals where id = $1',
      referralId,
    );
    return row?.owner ?? '';
  }

  private query<T>(sql: string, value: string): Promise<T[]> {
    return this.transactions.manager.query<T[]>(sql, [value]);
  }
}
