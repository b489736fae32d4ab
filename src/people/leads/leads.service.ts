import { Injectable } from '@nestjs/common';
import { Sealer } from '../../platform/crypto';
import { type Page, Transactions } from '../../platform/database';
import { DueItems } from '../../platform/queue';
import { Clock } from '../../platform/time';
import { Regions } from '../../reference/regions';
import { allows } from '../../trust/access';
import { Accounts } from '../../trust/accounts';
import { Audit } from '../../trust/audit';
import type { LeadQuery } from './dto/lead.dto';
import type { LeadView, ReportView } from './dto/lead.view';
import type { Lead } from './lead.entity';
import { leadLifecycle } from './lead.lifecycle';
import { LeadsStore } from './leads.store';

const reporterSeesOwnWords = 30 * 24 * 3_600_000;

/** Reads of leads: staff see what was observed, a reporter only that it was handled (R54, C3). */
@Injectable()
export class Leads {
  constructor(
    private readonly store: LeadsStore,
    private readonly regions: Regions,
    private readonly accounts: Accounts,
    private readonly sealer: Sealer,
    private readonly dueItems: DueItems,
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
    if (!allows(this.transactions.actor.roles, 'leads:read')) return this.report(lead);
    await this.audit.read({
      action: 'lead.read',
      subjectType: 'lead',
      subjectId: lead.id,
      householdId: lead.householdId,
    });
    return this.view(lead);
  }

  /** For staff. */
  async view(lead: Lead): Promise<LeadView> {
    const {
      id,
      number,
      channel,
      reporterTeam,
      reporterName,
      personDescription,
      whereabouts,
      observed,
      urgency,
      state,
    } = lead;
    const { attempts, triageNote, householdId, ownerAccountId, version, contactPhoneCiphertext: phone } = lead;
    const names = ownerAccountId ? await this.accounts.names([ownerAccountId]) : new Map<string, string>();
    const dueAt = leadLifecycle.isFinal(state) ? null : await this.dueItems.dueAt('lead-triage', id);
    return {
      ...{
        id,
        self: `/api/v1/leads/${id}`,
        number,
        channel,
        reporterTeam,
        reporterName,
        personDescription,
        whereabouts,
      },
      ...{ observed, urgency, state, attempts, triageNote, householdId, ownerAccountId, version },
      regionName: (await this.regions.path(lead.regionId))
        .slice(-2)
        .map((region) => region.name)
        .join(''),
      contactPhone: phone && (await this.sealer.open(id, 'leads.contact_phone', id, phone)),
      ownerName: (ownerAccountId && names.get(ownerAccountId)) ?? null,
      dueAt: dueAt?.toISOString() ?? null,
      createdAt: lead.createdAt.toISOString(),
      closedAt: lead.closedAt?.toISOString() ?? null,
      moves: leadLifecycle.allowed(state, this.transactions.actor.roles),
    };
  }

  private report({ id, number, createdAt, state, observed }: Lead): ReportView {
    const recent = this.clock.now().getTime() - createdAt.getTime() < reporterSeesOwnWords;
    return {
      ...{ id, self: `/api/v1/leads/${id}`, number, createdAt: createdAt.toISOString() },
      handled: leadLifecycle.isFinal(state),
      observed: recent ? observed : null,
    };
  }
}
