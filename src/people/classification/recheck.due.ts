import { Injectable } from '@nestjs/common';
import { DueHandler, DueItems, type DueItem, type DueItemHandler, Events } from '../../platform/queue';
import { Clock } from '../../platform/time';
import { WorkCalendar } from '../../reference/calendar';
import { Policies } from '../../reference/policies';
import { Audit } from '../../trust/audit';
import { Households } from '../households';
import { RECHECK_OVERDUE } from './rechecks.service';
import { RechecksStore } from './rechecks.store';

/** The day of a re-check has come: its working days begin to run (R30, R100). */
@Injectable()
@DueHandler('recheck')
export class RecheckDue implements DueItemHandler {
  constructor(
    private readonly store: RechecksStore,
    private readonly dueItems: DueItems,
    private readonly policies: Policies,
    private readonly calendar: WorkCalendar,
  ) {}

  async handle({ subjectId, districtCode }: DueItem): Promise<void> {
    const { state, dueOn } = await this.store.get(subjectId);
    if (state !== 'open') return;
    const { value } = this.policies.current(districtCode).timer(RECHECK_OVERDUE);
    const dueAt = this.calendar.addWorkDays(new Date(`${dueOn}T00:00:00+08:00`), value);
    await this.dueItems.set({ kind: RECHECK_OVERDUE, subjectId, districtCode, dueAt });
  }
}

/** Nobody has decided in time: the station is told, once (R30). */
@Injectable()
@DueHandler('recheck-overdue')
export class RecheckOverdue implements DueItemHandler {
  constructor(
    private readonly store: RechecksStore,
    private readonly households: Households,
    private readonly events: Events,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async handle({ subjectId }: DueItem): Promise<void> {
    const row = await this.store.get(subjectId);
    const { householdId, districtCode, regionPath, ground, dueOn } = row;
    if (row.state !== 'open' || row.raisedAt !== null) return;
    // A file that was closed meanwhile is nobody's to look at.
    if ((await this.households.unrecorded(householdId)).state !== 'active') return;
    await this.store.update(row, { raisedAt: this.clock.now() });
    const place = { householdId, districtCode, regionPath };
    await this.audit.changed({ action: 'recheck.raised', subjectType: 'recheck', subjectId, ...place });
    await this.events.publish({
      type: 'recheck.overdue',
      aggregateId: subjectId,
      aggregateVersion: row.version + 1,
      ...{ householdId, districtCode, data: { ground, dueOn } },
    });
  }
}
