import { Injectable } from '@nestjs/common';
import { Lifecycles, type MoveFacts } from '../../platform/lifecycle';
import { type EventData, Events } from '../../platform/queue';
import { Audit } from '../../trust/audit';
import type { FlagTask } from './flag-task.entity';
import { flagTaskLifecycle } from './flag-task.lifecycle';
import type { MandatoryReport } from './mandatory-report.entity';
import { mandatoryReportLifecycle } from './mandatory-report.lifecycle';
import { SafeguardsStore } from './safeguards.store';

/** Kinds of deadlines of this room. */
export const safeguardDue = { report: 'mandatory-report', task: 'flag-task' } as const;

/**
 * What happens to a report or a task, with all that belongs to it: row, log, record, event. Log and news name no flag, and
 * words stay sealed: not everybody who reads them is on the team (B31).
 */
@Injectable()
export class SafeguardMoves {
  constructor(
    private readonly store: SafeguardsStore,
    private readonly lifecycles: Lifecycles,
    private readonly events: Events,
    private readonly audit: Audit,
  ) {}

  /** @throws AppError 409 `move-not-allowed` or the code of the guard; 412 */
  async report(
    row: MandatoryReport,
    move: 'report' | 'withdraw',
    changes: Partial<MandatoryReport>,
    facts?: MoveFacts,
  ): Promise<MandatoryReport> {
    const place = this.place(row);
    const state = await this.lifecycles.move({
      ...{ lifecycle: mandatoryReportLifecycle, ...place, from: row.state, move, facts },
    });
    const moved = await this.store.updateReport(row, { ...changes, state });
    await this.told('mandatory-report', state, moved, ['state', ...Object.keys(changes)]);
    return moved;
  }

  /** @throws AppError 409 `move-not-allowed`; 412 */
  async task(row: FlagTask, move: 'done' | 'waive', changes: Partial<FlagTask>): Promise<FlagTask> {
    const place = this.place(row);
    const state = await this.lifecycles.move({ lifecycle: flagTaskLifecycle, ...place, from: row.state, move });
    const moved = await this.store.updateTask(row, { ...changes, state });
    await this.told('flag-task', state, moved, ['state', ...Object.keys(changes)]);
    return moved;
  }

  /** Writes down and tells what has become of a row. */
  async told(
    subjectType: 'mandatory-report' | 'flag-task',
    what: string,
    row: MandatoryReport | FlagTask,
    fields: string[],
  ): Promise<void> {
    const action = `${subjectType}.${what}`;
    await this.audit.changed({ action, subjectType, ...this.place(row), fields });
    const { id: aggregateId, version: aggregateVersion, householdId, districtCode } = row;
    const data: EventData = 'kind' in row ? { kind: row.kind } : {};
    await this.events.publish({ type: action, aggregateId, aggregateVersion, householdId, districtCode, data });
  }

  private place({ id: subjectId, householdId, districtCode, regionPath }: MandatoryReport | FlagTask) {
    return { subjectId, householdId, districtCode, regionPath };
  }
}
