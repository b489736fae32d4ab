import { Injectable } from '@nestjs/common';
import type { EntityTarget, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { notFound, stale } from '../../platform/errors';
import type { FlagTaskQuery, ReportQuery } from './dto/safeguard.dto';
import { FlagTask, type FlagTaskKind } from './flag-task.entity';
import { MandatoryReport } from './mandatory-report.entity';

/** What the two kinds of rows have in common. */
type Row = Pick<FlagTask, 'id' | 'dueAt' | 'version'>;

/** Rows of reports and tasks, as far as the actor can reach them. */
@Injectable()
export class SafeguardsStore {
  constructor(private readonly transactions: Transactions) {}

  async insertReport(row: MandatoryReport): Promise<void> {
    await this.transactions.manager.insert(MandatoryReport, row);
  }

  async insertTask(row: FlagTask): Promise<void> {
    await this.transactions.manager.insert(FlagTask, row);
  }

  /** @throws AppError 404 `mandatory-report-not-found` */
  async report(id: string): Promise<MandatoryReport> {
    const row = await this.transactions.manager.findOneBy(MandatoryReport, { id });
    if (!row) throw notFound('mandatory-report-not-found');
    return row;
  }

  /** @throws AppError 404 `flag-task-not-found` */
  async task(id: string): Promise<FlagTask> {
    const row = await this.transactions.manager.findOneBy(FlagTask, { id });
    if (!row) throw notFound('flag-task-not-found');
    return row;
  }

  reportOf(assessmentId: string): Promise<MandatoryReport | null> {
    return this.transactions.manager.findOneBy(MandatoryReport, { assessmentId });
  }

  /** Tasks of one result; it has few. */
  tasksOf(assessmentId: string): Promise<FlagTask[]> {
    const order = { dueAt: 'ASC', id: 'ASC' } as const;
    return this.transactions.manager.find(FlagTask, { where: { assessmentId }, order });
  }

  openTasks(householdId: string, kind: FlagTaskKind): Promise<FlagTask[]> {
    return this.transactions.manager.findBy(FlagTask, { householdId, kind, state: 'open' });
  }

  /** What waits, with the nearest hour first. */
  reports(query: ReportQuery, now: Date): Promise<Page<MandatoryReport>> {
    return this.page(MandatoryReport, query, now, {});
  }

  tasks(query: FlagTaskQuery, now: Date): Promise<Page<FlagTask>> {
    return this.page(FlagTask, query, now, query.kind ? { kind: query.kind } : {});
  }

  /** Open ones, and those past their hour. */
  async counts(now: Date): Promise<Record<'reports' | 'lateReports' | 'tasks' | 'lateTasks', number>> {
    const [row] = await this.transactions.manager.query<Array<Record<string, string>>>(
      `select r.open as reports, r.late as "lateReports", t.open as tasks, t.late as "lateTasks" from
        (select count(*) as open, count(*) filter (where due_at < $1) as late from mandatory_reports where state = 'open') r,
        (select count(*) as open, count(*) filter (where due_at < $1) as late from flag_tasks where state = 'open') t`,
      [now],
    );
    const of = (key: string) => Number(row?.[key] ?? 0);
    return { reports: of('reports'), lateReports: of('lateReports'), tasks: of('tasks'), lateTasks: of('lateTasks') };
  }

  /** Whether the household was triaged from `since` on (S16). */
  async triagedSince(householdId: string, since: Date): Promise<boolean> {
    const [row] = await this.transactions.manager.query<Array<{ found: boolean }>>(
      `select exists (select 1 from assessments where household_id = $1 and instrument = 'S16' and state = 'completed'
        and completed_at >= $2) as found`,
      [householdId, since],
    );
    return row?.found ?? false;
  }

  /** Writes only where the version is still the one that was read. @throws AppError 412 */
  async updateReport(row: MandatoryReport, changes: Partial<MandatoryReport>): Promise<MandatoryReport> {
    await this.update(MandatoryReport, row, changes);
    return { ...row, ...changes, version: row.version + 1 };
  }

  /** @throws AppError 412 */
  async updateTask(row: FlagTask, changes: Partial<FlagTask>): Promise<FlagTask> {
    await this.update(FlagTask, row, changes);
    return { ...row, ...changes, version: row.version + 1 };
  }

  private async update<T extends ObjectLiteral>(
    entity: EntityTarget<T>,
    { id, version }: Row,
    changes: object,
  ): Promise<void> {
    const change = { ...changes, version: version + 1 };
    const result = await this.transactions.manager.update(entity, { id, version } as never, change as never);
    if (result.affected !== 1) throw stale();
  }

  private async page<T extends ObjectLiteral & Row>(
    entity: EntityTarget<T>,
    query: ReportQuery | FlagTaskQuery,
    now: Date,
    more: { kind?: string },
  ): Promise<Page<T>> {
    const rows: SelectQueryBuilder<T> = this.transactions.manager.createQueryBuilder(entity, 'r').where('true');
    const { state, householdId, assessmentId, limit } = query;
    if (state) rows.andWhere('r.state = :state', { state });
    if (more.kind) rows.andWhere('r.kind = :kind', more);
    if (householdId) rows.andWhere('r.household_id = :householdId', { householdId });
    if (assessmentId) rows.andWhere('r.assessment_id = :assessmentId', { assessmentId });
    if (query.overdue) rows.andWhere(`r.state = 'open' and r.due_at < :now`, { now });
    const order = `(case when r.state = 'open' then 0 else 1 end)`;
    if (query.after) {
      const [closed, at, id] = decodeCursor(query.after);
      rows.andWhere(`(${order}, r.due_at, r.id) > (:closed::int, :at::timestamptz, :id::uuid)`, { closed, at, id });
    }
    const found = await rows
      .orderBy(order, 'ASC')
      .addOrderBy('r.due_at', 'ASC')
      .addOrderBy('r.id', 'ASC')
      .limit(limit + 1)
      .getMany();
    return pageOf(found, limit, (row) => [row.state === 'open' ? '0' : '1', row.dueAt.toISOString(), row.id]);
  }
}
