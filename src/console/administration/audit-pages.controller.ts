import { Controller, Get, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import type { Actor } from '../../platform/database';
import { allows, CurrentActor, RequirePermission } from '../../trust/access';
import { Accounts } from '../../trust/accounts';
import { Audit, AuditEvents } from '../../trust/audit';
import { emptyForm, type View, view } from '../shell';

const Filter = z.object({
  action: z
    .string()
    .trim()
    .max(80)
    .optional()
    .transform((text) => text || undefined)
    .catch(undefined),
  householdId: z.uuid().optional().catch(undefined),
  actorId: z.uuid().optional().catch(undefined),
  after: z.string().max(400).optional().catch(undefined),
});

/** The record, for the audit administrator and supervisors. Looking at it is recorded too (C2). */
@ApiExcludeController()
@Controller('console/audit')
@RequirePermission('audit:read')
export class AuditPagesController {
  constructor(
    private readonly audit: Audit,
    private readonly events: AuditEvents,
    private readonly accounts: Accounts,
  ) {}

  @Get()
  async list(@Query() query: unknown, @CurrentActor() actor: Actor): Promise<View> {
    const filter = Filter.parse(query);
    await this.audit.read({ action: 'audit.read', subjectType: 'audit', fields: Object.keys(filter) });
    const page = await this.events.list({ ...filter, limit: 50 });
    const names = await this.accounts.names(page.items.flatMap((row) => (row.actor_id ? [row.actor_id] : [])));
    const kept = Object.entries({ ...filter, after: page.next ?? undefined }).filter((pair): pair is [string, string] =>
      Boolean(pair[1]),
    );
    const events = page.items.map((row) => ({
      at: row.at,
      actor: (row.actor_id && names.get(row.actor_id)) ?? row.actor_kind,
      action: row.action,
      subject: `${row.subject_type} ${row.subject_id ?? ''}`.trim(),
      ground: row.ground,
      reason: row.reason,
      fields: row.fields.join(', '),
    }));
    return view('console/administration/audit/list', {
      events,
      mayVerify: allows(actor.roles, 'audit:verify'),
      form: emptyForm(filter),
      first: filter.after ? '/console/audit' : null,
      next: page.next && `?${new URLSearchParams(kept).toString()}`,
    });
  }
}
