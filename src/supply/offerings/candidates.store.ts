import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import type { CandidateQuery, OfferingCandidate } from './offering-candidate';
import { type CandidateRow, candidateOf } from './candidate-row';
import { nextPeriod, periodOf, shanghaiDay } from './period';

// Only what can be asked for or could be after a change; drafts, closed ones and providers not approved are nobody's
// candidates. One round trip: every join is by key.
const CANDIDATE = `o.state in ('listed', 'paused') and p.state in ('approved', 'imported', 'suspended')`;
const SELECT = `
select o.id, o.number, o.provider_id, p.name as provider_name, p.state as provider_state, o.code, o.extra_codes, o.name,
  o.state, o.side, o.district_code, o.area_path, o.latitude, o.longitude, o.radius_metres, o.eligibility, o.languages,
  o.schedule, o.price_fen, o.price_unit, o.payer, o.mode, o.confirmed_on::text, o.required_credential,
  o.capacity_known, o.capacity_per_period, b.opened, b.reserved, b.taken, n.opened as next_opened,
  n.reserved + n.taken as next_held,
  c.id as contract_id, c.state as contract_state, c.starts_on::text, c.ends_on::text,
  cb.opened_fen - cb.committed_fen - cb.spent_fen as contract_left_fen,
  cb.opened_units - cb.committed_units - cb.spent_units as contract_left_units,
  f.id as fund_id, f.state as fund_state, f.layer as fund_layer, f.balance_fen - f.reserved_fen as fund_left_fen,
  f.household_ceiling_fen, k.required_until, k.minors_until,
  exists (select from unnest(o.extra_codes || o.code) c where app.restricted_code(c)) as discreet
from offerings o
join providers p on p.id = o.provider_id
left join capacity_balances b on b.offering_id = o.id and b.period = $1
left join capacity_balances n on n.offering_id = o.id and n.period = $2
left join contracts c on c.id = o.contract_id and o.payer = 'contract'
left join contract_balances cb on cb.contract_id = c.id
left join funds f on f.id = o.fund_id and o.payer = 'fund'
left join lateral (
  select max(x.expires_on) filter (where x.kind = o.required_credential)::text as required_until,
    max(x.expires_on) filter (where x.kind = 'background-check')::text as minors_until
  from credentials x where x.provider_id = o.provider_id) k on true
where ${CANDIDATE}`;

const OF_DISTRICT = `${SELECT}
  and o.district_code = $3 and (o.code = any($4) or o.extra_codes && $4)
  and ($5::text is null or starts_with($5, o.area_path))
order by o.id`;

// Of each fund and contract among the ids one candidate that it pays for: which one does not matter.
const OF_PURSES = `
  select x.id from funds f cross join lateral (
    select o.id from offerings o join providers p on p.id = o.provider_id
    where o.fund_id = f.id and o.payer = 'fund' and ${CANDIDATE} limit 1) x
  where f.id = any($3)
  union all
  select x.id from contracts c cross join lateral (
    select o.id from offerings o join providers p on p.id = o.provider_id
    where o.contract_id = c.id and o.payer = 'contract' and ${CANDIDATE} limit 1) x
  where c.id = any($3)`;

/** Reads candidates with the state of everything they depend on, as of one day. */
@Injectable()
export class CandidatesStore {
  constructor(private readonly transactions: Transactions) {}

  async list(query: CandidateQuery): Promise<OfferingCandidate[]> {
    const { districtCode, codes, regionPath = null } = query;
    return this.read(OF_DISTRICT, query.asOf, [districtCode, [...codes], regionPath]);
  }

  /** Those of `ids` that are somebody's candidates. */
  byIds(ids: readonly string[], asOf: Date): Promise<OfferingCandidate[]> {
    return this.read(`${SELECT} and o.id = any($3)`, asOf, [[...ids]]);
  }

  /** As `byIds`; for a fund or contract among the ids an offering that it pays for, with what the purse still holds. */
  ofChanges(ids: readonly string[], asOf: Date): Promise<OfferingCandidate[]> {
    return this.read(`${SELECT} and o.id = any($3::uuid[] || array(${OF_PURSES}))`, asOf, [[...ids]]);
  }

  /** Every candidate of a district, by id: the `limit` next after one. */
  page(districtCode: string, asOf: Date, after: string | null, limit: number): Promise<OfferingCandidate[]> {
    const next = `${SELECT} and o.district_code = $3 and ($4::uuid is null or o.id > $4) order by o.id limit $5`;
    return this.read(next, asOf, [districtCode, after, limit]);
  }

  /** Null when it is nobody's candidate. */
  async one(id: string, asOf: Date): Promise<OfferingCandidate | null> {
    return (await this.read(`${SELECT} and o.id = $3`, asOf, [id]))[0] ?? null;
  }

  private async read(sql: string, asOf: string | Date, parameters: unknown[]): Promise<OfferingCandidate[]> {
    const day = shanghaiDay(asOf);
    const period = periodOf(day);
    const rows = await this.transactions.manager.query<CandidateRow[]>(sql, [
      period,
      nextPeriod(period),
      ...parameters,
    ]);
    return rows.map((row) => candidateOf(row, day));
  }
}
