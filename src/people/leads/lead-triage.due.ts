import { Injectable } from '@nestjs/common';
import { DueHandler, type DueItem, type DueItemHandler, Events } from '../../platform/queue';
import { leadLifecycle } from './lead.lifecycle';
import { LeadsStore } from './leads.store';

/** Nobody has finished a lead in time (R54): the event lets the upper tier know. */
@Injectable()
@DueHandler('lead-triage')
export class LeadOverdue implements DueItemHandler {
  constructor(
    private readonly store: LeadsStore,
    private readonly events: Events,
  ) {}

  async handle({ subjectId }: DueItem): Promise<void> {
    const { id, version, districtCode, state, urgency } = await this.store.get(subjectId);
    if (leadLifecycle.isFinal(state)) return;
    await this.events.publish({
      type: 'lead.overdue',
      aggregateId: id,
      aggregateVersion: version,
      districtCode,
      data: { urgency },
    });
  }
}
