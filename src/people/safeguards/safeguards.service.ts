import { Injectable } from '@nestjs/common';
import type { Page } from '../../platform/database';
import { Clock } from '../../platform/time';
import { Households } from '../households';
import type { FlagTaskQuery, ReportQuery } from './dto/safeguard.dto';
import type { FlagTask } from './flag-task.entity';
import type { MandatoryReport } from './mandatory-report.entity';
import { SafeguardsStore } from './safeguards.store';

/** Mandatory reports and tasks of flags, for this room's doors and for the rooms above. */
@Injectable()
export class Safeguards {
  constructor(
    private readonly store: SafeguardsStore,
    private readonly households: Households,
    private readonly clock: Clock,
  ) {}

  /** For a person who looks at it: the file is opened with it. @throws AppError 404 `mandatory-report-not-found` */
  async openReport(id: string): Promise<MandatoryReport> {
    const row = await this.store.report(id);
    await this.households.open(row.householdId);
    return row;
  }

  /** @throws AppError 404 `flag-task-not-found` */
  async openTask(id: string): Promise<FlagTask> {
    const row = await this.store.task(id);
    await this.households.open(row.householdId);
    return row;
  }

  /** Open ones first, the nearest hour before others. */
  reports(query: ReportQuery): Promise<Page<MandatoryReport>> {
    return this.store.reports(query, this.clock.now());
  }

  tasks(query: FlagTaskQuery): Promise<Page<FlagTask>> {
    return this.store.tasks(query, this.clock.now());
  }

  /** The report that a result demands; null where it demands none, or the reader is not on the team. */
  reportOf(assessmentId: string): Promise<MandatoryReport | null> {
    return this.store.reportOf(assessmentId);
  }

  tasksOf(assessmentId: string): Promise<FlagTask[]> {
    return this.store.tasksOf(assessmentId);
  }

  counts(): Promise<Record<'reports' | 'lateReports' | 'tasks' | 'lateTasks', number>> {
    return this.store.counts(this.clock.now());
  }
}
