import { Injectable } from '@nestjs/common';
import { decodeCursor, encodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import type { Choice } from './choices';
import type { FairnessScope } from './fairness.store';
import { type OfferCount, sizeOf } from './provider-size';

/** Stored matches and referrals that are read at most, the newest first: each match carries its whole answer. */
export const MOST_READ = 2000;

type Period = Pick<FairnessScope, 'districtCode' | 'from' | 'until'>;
interface OverridePage {
  limit: number;
  after?: string | undefined;
}
interface ProviderRow {
  places: number | null;
  offerings: number;
  shown: number;
  chosen: number;
  accepted: number;
}

/** Referrals that a person made in a period, newest first. Those that follow a refusal are left out: the machine asks the next candidate. */
const MADE = `from referrals where district_code = $1 and created_at >= $2 and created_at < $3 and previous_id is null
  and not app.restricted_code(need_code) and restricted is not true
  and ($4::timestamptz is null or (created_at, id) < ($4::timestamptz, $5::uuid))
  order by created_at desc, id desc`;

/** At most so many of them, each beside the newest match before it that has looked at its need. */
const CHOICES = `
  select r.id, r.number, r.need_code, r.created_at, o.name as chosen, f.name as first, c.rank,
    case when w.wanted then 'household' when p.reason is not null then 'reason' else 'none' end as ground, p.reason
  from (select * ${MADE} limit $6) r
  join offerings o on o.id = r.offering_id
  cross join lateral (
    select n.need -> 'candidates' as candidates, m.snapshot #> '{context,pins}' as pins
    from match_runs m cross join lateral jsonb_array_elements(m.result -> 'needs') n (need)
    where m.household_id = r.household_id and m.made_at <= r.created_at and n.need #>> '{need,id}' = r.need_id::text
    order by m.made_at desc, m.id desc limit 1) q
  cross join lateral (select q.candidates #>> '{0,offering,id}' as id, q.candidates #>> '{0,offering,name}' as name) f
  left join lateral (select e.at::int as rank from jsonb_array_elements(q.candidates) with ordinality e (candidate, at)
    where e.candidate #>> '{offering,id}' = r.offering_id::text) c on true
  left join lateral (select true as wanted from plan_choices x
    where x.need_id = r.need_id and x.offering_id = r.offering_id and x.choice = 'wanted' and x.chosen_at <= r.created_at
    limit 1) w on true
  left join lateral (select e ->> 'reason' as reason from jsonb_array_elements(
      case jsonb_typeof(q.pins) when 'array' then q.pins else '[]' end) e
    where e ->> 'needId' = r.need_id::text and e ->> 'offeringId' = r.offering_id::text limit 1) p on true
  where f.id is not null`;

const COLUMNS = `t.id as "referralId", t.number, t.need_code as code, t.created_at as "chosenAt", t.chosen, t.first, t.rank,
  t.ground, t.reason`;

/** What stored matches have shown, and what was chosen after them, within the reader's reach. */
@Injectable()
export class ChoicesStore {
  constructor(private readonly transactions: Transactions) {}

  /** Those behind the newest referrals; `capped`: there are more referrals than were read. */
  async choices(period: Period): Promise<{ capped: boolean; rows: Array<Pick<Choice, 'rank' | 'ground'>> }> {
    const rows = await this.transactions.manager.query<Array<Pick<Choice, 'rank' | 'ground'>>>(
      `select t.rank, t.ground from (${CHOICES}) t`,
      paramsOf(period, null, MOST_READ),
    );
    return { capped: (await this.lastRead(period, null, MOST_READ)) !== null, rows };
  }

  /**
   * Choices other than the first candidate, newest first. A page reads only so many referrals: where these hold fewer than a page,
   * the next one goes on behind them.
   */
  async overrides(period: Period, { limit, after }: OverridePage, mostRead = MOST_READ): Promise<Page<Choice>> {
    const rows = await this.transactions.manager.query<Choice[]>(
      `select ${COLUMNS} from (${CHOICES}) t where t.rank is distinct from 1 order by t.created_at desc, t.id desc limit $7`,
      [...paramsOf(period, after, mostRead), limit + 1],
    );
    const page = pageOf(rows, limit, (row) => [row.chosenAt.toISOString(), row.referralId]);
    return page.next === null ? { ...page, next: await this.lastRead(period, after, mostRead) } : page;
  }

  /** Cursor of the last referral that was read; null where there are no more behind it. */
  private async lastRead(period: Period, after: string | null | undefined, mostRead: number): Promise<string | null> {
    const rows = await this.transactions.manager.query<Array<{ id: string; createdAt: Date }>>(
      `select id, created_at as "createdAt" ${MADE} limit 2 offset $6 - 1`,
      paramsOf(period, after, mostRead),
    );
    const [last, more] = rows;
    return last && more ? encodeCursor([last.createdAt.toISOString(), last.id]) : null;
  }

  /** Offers shown, chosen and accepted, by size of provider; a need and an offering count once. */
  async offers({ districtCode, from, until }: Period): Promise<{ matches: number; counts: OfferCount[] }> {
    const [read] = await this.transactions.manager.query<Array<{ matches: number }>>(
      `select count(*)::int as matches from (select from match_runs m join households h on h.id = m.household_id
         where h.district_code = $1 and m.made_at >= $2 and m.made_at < $3 limit $4) m`,
      [districtCode, from, until, MOST_READ + 1],
    );
    const rows = await this.transactions.manager.query<ProviderRow[]>(
      `with runs as (
          select m.household_id, m.made_at, m.result from match_runs m join households h on h.id = m.household_id
          where h.district_code = $1 and m.made_at >= $2 and m.made_at < $3 order by m.made_at desc limit $4),
        shown as (
          select distinct n.need #>> '{need,id}' as need_id, (c ->> 'id')::uuid as offering_id
          from runs, jsonb_array_elements(runs.result -> 'needs') n (need),
            jsonb_path_query(n.need, '$.candidates[*].offering') c
          where not app.restricted_code(n.need #>> '{need,code}')),
        asked as (
          select r.need_id::text as need_id, r.offering_id, bool_or(r.answered_at is not null and r.decline_reason is null) as accepted
          from referrals r where r.district_code = $1 and r.created_at >= $2
            and not app.restricted_code(r.need_code) and r.restricted is not true group by 1, 2),
        listed as (
          select provider_id, case when bool_or(capacity_known) then sum(capacity_per_period)::int end as places,
            count(*)::int as offerings
          from offerings where district_code = $1 and state = 'listed' group by 1),
        used as (
          select o.provider_id, count(*)::int as shown, count(a.need_id)::int as chosen,
            count(*) filter (where a.accepted)::int as accepted
          from shown s join offerings o on o.id = s.offering_id
          left join asked a on a.need_id = s.need_id and a.offering_id = s.offering_id group by 1)
        select l.places, coalesce(l.offerings, 0)::int as offerings, coalesce(u.shown, 0)::int as shown,
          coalesce(u.chosen, 0)::int as chosen, coalesce(u.accepted, 0)::int as accepted
        from listed l full join used u on u.provider_id = l.provider_id`,
      [districtCode, from, until, MOST_READ],
    );
    return { matches: read?.matches ?? 0, counts: bySize(rows) };
  }
}

function paramsOf({ districtCode, from, until }: Period, after: string | null | undefined, most: number): unknown[] {
  const [at, id] = after ? decodeCursor(after) : [null, null];
  return [districtCode, from, until, at, id, most];
}

function bySize(rows: readonly ProviderRow[]): OfferCount[] {
  const sums = new Map<string, OfferCount>();
  for (const { places, offerings, shown, chosen, accepted } of rows) {
    const size = sizeOf(places);
    const sum = sums.get(size) ?? { size, providers: 0, offerings: 0, shown: 0, chosen: 0, accepted: 0 };
    sum.providers += 1;
    sum.offerings += offerings;
    sum.shown += shown;
    sum.chosen += chosen;
    sum.accepted += accepted;
    sums.set(size, sum);
  }
  return [...sums.values()];
}
