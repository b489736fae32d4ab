import type { Client } from 'pg';
import { makeOffering, makeProvider } from '../factories/supply.factory';
import { type TestApp } from '../support/app';
import { DISTRICT } from '../support/district';

/** Kinds of help that are offered; the household needs the first five. */
export const CODES = [
  ...['LI-01', 'LI-02', 'LI-03', 'LI-04', 'HE-01', 'HE-02', 'HE-03', 'HO-01', 'HO-02', 'ED-01'],
  ...['ED-02', 'EM-01', 'EM-02', 'LI-05', 'HE-04', 'ED-03', 'HO-03', 'EM-03', 'PS-01', 'PS-02'],
];
const PER_PROVIDER = 100;

/** One provider or offering again, so many times, with what differs written over it. */
const PROVIDERS = `insert into providers select (jsonb_populate_record(null::providers, to_jsonb(p) || jsonb_build_object(
    'id', md5('provider ' || n)::uuid, 'number', 'B-' || n, 'name', 'Provider ' || n, 'credit_code', null))).*
  from providers p, generate_series(1, $2::integer) n where p.id = $1`;
const OFFERINGS = `
with places as (select array_agg(path order by path) as paths from regions where district_code = $2 and level in ('township', 'village')),
  firms as (select array_agg(id order by id) as ids from providers where number like 'B-%'),
  drawn as (
    select n, firms.ids[1 + (n / $5) % cardinality(firms.ids)] as firm,
      -- Some kinds are offered far more often than others.
      ($3::text[])[1 + floor(cardinality($3::text[]) * power(random(), 2))::integer] as code,
      case when random() < 0.85 then places.paths[1 + floor(cardinality(places.paths) * random())::integer] else '' end as area,
      random() as one, random() as other
    from generate_series(1, $4::integer) n, places, firms)
insert into offerings select (jsonb_populate_record(null::offerings, to_jsonb(o) || jsonb_build_object(
    'id', md5('offering ' || n)::uuid, 'number', 'B-' || n, 'name', 'Offering ' || n, 'provider_id', firm, 'code', d.code, 'area_path', area,
    'eligibility', case when one < 0.2 then '{"minAge": 60}' when one < 0.3 then '{"maxAge": 17}' when one < 0.4 then '{"sex": "male"}'
      else '{}' end::jsonb,
    'languages', case when other < 0.9 then array['zh'] else array['ii'] end,
    'capacity_per_period', floor(40 * other)::integer, 'price_fen', 0))).*
  from offerings o, drawn d where o.id = $1`;

/** Fills the invented district with offerings; what differs is drawn from one seed (-1 to 1), and ids follow the numbers. */
export async function fillOfferings(app: TestApp, owner: Client, count: number, seed: number): Promise<void> {
  const provider = await makeProvider(app);
  const { id } = await makeOffering(app, provider);
  await owner.query(PROVIDERS, [provider.id, Math.ceil(count / PER_PROVIDER)]);
  await owner.query('select setseed($1)', [seed]);
  await owner.query(OFFERINGS, [id, DISTRICT, CODES, count, PER_PROVIDER]);
  await owner.query('analyze');
}
