import { Injectable } from '@nestjs/common';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { conflict, notFound, stale } from '../../platform/errors';
import { Application } from './application.entity';
import { ApplicationObjection } from './application-objection.entity';
import { ApplicationVisit } from './application-visit.entity';
import type { ApplicationQuery } from './dto/application.dto';

/** PostgreSQL: the lock was not there in time. */
const WAITED_LONG = '55P03';
/** The decision is next, and the district takes it (R70, B14). */
const WITH_DISTRICT = `a.level = 'district' and a.state in ('checked', 'published')`;

/** How many wait, and how many of them are past their day: all, and by whose turn it is. */
export interface ApplicationCounts {
  open: number;
  late: number;
  /** The steps of the township and its windows. */
  township: number;
  townshipLate: number;
  /** Decisions of the district. */
  district: number;
  districtLate: number;
}

/** Rows of applications with their visits and objections, as far as the actor can reach them. */
@Injectable()
export class ApplicationsStore {
  constructor(private readonly transactions: Transactions) {}

  /** @throws AppError 409 `application-open` when another of the same act and person was filed at the same moment */
  async insert(row: Application): Promise<void> {
    await this.transactions.manager.insert(Application, row).catch((error: unknown) => {
      const { constraint } = (error as { driverError?: { constraint?: string } }).driverError ?? {};
      if (constraint === 'applications_open_key') throw conflict('application-open');
      throw error;
    });
  }

  /** @throws AppError 404 `application-not-found` */
  async get(id: string): Promise<Application> {
    const row = await this.transactions.manager.findOneBy(Application, { id });
    if (!row) throw notFound('application-not-found');
    return row;
  }

  /** Newest first; a household has few. */
  ofHousehold(householdId: string): Promise<Application[]> {
    return this.transactions.manager.find(Application, {
      where: { householdId },
      order: { filedAt: 'DESC', id: 'DESC' },
      take: 200,
    });
  }

  /** Whether one for the same act and person is under way. */
  async isOpen({ householdId, act, applicantId }: Pick<Application, 'householdId' | 'act' | 'applicantId'>) {
    return this.transactions.manager
      .createQueryBuilder(Application, 'a')
      .where('a.household_id = :householdId and a.act = :act and a.applicant_id = :applicantId')
      .andWhere("a.state not in ('notified', 'withdrawn')")
      .setParameters({ householdId, act, applicantId })
      .getExists();
  }

  /** What waits for somebody comes with the nearest day first, all else behind it, the newest first. */
  async list(query: ApplicationQuery, now: Date): Promise<Page<Application>> {
    const rows = this.transactions.manager.createQueryBuilder(Application, 'a').where('true');
    if (query.state) rows.andWhere('a.state = :state', { state: query.state });
    if (query.act) rows.andWhere('a.act = :act', { act: query.act });
    if (query.level) rows.andWhere('a.level = :level', { level: query.level });
    if (query.sampled !== undefined) rows.andWhere('a.sampled = :sampled', { sampled: query.sampled });
    if (query.urgent !== undefined) rows.andWhere('a.urgent = :urgent', { urgent: query.urgent });
    if (query.papers) {
      const late = query.papers === 'late';
      const papers = { papers: late ? 'awaited' : query.papers, papersBefore: late ? now : 'infinity' };
      rows.andWhere(
        `exists (select 1 from urgent_papers p where p.application_id = a.id and p.state = :papers
          and p.due_at < :papersBefore::timestamptz)`,
        papers,
      );
    }
    if (query.turn)
      rows.andWhere(`a.due_at is not null and ${query.turn === 'district' ? '' : 'not '}(${WITH_DISTRICT})`);
    if (query.open || query.overdue) rows.andWhere('a.due_at is not null');
    if (query.overdue) rows.andWhere('a.due_at < :now', { now });
    const due = "coalesce(a.due_at, 'infinity'::timestamptz)";
    if (query.after) {
      const [at, id] = decodeCursor(query.after);
      rows.andWhere(`(${due}, a.id) > (:at::timestamptz, :id::uuid)`, { at, id });
    }
    const found = await rows
      .orderBy(due, 'ASC')
      .addOrderBy('a.id', 'ASC')
      .limit(query.limit + 1)
      .getMany();
    return pageOf(found, query.limit, ({ dueAt, id }) => [dueAt?.toISOString() ?? 'infinity', id]);
  }

