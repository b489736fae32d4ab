import { Injectable } from '@nestjs/common';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { conflict, notFound, stale } from '../../platform/errors';
import type { SupportFileQuery } from './dto/support-file.dto';
import { SupportFile } from './support-file.entity';

/** What of the open files asks for somebody today. */
export interface SupportCounts {
  open: number;
  lateVisits: number;
  reassess: number;
  lateReassess: number;
  unassessed: number;
  withoutAgreement: number;
}

const WITHOUT_AGREEMENT = `not exists (select 1 from support_agreements g where g.file_id = f.id
  and g.starts_on <= :today and coalesce(g.ended_on, g.until_on) >= :today)`;
const TAKEN: Readonly<Record<string, string>> = {
  support_files_open_key: 'support-file-open',
  support_files_application_id_key: 'support-application-used',
};

/** Rows of files, as far as the actor can reach them. */
@Injectable()
export class SupportFilesStore {
  constructor(private readonly transactions: Transactions) {}

  /** @throws AppError 409 `support-file-open`, `support-application-used`, whatever races */
  async insert(row: SupportFile): Promise<void> {
    await this.transactions.manager.insert(SupportFile, row).catch((error: unknown) => {
      const { constraint = '' } = (error as { driverError?: { constraint?: string } }).driverError ?? {};
      const code = TAKEN[constraint];
      throw code ? conflict(code) : error;
    });
  }

  /** @throws AppError 404 `support-file-not-found` */
  async get(id: string): Promise<SupportFile> {
    const row = await this.transactions.manager.findOneBy(SupportFile, { id });
    if (!row) throw notFound('support-file-not-found');
    return row;
  }

  /** Newest first; a household has few. */
  ofHousehold(householdId: string): Promise<SupportFile[]> {
    return this.transactions.manager.find(SupportFile, {
      where: { householdId },
      order: { openedOn: 'DESC', id: 'DESC' },
      take: 100,
    });
  }

  /** Until the transaction ends nobody else opens a file in this household: what is read after it counts. */
  async lock(householdId: string): Promise<void> {
    await this.transactions.inTurn(`support-files/${householdId}`);
  }

  async isOpen(memberId: string): Promise<boolean> {
    return this.transactions.manager.existsBy(SupportFile, { memberId, state: 'open' });
  }

  /** Open ones with the nearest visit first, those that have ended behind them. */
  async list(query: SupportFileQuery, today: string, now: Date): Promise<Page<SupportFile>> {
    const rows = this.transactions.manager.createQueryBuilder(SupportFile, 'f').where('true');
    if (query.state) rows.andWhere('f.state = :state', { state: query.state });
    if (query.form) rows.andWhere('f.form = :form', { form: query.form });
    if (query.level === 'none') rows.andWhere('f.care_level is null');
    else if (query.level) rows.andWhere('f.care_level = :level', { level: query.level });
    if (query.lateVisit) rows.andWhere("f.state = 'open' and f.next_visit_on < :today", { today });
    if (query.reassess) rows.andWhere("f.state = 'open' and f.reassess_by is not null");
    if (query.lateReassess) rows.andWhere("f.state = 'open' and f.reassess_by < :now", { now });
    if (query.withoutAgreement) rows.andWhere(`f.state = 'open' and ${WITHOUT_AGREEMENT}`, { today });
    const due = "coalesce(f.next_visit_on, 'infinity'::date)";
    if (query.after) {
      const [day, id] = decodeCursor(query.after);
      rows.andWhere(`(${due}, f.id) > (:day::date, :id::uuid)`, { day, id });
    }
    const found = await rows
      .orderBy(due, 'ASC')
      .addOrderBy('f.id', 'ASC')
      .limit(query.limit + 1)
      .getMany();
    return pageOf(found, query.limit, ({ nextVisitOn, id }) => [nextVisitOn ?? 'infinity', id]);
  }

  async counts(today: string, now: Date): Promise<SupportCounts> {
    const [row] = await this.transactions.manager.query<Array<Record<keyof SupportCounts, string>>>(
      `select count(*) as open, count(*) filter (where next_visit_on < $1) as "lateVisits",
          count(*) filter (where reassess_by is not null) as reassess, count(*) filter (where reassess_by < $2) as "lateReassess",
          count(*) filter (where care_level is null) as unassessed,
          count(*) filter (where ${WITHOUT_AGREEMENT.replaceAll(':today', '$1')}) as "withoutAgreement"
         from support_files f where state = 'open'`,
      [today, now],
    );
    return Object.fromEntries(Object.entries(row!).map(([name, count]) => [name, Number(count)])) as never;
  }

  /** Writes only where state and version are still those that were read. @throws AppError 412 */
  async update({ id, state, version }: SupportFile, changes: Partial<SupportFile>): Promise<void> {
    const change = { ...changes, version: version + 1 };
    const result = await this.transactions.manager.update(SupportFile, { id, state, version }, change);
    if (result.affected !== 1) throw stale();
  }
}
