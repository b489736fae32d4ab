import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { notFound, stale } from '../../platform/errors';
import type { GapQuery } from './dto/gap-query.dto';
import { Gap } from './gap.entity';

/** One cell of the roll-up: how many needs of a code stayed unmet in a village and a month. */
export interface GapCount {
  regionPath: string;
  code: string;
  month: string;
  open: number;
  closed: number;
  /** Weight of the open ones: their severities added up. */
  severity: number;
  /** The open ones by cause. */
  causes: Readonly<Record<string, number>>;
  /** Places that would be bought for the open ones; those that no further place helps are left out. */
  suggestedPlaces: number;
  /** Visits or portions a month that these places come to: a need of every day is thirty of them (S06). */
  suggestedUnits: number;
}

/** Causes that more supply mends; who is not eligible, or said no, is not helped by a further place (R73). */
export const BUYABLE = ['no-supply', 'full', 'too-far', 'no-money'] as const;

const MOST_CELLS = 500;

const OPEN_OF_VERSIONS = `
with recursive newer (id, replaced_by, household_id) as (
    select id, replaced_by, household_id from needs where id = $1
    union
    select n.id, n.replaced_by, n.household_id from newer v join needs n on n.id = v.replaced_by and n.household_id = v.household_id),
  older (id, household_id) as (
    select id, household_id from needs where id = $1
    union
    select n.id, n.household_id from older v join needs n on n.replaced_by = v.id and n.household_id = v.household_id)
select g.id from gaps g where g.state = 'open' and g.need_id in (select id from newer union select id from older)
 order by g.need_id <> $1, g.opened_at, g.id`;

/** Rows of gaps; the policy decides which districts and villages are in reach. */
@Injectable()
export class GapsStore {
  constructor(private readonly transactions: Transactions) {}

  async insert(gap: Gap): Promise<void> {
    await this.transactions.manager.insert(Gap, gap);
  }

  /** Of every version of the need in its file, that of the version asked for first: a new result opens a new one (A11). */
  async openOf(needId: string): Promise<Gap[]> {
    const found = await this.transactions.manager.query<Array<{ id: string }>>(OPEN_OF_VERSIONS, [needId]);
    const gaps = await this.transactions.manager.findBy(Gap, { id: In(found.map(({ id }) => id)) });
    return found.flatMap(({ id }) => gaps.find((gap) => gap.id === id) ?? []);
  }

  /** To a newer version of the need; what restricts that one restricts its gap (B30, B31). @throws AppError 412 */
  async move(gap: Gap, needId: string): Promise<void> {
    const moved = await this.transactions.manager.query<[unknown, number]>(
      `update gaps g set need_id = n.id, restricted = g.restricted or n.restricted
       from needs n where g.id = $1 and g.state = 'open' and n.id = $2`,
      [gap.id, needId],
    );
    if (moved[1] !== 1) throw stale();
  }

  /** @throws AppError 404 `gap-not-found` */
  async get(id: string): Promise<Gap> {
    const gap = await this.transactions.manager.findOneBy(Gap, { id });
    if (!gap) throw notFound('gap-not-found');
    return gap;
  }

  ofHousehold(householdId: string): Promise<Gap[]> {
    return this.transactions.manager.find(Gap, { where: { householdId }, order: { openedAt: 'DESC', id: 'DESC' } });
  }

  /** @throws AppError 412 when it has left its state meanwhile */
  async update(gap: Gap, changes: Partial<Gap>): Promise<void> {
    const result = await this.transactions.manager.update(Gap, { id: gap.id, state: gap.state }, changes);
    if (result.affected !== 1) throw stale();
  }

  /** Newest first. */
  async list(query: GapQuery): Promise<Page<Gap>> {
    const rows = this.transactions.manager
      .createQueryBuilder(Gap, 'gap')
      .orderBy('gap.openedAt', 'DESC')
      .addOrderBy('gap.id', 'DESC')
      .take(query.limit + 1);
    const { state, code, month, cause, regionPath } = query;
    if (state) rows.andWhere('gap.state = :state', { state });
    if (month) rows.andWhere('gap.month = :month', { month });
    if (cause) rows.andWhere('gap.cause = :cause', { cause });
    if (code) rows.andWhere('gap.code >= :code and gap.code < :after', { code, after: codeCeiling(code) });
    if (regionPath) rows.andWhere('gap.regionPath >= :floor and gap.regionPath < :ceiling', bounds(regionPath));
    if (query.householdId) rows.andWhere('gap.householdId = :household', { household: query.householdId });
    if (query.after) {
      const [at, id] = decodeCursor(query.after);
      rows.andWhere('(gap.openedAt, gap.id) < (:at::timestamptz, :id::uuid)', { at, id });
    }
    return pageOf(await rows.getMany(), query.limit, (gap) => [gap.openedAt.toISOString(), gap.id]);
  }

  /** Counts by village, code and month, the heaviest first: what should be bought (I8, R73). */
  async counts({ code, month }: Pick<GapQuery, 'code' | 'month'>): Promise<GapCount[]> {
    const values: unknown[] = [MOST_CELLS, [...BUYABLE]];
    const conditions: string[] = [];
    if (month) conditions.push(`g.month = $${values.push(month)}`);
    if (code) conditions.push(`g.code >= $${values.push(code)} and g.code < $${values.push(codeCeiling(code))}`);
    return this.transactions.manager.query<GapCount[]>(
      `with cells as (
         select g.region_path, g.code, g.month, g.state, g.cause, count(*)::int as count, sum(g.severity)::int as severity,
           sum(ceil(30.0 / greatest(1, least(30, coalesce(n.every_days, 30)))))::int as units
         from gaps g left join needs n on n.id = g.need_id
         ${conditions.length > 0 ? `where ${conditions.join(' and ')}` : ''}
         group by g.region_path, g.code, g.month, g.state, g.cause)
       select region_path as "regionPath", code, month, coalesce(sum(count) filter (where state = 'open'), 0)::int as open,
         coalesce(sum(count) filter (where state = 'closed'), 0)::int as closed,
         coalesce(sum(severity) filter (where state = 'open'), 0)::int as severity,
         coalesce(json_object_agg(cause, count) filter (where state = 'open'), '{}') as causes,
         coalesce(sum(count) filter (where state = 'open' and cause = any ($2)), 0)::int as "suggestedPlaces",
         coalesce(sum(units) filter (where state = 'open' and cause = any ($2)), 0)::int as "suggestedUnits"
       from cells group by region_path, code, month
       order by month desc, 6 desc, 4 desc, region_path, code limit $1`,
      values,
    );
  }
}

/** A level-one code stands for all below it: `MA` covers `MA-01` and so on, without LIKE (design 8.2). */
const codeCeiling = (code: string): string => `${code}~`;

const bounds = (path: string): { floor: string; ceiling: string } => ({
  floor: path,
  ceiling: `${path.slice(0, -1)}0`,
});
