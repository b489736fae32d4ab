import { Injectable } from '@nestjs/common';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { notFound } from '../../platform/errors';
import type { AllocationCounts } from './allocation.entity';
import { AllocationNeed, type allocationOutcomes } from './allocation-need.entity';
import type { AllocationNeedQuery } from './dto/allocation.dto';
import type { ExplainedNeed } from './explain-allocation';

const CHUNK = 1000;

type Outcome = (typeof allocationOutcomes)[number];

/** What a round came to for a need, with ids of offerings instead of their places. */
export type NeedResult = Omit<ExplainedNeed, 'offering' | 'alternative'> & {
  offeringId: string | null;
  alternativeId: string | null;
};

const KEEP = `update allocation_needs n set outcome = r.outcome, reason = r.reason, offering_id = r."offeringId",
    size = case when r."offeringId" is null then null else 1 end, cost_fen = r.cost, score = r.score, weight = r.weight, parts = r.parts,
    price_from = r."priceFrom", price_to = r."priceTo", alternative_id = r."alternativeId",
    alternative_points = r."alternativePoints"
  from jsonb_to_recordset($2::jsonb) r (need integer, outcome text, reason text, "offeringId" uuid, cost bigint, score integer,
    weight integer, parts jsonb, "priceFrom" integer, "priceTo" integer, "alternativeId" uuid, "alternativePoints" integer)
  where n.allocation_id = $1 and n.place = r.need`;

const COUNTED = `select count(distinct household_id)::integer as households, count(*)::integer as needs,
    count(*) filter (where outcome = 'assigned')::integer as assigned,
    count(*) filter (where outcome = 'lost')::integer as lost,
    count(*) filter (where outcome = 'unmatchable')::integer as unmatchable
  from allocation_needs where allocation_id = $1 and outcome is not null`;

/** Needs of allocations, as far as the actor may see the needs themselves. */
@Injectable()
export class AllocationNeedsStore {
  constructor(private readonly transactions: Transactions) {}

  async insert(rows: readonly AllocationNeed[]): Promise<void> {
    if (rows.length > 0) await this.transactions.manager.insert(AllocationNeed, rows as never);
  }

  /** All of it, before it is gathered anew. */
  async clear(allocationId: string): Promise<void> {
    await this.transactions.manager.delete(AllocationNeed, { allocationId });
  }

  /** What a round came to, in place of what was there. */
  async keep(allocationId: string, results: readonly NeedResult[]): Promise<void> {
    for (let from = 0; from < results.length; from += CHUNK)
      await this.transactions.manager.query(KEEP, [allocationId, JSON.stringify(results.slice(from, from + CHUNK))]);
  }

  /** @throws AppError 404 `allocation-need-not-found` */
  async get(allocationId: string, needId: string): Promise<AllocationNeed> {
    const row = await this.transactions.manager.findOneBy(AllocationNeed, { allocationId, needId });
    if (!row) throw notFound('allocation-need-not-found');
    return row;
  }

  /** Offering by place; those that are no longer there have none. */
  async held(allocationId: string): Promise<Map<number, string>> {
    const rows = await this.transactions.manager.query<Array<{ place: number; offeringId: string }>>(
      `select place, offering_id as "offeringId" from allocation_needs where allocation_id = $1 and offering_id is not null`,
      [allocationId],
    );
    return new Map(rows.map(({ place, offeringId }) => [place, offeringId]));
  }

  /** Place by need. */
  async places(allocationId: string): Promise<Map<string, number>> {
    const rows = await this.transactions.manager.query<Array<{ place: number; needId: string }>>(
      `select place, need_id as "needId" from allocation_needs where allocation_id = $1`,
      [allocationId],
    );
    return new Map(rows.map(({ place, needId }) => [needId, place]));
  }

  /** Whether the actor may see every need that is still in it; those erased since are nobody's any more. */
  async seesAll(allocationId: string): Promise<boolean> {
    const [row] = await this.transactions.manager.query<Array<{ all: boolean }>>(
      `select app.sees_whole_allocation($1, (select count(*) from allocation_needs where allocation_id = $1)) as "all"`,
      [allocationId],
    );
    return row?.all ?? false;
  }

  /** How many lines have become referrals. */
  drafted(allocationId: string): Promise<number> {
    return this.transactions.manager.countBy(AllocationNeed, { allocationId, publication: 'drafted' });
  }

  /** Of the needs that still waited in the last round. */
  async counted(allocationId: string): Promise<Pick<AllocationCounts, 'households' | 'needs' | Outcome>> {
    const rows = await this.transactions.manager.query<Array<Pick<AllocationCounts, 'households' | 'needs' | Outcome>>>(
      COUNTED,
      [allocationId],
    );
    return rows[0]!;
  }

  /** Needs without any choice, by cause. */
  async causes(allocationId: string): Promise<Record<string, number>> {
    const rows = await this.transactions.manager.query<Array<{ cause: string; needs: number }>>(
      `select cause, count(*)::integer as needs from allocation_needs where allocation_id = $1 and cause is not null and outcome is not null
        group by cause order by cause`,
      [allocationId],
    );
    return Object.fromEntries(rows.map(({ cause, needs }) => [cause, needs]));
  }

  /** In the order of their places. */
  async list(allocationId: string, query: AllocationNeedQuery): Promise<Page<AllocationNeed>> {
    const { outcome, publication, offering, code, township, limit, after } = query;
    const rows = this.transactions.manager
      .createQueryBuilder(AllocationNeed, 'n')
      .where('n.allocation_id = :allocationId', { allocationId });
    if (outcome) rows.andWhere('n.outcome = :outcome', { outcome });
    if (publication) rows.andWhere('n.publication = :publication', { publication });
    if (offering) rows.andWhere('n.offering_id = :offering', { offering });
    if (code) rows.andWhere('n.code >= :code and n.code < :ceiling', { code, ceiling: `${code}~` });
    if (township) rows.andWhere('n.township_id = :township', { township });
    if (after) rows.andWhere('n.place > :place', { place: decodeCursor(after)[0] });
    const found = await rows
      .orderBy('n.place', 'ASC')
      .limit(limit + 1)
      .getMany();
    return pageOf(found, limit, (row) => [row.place]);
  }
}
