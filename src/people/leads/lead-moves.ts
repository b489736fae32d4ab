import { Injectable } from '@nestjs/common';
import { Lifecycles } from '../../platform/lifecycle';
import { type EventData, Events } from '../../platform/queue';
import { Audit } from '../../trust/audit';
import { CaseClock } from '../cases';
import type { Lead } from './lead.entity';
import { leadLifecycle, type LeadMove } from './lead.lifecycle';
import { LeadsStore } from './leads.store';

/** What belongs to a change of a lead: clock, row, log, record, event. */
@Injectable()
export class LeadMoves {
  constructor(
    private readonly store: LeadsStore,
    private readonly lifecycles: Lifecycles,
    private readonly caseClock: CaseClock,
    private readonly events: Events,
    private readonly audit: Audit,
  ) {}

  /** Two hours in an emergency, else a working day (R54). */
  async startClock({ id, districtCode, urgency }: Lead): Promise<void> {
    await this.caseClock.start(
      'lead-triage',
      id,
      districtCode,
      urgency === 'emergency' ? 'lead-triage-emergency' : 'lead-triage',
    );
  }

  /** An end stops the clock. @throws AppError 409 `move-not-allowed`, `lead-tries-missing`; 412 stale */
  async make(lead: Lead, move: LeadMove, changes: Partial<Lead>, reason?: string): Promise<Lead> {
    const { id: subjectId, districtCode, regionPath, state: from, attempts } = lead;
    const subject = { subjectId, householdId: changes.householdId, districtCode, regionPath };
    const state = await this.lifecycles.move({
      lifecycle: leadLifecycle,
      ...subject,
      from,
      move,
      reason,
      facts: { attempts },
    });
    if (leadLifecycle.isFinal(state)) await this.caseClock.stop('lead-triage', subjectId);
    return this.store.update(lead, { ...changes, state });
  }

  /** Record and event. */
  async told(lead: Lead, type: 'lead.received' | 'lead.triaged', data: EventData): Promise<Lead> {
    const { id, householdId, districtCode, regionPath, version } = lead;
    await this.audit.changed({
      action: type,
      subjectType: 'lead',
      subjectId: id,
      householdId,
      districtCode,
      regionPath,
    });
    await this.events.publish({ type, aggregateId: id, aggregateVersion: version, householdId, districtCode, data });
    return lead;
  }
}
