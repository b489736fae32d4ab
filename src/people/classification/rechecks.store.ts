import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import { decodeCursor, type Page, Transactions, pageOf } from '../../platform/database';
import { notFound, stale } from '../../platform/errors';
import type { RecheckQuery } from './dto/recheck.dto';
import { Recheck } from './recheck.entity';

/** A row of the list with who holds the case of its household; both null where nobody works on it. */
export interface HeldRecheck {
  row: Recheck;
  unitId: string | null;
  leadWorkerId: string | null;
}

/** How many are open: past their day, raised among those, and due within the next seven days. */
export interface RecheckCounts {
  overdue: number;
  raised: number;
  week: number;
}

// A file that has joined another is looked at there.
const LIVE = `exists (select 1 from households h where h.id = r.household_id and h.state = 'active')`;

// Read here and not asked of the room `cases`, which this one does not know.
const CASE = `c.household_id = r.household_id and c.state not in ('closed', 'follow-up', 'archived')`;

/** Rows of re-checks, as far as the actor can reach them. */
@Injectable()
export class RechecksStore {
  constructor(private readonly transactions: Transactions) {}

  async insert(row: Recheck): Promise<void> {
    await this.transactions.manager.insert(Recheck, row);
  }

  /** @throws AppError 404 `recheck-not-found` */
  async get(id: string): Promise<Recheck> {
    const row = await this.transactions.manager.findOneBy(Recheck, { id });
    if (!row) throw notFound('recheck-not-found');
    return row;
  }

  openOf(householdId: string): Promise<Recheck | null> {
    return this.transactions.manager.findOneBy(Recheck, { householdId, state: 'open' });
  }

  /** Newest first. */
  async ofHousehold(householdId: string): Promise<HeldRecheck[]> {
    const rows = this.held().where('r.household_id = :householdId', { householdId });
    return found(rows.orderBy('r.opened_at', 'DESC').addOrderBy('r.id', 'DESC'));
  }

  /** Open ones, the earliest day first. @param today YYYY-MM-DD; @param week the last day of the next seven */
  async list(query: RecheckQuery, userId: string | null, today: string, week: string): Promise<Page<HeldRecheck>> {
    const rows = this.held().where(`r.state = 'open' and ${LIVE}`);
    if (query.unit) rows.andWhere('c.unit_id = :unit', { unit: query.unit });
    if (query.mine) rows.andWhere('c.lead_worker_id = :userId', { userId });
    if (query.circle) rows.andWhere('r.circle = :circle', { circle: query.circle });
    if (query.overdue !== undefined) rows.andWhere(`r.due_on ${query.overdue ? '<' : '>='} :today::date`, { today });
    if (query.raised) rows.andWhere('r.raised_at is not null');
    if (query.week) rows.andWhere('r.due_on between :today::date and :week::date', { today, week });
    if (query.after) {
      const [day, id] = decodeCursor(query.after);
      rows.andWhere('(r.due_on, r.id) > (:day::date, :id::uuid)', { day, id });
    }
    rows.orderBy('r.due_on', 'ASC').addOrderBy('r.id', 'ASC');
    return pageOf(await found(rows.limit(query.limit + 1)), query.limit, ({ row }) => [row.dueOn, row.id]);
  }

  /** @param mine only those whose case this account leads */
  async counts(today: string, week: string, mine: string | null): Promise<RecheckCounts> {
    const [row] = await this.transactions.manager.query<Array<Record<keyof RecheckCounts, string>>>(
      `select count(*) filter (where r.due_on < $1::date) as overdue,
          count(*) filter (where r.raised_at is not null) as raised,
          count(*) filter (where r.due_on between $1::date and $2::date) as week
         from rechecks r where r.state = 'open' and ${LIVE}
          and ($3::uuid is null or exists (select 1 from cases c where ${CASE} and c.lead_worker_id = $3::uuid))`,
      [today, week, mine],
    );
    return { overdue: Number(row?.overdue), raised: Number(row?.raised), week: Number(row?.week) };
  }

  /** Writes only where state and version are still those that were read. @throws AppError 412 */
  async update({ id, state, version }: Recheck, changes: Partial<Recheck>): Promise<void> {
    const change = { ...changes, version: version + 1 };
    const result = await this.transactions.manager.update(Recheck, { id, state, version }, change);
    if (result.affected !== 1) throw stale();
  }

  private held(): SelectQueryBuilder<Recheck> {
    return this.transactions.manager
      .createQueryBuilder(Recheck, 'r')
      .leftJoin('cases', 'c', CASE)
      .addSelect('c.unit_id', 'unit')
      .addSelect('c.lead_worker_id', 'lead');
  }
}

async function found(rows: SelectQueryBuilder<Recheck>): Promise<HeldRecheck[]> {
  const { entities, raw } = await rows.getRawAndEntities<{ unit: string | null; lead: string | null }>();
  return entities.map((row, place) => ({
    row,
    unitId: raw[place]?.unit ?? null,
    leadWorkerId: raw[place]?.lead ?? null,
  }));
}
