import { Injectable } from '@nestjs/common';
import { DueHandler, type DueItem, type DueItemHandler, Events } from '../../platform/queue';
import { Clock } from '../../platform/time';
import { Audit } from '../../trust/audit';
import { Households } from '../households';
import { UrgentPapersStore } from './urgent-papers.store';

export const URGENT_PAPERS = 'urgent-papers';

/** The papers of an urgent grant have not come in time: whoever leads the case is told, once (B24). */
@Injectable()
@DueHandler('urgent-papers')
export class UrgentPapersOverdue implements DueItemHandler {
  constructor(
    private readonly store: UrgentPapersStore,
    private readonly households: Households,
    private readonly events: Events,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async handle({ subjectId }: DueItem): Promise<void> {
    const row = await this.store.find(subjectId);
    if (row?.state !== 'awaited' || row.raisedAt !== null) return;
    const { applicationId, householdId, districtCode } = row;
    // A file that was closed meanwhile is nobody's to ask.
    if ((await this.households.unrecorded(householdId)).state !== 'active') return;
    await this.store.update(row, { raisedAt: this.clock.now() });
    const subject = { subjectType: 'urgent-papers', subjectId, householdId, districtCode };
    await this.audit.changed({ action: 'urgent-papers.raised', ...subject });
    await this.events.publish({
      ...{ type: 'urgent-papers.overdue', aggregateId: subjectId, aggregateVersion: row.version + 1 },
      ...{ householdId, districtCode, data: { applicationId } },
    });
  }
}
