import { Injectable } from '@nestjs/common';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import type { allocationOutcomes } from './allocation-need.entity';
import type { AllocationPartQuery } from './dto/allocation.dto';

type Outcome = (typeof allocationOutcomes)[number];

/** Needs of one service by what became of them, and the places that could serve them. */
export interface CodeFigures {
  code: string;
  needs: number;
  assigned: number;
  lost: number;
  unmatchable: number;
  /** Of all offerings of the service; one that serves several services is counted with each. */
  places: number;
  /** Offerings that state no number of places. */
  openEnded: number;
}

/** A need whose outcome is another one than in the round before. */
export interface RoundChange {
  needId: string;
  householdId: string;
  place: number;
  code: string;
  outcomeBefore: Outcome;
  offeringBefore: string | null;
  outcome: Outcome;
  offeringId: string | null;
}

/** An offering that serves a need's code, with what it had to give and gave. */
export interface OfferedChoice {
  offeringId: string;
  name: string;
  capacity: number | null;
  taken: number;
}

/** Offerings to choose from for one need. */
const MOST_OFFERINGS = 200;
/** Services of an allocation that are told; the rest are few needs each. */
const MOST_CODES = 100;
const CHANGED = `allocation_id = $1 and outcome_before is not null and outcome is not null
  and (offering_before is distinct from offering_id or outcome_before is distinct from outcome)`;

/** Sums over an allocation, as far as the actor may see its needs. */
@Injectable()
export class AllocationFiguresStore {
  constructor(private readonly transactions: Transactions) {}

  /** Most needs first. */
  codes(allocationId: string): Promise<CodeFigures[]> {
    return this.transactions.manager.query<CodeFigures[]>(
      `with demand as (
          select code, count(*)::int as needs, count(*) filter (where outcome = 'assigned')::int as assigned,
            count(*) filter (where outcome = 'lost')::int as lost,
            count(*) filter (where outcome = 'unmatchable')::int as unmatchable
          from allocation_needs where allocation_id = $1 group by code),
        supply as (
          select c.code, coalesce(sum(a.capacity), 0)::int as places, count(*) filter (where a.capacity is null)::int as open_ended
          from allocation_offerings a join offerings o on o.id = a.offering_id
          cross join lateral (select distinct u.code from unnest(o.extra_codes || o.code) u (code) where u.code is not null) c
          where a.allocation_id = $1 group by c.code)
        select d.code, d.needs, d.assigned, d.lost, d.unmatchable, coalesce(s.places, 0)::int as places,
          coalesce(s.open_ended, 0)::int as "openEnded"
        from demand d left join supply s on s.code = d.code order by d.needs desc, d.code limit $2`,
      [allocationId, MOST_CODES],
    );
  }

  /** Offerings of an allocation that serve a code: those of `first` before all others, then those with places left. */
  offeringsFor(allocationId: string, code: string, first: readonly string[] = []): Promise<OfferedChoice[]> {
    return this.transactions.manager.query<OfferedChoice[]>(
      `select a.offering_id as "offeringId", o.name, a.capacity, a.taken
        from allocation_offerings a join offerings o on o.id = a.offering_id
        where a.allocation_id = $1 and ($2 = any (o.extra_codes || o.code) or a.offering_id = any ($4::uuid[]))
        order by array_position($4::uuid[], a.offering_id), (a.capacity is null or a.taken < a.capacity) desc, o.name, o.id
        limit $3`,
      [allocationId, code, MOST_OFFERINGS, first],
    );
  }

  async changed(allocationId: string): Promise<number> {
    const [row] = await this.transactions.manager.query<Array<{ changed: number }>>(
      `select count(*)::int as changed from allocation_needs where ${CHANGED}`,
      [allocationId],
    );
    return row?.changed ?? 0;
  }

  /** In the order of their places. */
  async changes(allocationId: string, { limit, after }: AllocationPartQuery): Promise<Page<RoundChange>> {
    const rows = await this.transactions.manager.query<RoundChange[]>(
      `select need_id as "needId", household_id as "householdId", place, code, outcome_before as "outcomeBefore",
          offering_before as "offeringBefore", outcome, offering_id as "offeringId"
        from allocation_needs where ${CHANGED} and place > $2 order by place limit $3`,
      [allocationId, after ? decodeCursor(after)[0] : -1, limit + 1],
    );
    return pageOf(rows, limit, (row) => [row.place]);
  }
}
