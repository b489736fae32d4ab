import { Injectable } from '@nestjs/common';
import { Sealer } from '../../platform/crypto';
import { Transactions } from '../../platform/database';
import { DueItems } from '../../platform/queue';
import { Regions } from '../../reference/regions';
import { releaseFields } from '../../trust/access';
import { Accounts } from '../../trust/accounts';
import { type LeadView, leadView, reportView, type ReportView } from './dto/lead.view';
import { LeadLevels } from './lead-levels';
import type { Lead } from './lead.entity';
import { leadLifecycle } from './lead.lifecycle';

/** Leads as staff and reporters may read them, by the table of fields (R54, C3). */
@Injectable()
export class LeadViews {
  constructor(
    private readonly levels: LeadLevels,
    private readonly regions: Regions,
    private readonly accounts: Accounts,
    private readonly sealer: Sealer,
    private readonly dueItems: DueItems,
    private readonly transactions: Transactions,
  ) {}

  async one(lead: Lead): Promise<LeadView> {
    const { id, number, channel, reporterTeam, reporterName, personDescription, whereabouts, observed } = lead;
    const { urgency, state, attempts, triageNote, householdId, ownerAccountId, version } = lead;
    const names = ownerAccountId ? await this.accounts.names([ownerAccountId]) : new Map<string, string>();
    const dueAt = leadLifecycle.isFinal(state) ? null : await this.dueItems.dueAt('lead-triage', id);
    const view = {
      ...{ id, self: `/api/v1/leads/${id}`, number, channel, reporterTeam, reporterName, personDescription },
      ...{ whereabouts, observed, urgency, state, attempts, triageNote, householdId, ownerAccountId, version },
      regionName: await this.placeOf(lead.regionId),
      contactPhone: await this.phoneOf(lead),
      ownerName: (ownerAccountId && names.get(ownerAccountId)) ?? null,
      dueAt: dueAt?.toISOString() ?? null,
      createdAt: lead.createdAt.toISOString(),
      closedAt: lead.closedAt?.toISOString() ?? null,
      moves: leadLifecycle.allowed(state, this.transactions.actor.roles),
    };
    return releaseFields(leadView, view, await this.levels.of(lead));
  }

  async many(leads: readonly Lead[]): Promise<LeadView[]> {
    await this.levels.ahead(leads);
    const views: LeadView[] = [];
    for (const lead of leads) views.push(await this.one(lead));
    return views;
  }

  /** For whoever may only report. */
  report(lead: Lead): ReportView {
    const { id, number, createdAt, state, observed } = lead;
    const view = {
      ...{ id, self: `/api/v1/leads/${id}`, number, createdAt: createdAt.toISOString(), observed },
      handled: leadLifecycle.isFinal(state),
    };
    return releaseFields(reportView, view, this.levels.ofReporter(lead));
  }

  private async placeOf(regionId: number): Promise<string> {
    const path = await this.regions.path(regionId);
    return path
      .slice(-2)
      .map((region) => region.name)
      .join('');
  }

  private async phoneOf({ id, contactPhoneCiphertext: phone }: Lead): Promise<string | null> {
    return phone && this.sealer.open(id, 'leads.contact_phone', id, phone);
  }
}
