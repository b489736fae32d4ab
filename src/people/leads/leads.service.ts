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
    const [view] = await this.views([lead]);
    return view!;
  }

  /** The same of a list: places, names and deadlines are asked for all of them at once. */
  async views(leads: readonly Lead[]): Promise<LeadView[]> {
    const places = await this.regions.placeNames(leads.map(({ regionId }) => regionId));
    const names = await this.accounts.names(leads.flatMap(({ ownerAccountId }) => ownerAccountId ?? []));
    const waiting = leads.filter(({ state }) => !leadLifecycle.isFinal(state)).map(({ id }) => id);
    const due = await this.dueItems.dueAtOf('lead-triage', waiting);
    const views: LeadView[] = [];
    for (const lead of leads) views.push(await this.viewed(lead, places, names, due));
    return views;
  }

  private async viewed(
    lead: Lead,
    places: ReadonlyMap<number, string>,
    names: ReadonlyMap<string, string>,
    due: ReadonlyMap<string, Date>,
  ): Promise<LeadView> {
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
      regionName: places.get(lead.regionId) ?? '',
      contactPhone: phone && (await this.sealer.open(id, 'leads.contact_phone', id, phone)),
      ownerName: (ownerAccountId && names.get(ownerAccountId)) ?? null,
      dueAt: due.get(id)?.toISOString() ?? null,
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
