import { Controller, Get, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../access';
import { Audit } from './audit.service';
import { auditEventsView, auditQuery, type AuditQuery, viewAuditEvent } from './audit-event.view';
import { AuditEvents } from './audit-events.store';

/** The record, for the audit administrator and, for their area, supervisors (C2, C3). Looking is recorded too. */
@Controller('api/v1/audit-events')
export class AuditEventsController {
  constructor(
    private readonly events: AuditEvents,
    private readonly audit: Audit,
  ) {}

  @Get()
  @RequirePermission('audit:read')
  @Answers(200, auditEventsView)
  async list(@Query({ schema: auditQuery }) query: AuditQuery): Promise<z.infer<typeof auditEventsView>> {
    await this.audit.read({ action: 'audit.read', subjectType: 'audit', fields: Object.keys(query) });
    const page = await this.events.list(query);
    return { items: page.items.map(viewAuditEvent), next: page.next };
  }
}
