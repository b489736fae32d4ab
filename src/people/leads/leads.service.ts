import { Injectable } from '@nestjs/common';
import { type Page, Transactions } from '../../platform/database';
import { Clock } from '../../platform/time';
import { allows } from '../../trust/access';
import { Audit } from '../../trust/audit';
import type { LeadQuery } from './dto/lead.dto';
import type { LeadView, ReportView } from './dto/lead.view';
import { LeadViews } from './lead-views';
import type { Lead } from './lead.entity';
import { LeadsStore } from './leads.store';

/** Reads of leads: staff see what was observed, a reporter only that it was handled (R54, C3). */
@Injectable()
export class Leads {
  constructor(
    private readonly store: LeadsStore,
    private readonly views: LeadViews,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404 `lead-not-found` */
  get(id: string): Promise<Lead> {
    return this.store.get(id);
  }

  list(query: LeadQuery): Promise<Page<Lead>> {
    return this.store.list(query, this.clock.now());
  }

  /** New ones and those past their deadline, in the actor's reach. */
  counts(): Promise<{ fresh: number; late: number }> {
    return this.store.counts(this.clock.now());
  }

  /** As the actor may see it. */
  async shown(lead: Lead): Promise<LeadView | ReportView> {
    if (!allows(this.transactions.actor.roles, 'leads:read')) return this.views.report(lead);
    await this.audit.read({
      action: 'lead.read',
      subjectType: 'lead',
      subjectId: lead.id,
      householdId: lead.householdId,
    });
    return this.view(lead);
  }

  /** For staff. */
  view(lead: Lead): Promise<LeadView> {
    return this.views.one(lead);
  }

  /** Lines of a list, for staff. */
  lines(leads: readonly Lead[]): Promise<LeadView[]> {
    return this.views.many(leads);
  }
}
