import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import type { GapCauseName } from './unmatched';

/** What is counted: confirmed, or lost, from the first moment up to the last, which is not included. */
export interface FairnessScope {
  districtCode: string;
  from: Date;
  until: Date;
}

/** Needs by the place of their household and what coverage is compared by. */
export interface NeedRow {
  regionPath: string;
  circle: string;
  age: string;
  disability: string;
  severity: number;
  needs: number;
  served: number;
}
export interface GapRow {
  regionPath: string;
  cause: GapCauseName;
  needs: number;
}

/**
 * Counts over needs and gaps, within the reader's reach. What is for a named team alone (R46) is left out for everybody: two
 * readers with different reach could else subtract. A need that was replaced counts as what it became.
 */
@Injectable()
export class FairnessStore {
  constructor(private readonly transactions: Transactions) {}

  needs({ districtCode, from, until }: FairnessScope): Promise<NeedRow[]> {
    return this.transactions.manager.query<NeedRow[]>(
      `select n.region_path as "regionPath", coalesce(h.circle, 'none') as circle,
          case when n.member_id is null then 'household' when m.birth_date is null then 'unknown'
            when a.years < 18 then '0-17' when a.years < 60 then '18-59' when a.years < 80 then '60-79' else '80+' end as age,
          case when d.grade between 1 and 2 then 'severe' when d.grade is not null then 'other' else 'none' end as disability,
          n.severity, count(*)::int as needs, count(*) filter (where s.served)::int as served
        from needs n
        join households h on h.id = n.household_id
        left join household_members m on m.id = n.member_id
        cross join lateral (select extract(year from
          age((n.confirmed_at at time zone 'Asia/Shanghai')::date, m.birth_date))::int as years) a
        cross join lateral (select min(coalesce(p.disability_grade, 4)) as grade from household_members p
          where p.household_id = n.household_id and (n.member_id is null or p.id = n.member_id)
            and p.disability_kind is not null and p.valid_until is null) d
        cross join lateral (select n.state in ('served', 'reduced', 'same', 'worse') or exists (
          select from referrals r where r.household_id = n.household_id and r.started_at is not null
            and r.need_id in (with recursive line (id) as (
              select n.id union select o.id from needs o join line on o.replaced_by = line.id where o.household_id = n.household_id)
              select id from line)) as served) s
        where n.district_code = $1 and n.confirmed_at >= $2 and n.confirmed_at < $3
          and n.state not in ('found', 'declined') and not app.restricted_code(n.code) and n.restricted is not true
          and not exists (select from needs l where l.id = n.replaced_by and l.confirmed_at is not null)
        group by 1, 2, 3, 4, 5`,
      [districtCode, from, until],
    );
  }

  /** Needs of any severity that had a gap in the period, by its last cause. */
  gaps({ districtCode, from, until }: FairnessScope): Promise<GapRow[]> {
    return this.transactions.manager.query<GapRow[]>(
      `select g.region_path as "regionPath", g.cause, count(*)::int as needs from (
          select distinct on (need_id) region_path, cause from gaps
          where district_code = $1 and opened_at >= $2 and opened_at < $3
            and not app.restricted_code(code) and restricted is not true
          order by need_id, opened_at desc, id desc) g
        group by 1, 2`,
      [districtCode, from, until],
    );
  }
}