  /** What waits for somebody of the administration. */
  async counts(now: Date): Promise<ApplicationCounts> {
    const [row] = await this.transactions.manager.query<ApplicationCounts[]>(
      `select count(*)::integer as open, count(*) filter (where due_at < $1)::integer as late,
          count(*) filter (where not (${WITH_DISTRICT}))::integer as township,
          count(*) filter (where not (${WITH_DISTRICT}) and due_at < $1)::integer as "townshipLate",
          count(*) filter (where ${WITH_DISTRICT})::integer as district,
          count(*) filter (where ${WITH_DISTRICT} and due_at < $1)::integer as "districtLate"
         from applications a where due_at is not null`,
      [now],
    );
    return row!;
  }

  /**
   * Decisions that townships of a district took on an act, and how many of them were drawn; the rows of one unit wait for
   * each other, so that two decisions at once cannot both count the same (R70).
   */
  async decidedByTownship(row: Application): Promise<{ decided: number; sampled: number }> {
    await this.orBusy('select pg_advisory_xact_lock(hashtext($1))', [`applications/${row.unitId}/${row.act}`]);
    const [found] = await this.transactions.manager.query<Array<{ decided: string; sampled: string }>>(
      `select count(*) as decided, count(*) filter (where sampled) as sampled from applications
        where unit_id is not distinct from $1 and act = $2 and level = 'township' and outcome is not null`,
      [row.unitId, row.act],
    );
    return { decided: Number(found?.decided), sampled: Number(found?.sampled) };
  }

  /**
   * How often the family of a household was granted the act of this application within so many months, this one left aside:
   * in its file, and in those that it was regrouped with since (R99).
   * @param held whether other grants to the family wait for this one from now on
   * @throws AppError 409 `application-busy`
   */
  async granted(
    { id, householdId, act }: Pick<Application, 'id' | 'householdId' | 'act'>,
    { months, now, held }: { months: number; now: Date; held: boolean },
  ): Promise<{ given: number; lastAt: Date | null }> {
    const [found] = await this.orBusy<{ given: number; lastAt: Date | null }>(
      `select given, last_at as "lastAt"
        from app.family_grants($1, $2, $3, $4::timestamptz - make_interval(months => $5), $6)`,
      [householdId, act, id, now, months, held],
    );
    return found ?? { given: 0, lastAt: null };
  }

  /** Whether somebody of the staff is declared too close to the file (C3, B14). */
  async hasConflict(householdId: string): Promise<boolean> {
    const rows = await this.transactions.manager.query<object[]>(
      'select 1 from app.current_conflicts() where household_id = $1 limit 1',
      [householdId],
    );
    return rows.length > 0;
  }

  async insertVisit(row: ApplicationVisit): Promise<void> {
    await this.transactions.manager.insert(ApplicationVisit, row);
  }

  /** Oldest first. */
  visits(applicationId: string): Promise<ApplicationVisit[]> {
    return this.transactions.manager.find(ApplicationVisit, { where: { applicationId }, order: { id: 'ASC' } });
  }

  async insertObjection(row: ApplicationObjection): Promise<void> {
    await this.transactions.manager.insert(ApplicationObjection, row);
  }

  /** Oldest first. */
  objections(applicationId: string): Promise<ApplicationObjection[]> {
    return this.transactions.manager.find(ApplicationObjection, { where: { applicationId }, order: { id: 'ASC' } });
  }

  /** @throws AppError 412 when somebody else answered it */
  async answer(id: string, changes: Partial<ApplicationObjection>): Promise<void> {
    const { manager } = this.transactions;
    const result = await manager.update(ApplicationObjection, { id, state: 'open' }, { ...changes, state: 'answered' });
    if (result.affected !== 1) throw stale();
  }

  /** Writes only where state and version are still those that were read. @throws AppError 412 */
  async update({ id, state, version }: Application, changes: Partial<Application>): Promise<void> {
    const change = { ...changes, version: version + 1 };
    const result = await this.transactions.manager.update(Application, { id, state, version }, change);
    if (result.affected !== 1) throw stale();
  }

  /** Asks for what other transactions may hold. @throws AppError 409 `application-busy` */
  private async orBusy<T extends object>(sql: string, values: unknown[]): Promise<T[]> {
    return this.transactions.manager.query<T[]>(sql, values).catch((error: unknown) => {
      if ((error as { driverError?: { code?: string } }).driverError?.code === WAITED_LONG)
        throw conflict('application-busy');
      throw error;
    });
  }
}
