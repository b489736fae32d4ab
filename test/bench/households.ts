import type { Client } from 'pg';

const PLACES = `select id, path, row_number() over (order by path) - 1 as place, count(*) over () as places
  from regions where level = 'village' and district_code = $2`;
const HOUSEHOLDS = `insert into households (id, number, district_code, region_id, region_path, display_name, languages,
    contact_channel, locale, primary_class, secondary_classes, special_handling, state, created_at, updated_at, version)
  select uuidv7(), 'B-' || i, $2, p.id, p.path, '户' || i, '{zh}', 'phone', 'zh-CN', 1 + i % 4, '{}', false, 'active',
    timestamptz '2026-01-01' + i * interval '1 minute', timestamptz '2026-01-01', 1
  from generate_series(1, $1::int) i join (${PLACES}) p on p.place = i % p.places`;
const MEMBERS = `insert into household_members (id, household_id, name, relation, sex, birth_date, identity_kind,
    work_capacity, in_education, valid_from, version)
  select uuidv7(), h.id, h.display_name, case m when 1 then 'head' else 'child' end, 'female', '1950-01-01', 'none-yet',
    'none', false, '2026-01-01', 1
  from households h cross join generate_series(1, 2) m`;
const CASES = `insert into cases (id, number, household_id, district_code, region_path, tier, unit_id, lead_worker_id,
    state, emergency, opened_at, version)
  select uuidv7(), 'F' || h.number, h.id, h.district_code, h.region_path, 'window', u.id, gen_random_uuid(), 'in-service',
    false, h.created_at, 1
  from households h join units u on u.tier = 'window' and u.region_path = h.region_path`;
const NEEDS = `insert into needs (id, household_id, district_code, region_path, code, severity, state, source, assessed,
    assessment_ids, evidence, found_at, version)
  select uuidv7(), h.id, h.district_code, h.region_path, n.code, 2, 'confirmed', 'worker', false, '{}', '[]', h.created_at, 1
  from households h cross join (values ('LI-02'), ('CA-01')) n (code)`;

/** Households with two members, a case and two needs each, spread over the villages of a district; past all doors. */
export async function fillHouseholds(owner: Client, district: string, count: number): Promise<void> {
  await owner.query('set session_replication_role = replica');
  await owner.query(HOUSEHOLDS, [count, district]);
  for (const sql of [MEMBERS, CASES, NEEDS]) await owner.query(sql);
  await owner.query('set session_replication_role = origin');
  await owner.query('vacuum analyze');
}
