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

/** What many leads share in one look-up each. */
interface Asked {
  places: ReadonlyMap<number, string>;
  names: ReadonlyMap<string, string>;
  due: ReadonlyMap<string, Date>;
}

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
    const [view] = await this.many([lead]);
    return view!;
  }

  /** Places, names, deadlines and keys are asked for all of them at once. */
  async many(leads: readonly Lead[]): Promise<LeadView[]> {
    await this.levels.ahead(leads);
    await this.sealer.ahead(leads.filter((lead) => lead.contactPhoneCiphertext).map(({ id }) => id));
    const asked: Asked = {
      places: await this.regions.placeNames(leads.map(({ regionId }) => regionId)),
      names: await this.accounts.names(leads.flatMap(({ ownerAccountId }) => ownerAccountId ?? [])),
      due: await this.dueItems.dueAtOf(
        'lead-triage',
        leads.filter(({ state }) => !leadLifecycle.isFinal(state)).map(({ id }) => id),
      ),
    };
    const views: LeadView[] = [];
    for (const lead of leads) views.push(await this.viewed(lead, asked));
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

  private async viewed(lead: Lead, { places, names, due }: Asked): Promise<LeadView> {
    const { id, number, channel, reporterTeam, reporterName, personDescription, whereabouts, observed } = lead;
    const { urgency, state, attempts, triageNote, householdId, ownerAccountId, version } = lead;
    const view = {
      ...{ id, self: `/api/v1/leads/${id}`, number, channel, reporterTeam, reporterName, personDescription },
      ...{ whereabouts, observed, urgency, state, attempts, triageNote, householdId, ownerAccountId, version },
      regionName: places.get(lead.regionId) ?? '',
      contactPhone: await this.phoneOf(lead),
      ownerName: (ownerAccountId && names.get(ownerAccountId)) ?? null,
      dueAt: due.get(id)?.toISOString() ?? null,
      createdAt: lead.createdAt.toISOString(),
      closedAt: lead.closedAt?.toISOString() ?? null,
      moves: leadLifecycle.allowed(state, this.transactions.actor.roles),
    };
    return releaseFields(leadView, view, await this.levels.of(lead));
  }

  private async phoneOf({ id, contactPhoneCiphertext: phone }: Lead): Promise<string | null> {
    return phone && this.sealer.open(id, 'leads.contact_phone', id, phone);
  }
}
