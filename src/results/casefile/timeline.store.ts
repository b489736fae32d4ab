import { Injectable } from '@nestjs/common';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';

/** One line of what happened to a household. */
export interface TimelineEntry {
  id: string;
  at: Date;
  /** `move`: a step of a life cycle; else what was recorded. */
  kind: 'move' | 'opened' | 'delivered';
  /** Life cycle of a move: `case`, `need`, `referral`, …; else the kind again. */
  subject: string;
  subjectId: string;
  move: string | null;
  fromState: string | null;
  toState: string | null;
  actorKind: string | null;
  actorName: string | null;
  reason: string | null;
  /** Codes, numbers and counts only: of the referral, the need, the instrument, the delivered units. */
  detail: string | null;
}

/** The log of moves together with what happens outside life cycles; all of it under the reader's own policies. */
const ENTRIES = `
  select m.id, m.at, 'move' as kind, m.lifecycle as subject, m.subject_id, m.move, m.from_state, m.to_state, m.actor_kind,
      m.actor_name, m.reason, coalesce(r.number, n.code, s.instrument, p.number, c.number) as detail
    from moves m
      left join referrals r on m.lifecycle = 'referral' and r.id = m.subject_id
      left join needs n on m.lifecycle = 'need' and n.id = m.subject_id
      left join assessments s on m.lifecycle = 'assessment' and s.id = m.subject_id
      left join plans p on m.lifecycle = 'plan' and p.id = m.subject_id
      left join cases c on m.lifecycle = 'case' and c.id = m.subject_id
    where m.household_id = $1
  union all
  select h.id, h.created_at, 'opened', 'household', h.id, null, null, null, 'user', a.display_name, null, h.number
    from households h left join accounts a on a.id = h.created_by where h.id = $1
  union all
  select d.id, d.recorded_at, 'delivered', 'delivery', d.referral_id, null, null, null, 'user', d.recorded_by_name, null, d.units::text
    from deliveries d where d.household_id = $1 and d.corrected_by is null`;

/** Reads the time line of one household (ux.md pattern 4). */
@Injectable()
export class TimelineStore {
  constructor(private readonly transactions: Transactions) {}

  /** Newest first. */
  async of(householdId: string, limit: number, after?: string): Promise<Page<TimelineEntry>> {
    const [at, id] = after ? decodeCursor(after) : [null, null];
    const rows = await this.transactions.manager.query<Array<TimelineEntry & { cursor: string }>>(
      `select id, at, kind, subject, subject_id as "subjectId", move, from_state as "fromState", to_state as "toState",
         actor_kind as "actorKind", actor_name as "actorName", reason, detail, at::text as cursor
       from (${ENTRIES}) entry
       where $3::timestamptz is null or (at, id) < ($3::timestamptz, $4::uuid)
       order by at desc, id desc limit $2`,
      [householdId, limit + 1, at, id],
    );
    return pageOf(rows, limit, (row) => [row.cursor, row.id]);
  }
}
