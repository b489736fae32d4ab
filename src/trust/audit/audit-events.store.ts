import { Injectable } from '@nestjs/common';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import type { AuditEventRow } from './audit-event';
import type { AuditQuery } from './audit-event.view';

const FILTERS = {
  action: 'action = ?',
  actorId: 'actor_id = ?',
  subjectType: 'subject_type = ?',
  subjectId: 'subject_id = ?',
  householdId: 'household_id = ?',
  from: 'at >= ?',
  until: 'at < ?',
} as const;

/** Reads of the record; the policy decides who sees which rows. */
@Injectable()
export class AuditEvents {
  constructor(private readonly transactions: Transactions) {}

  /** Newest first. */
  async list(query: AuditQuery): Promise<Page<AuditEventRow>> {
    const values: unknown[] = [];
    const bind = (value: unknown) => `$${values.push(value)}`;
    const conditions = Object.entries(FILTERS).flatMap(([name, condition]) => {
      const value = query[name as keyof typeof FILTERS];
      return value === undefined ? [] : [condition.replace('?', bind(value))];
    });
    if (query.after) {
      const [at, id] = decodeCursor(query.after);
      conditions.push(`(at, id) < (${bind(at)}::timestamptz, ${bind(id)}::uuid)`);
    }
    const rows = await this.transactions.manager.query<Array<AuditEventRow & { at_text: string }>>(
      `select id, at, at::text as at_text, actor_kind, actor_id, organisation_id, household_actor_id, purpose,
         app.ground_of(purpose) as ground, substr(purpose, coalesce(length(app.ground_of(purpose)) + 3, 1)) as reason,
         request_id, action, subject_type, subject_id, household_id, district_code, region_path, fields, digest
       from audit_events ${conditions.length > 0 ? `where ${conditions.join(' and ')}` : ''}
       order by at desc, id desc limit ${bind(query.limit + 1)}`,
      values,
    );
    return pageOf(rows, query.limit, (row) => [row.at_text, row.id]);
  }
}
