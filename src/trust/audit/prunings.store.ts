import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import type { AuditFinding } from './audit-finding';

/** What has been taken out of the record after its term (C1); its seals stay. */
@Injectable()
export class Prunings {
  constructor(private readonly transactions: Transactions) {}

  /** Up to this seal the rows are gone; '0' when nothing was pruned. */
  async through(): Promise<string> {
    const [row] = await this.query<{ through: string }>(
      'select coalesce(max(through_seal), 0)::text as through from audit_prunings',
    );
    return row!.through;
  }

  /** A pruning that the record itself does not tell of was none, but a cover for missing rows; and none comes back. */
  async faults(): Promise<AuditFinding[]> {
    const unrecorded = await this.query<{ through: string }>(
      `select through_seal::text as through from audit_prunings p where through_seal = (select max(through_seal) from audit_prunings)
       and not exists (select from audit_events e where e.id = p.event_id and e.action = 'audit.pruned'
         and e.fields = jsonb_build_array(p.partition_name, p.through_seal::text, p.row_count::text))`,
    );
    const back = await this.query<{ id: string; through: string }>(
      `select id, number::text as through from audit_events, (select number, epoch as last_epoch, to_xid from audit_seals
         where number = (select max(through_seal) from audit_prunings)) as last
       where (epoch, xid) < (last_epoch, to_xid) order by epoch, xid limit 1`,
    );
    return [
      ...unrecorded.map(({ through }) => ({ kind: 'pruning-unrecorded' as const, sealNumber: through })),
      ...back.map(({ through, id }) => ({ kind: 'inserted-late' as const, sealNumber: through, rowId: id })),
    ];
  }

  private query<T>(sql: string): Promise<T[]> {
    return this.transactions.manager.query<T[]>(sql);
  }
}
