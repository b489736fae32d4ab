import type { Client } from 'pg';

const FAMILIES = `insert into households (id, number, district_code, region_id, region_path, display_name, languages,
    contact_channel, locale, secondary_classes, special_handling, state, created_at, updated_at, version)
  select uuidv7(), 'B-' || i, $2, p.id, p.path, '户' || i, '{zh}', 'phone', 'zh-CN', '{}', false, 'active',
    timestamptz '2026-01-01', timestamptz '2026-01-01', i
  from generate_series(1, $1::int) i
  join (select id, path, row_number() over (order by path) - 1 as place, count(*) over () as places from regions
    where level = 'village' and district_code = $2) p on p.place = i % p.places`;
const MEMBERS = `insert into household_members (id, household_id, name, relation, sex, birth_date, identity_kind, disability_kind,
    disability_grade, work_capacity, in_education, works, illness, counted, valid_from, version)
  select uuidv7(), h.id, h.display_name, case m when 1 then 'head' else 'child' end, 'female',
    date '1940-01-01' + (h.version * 97 + m * 9001) % 30000, 'none-yet',
    case when h.version % 5 = 0 and m = 1 then 1 + h.version % 7 end,
    case when h.version % 5 = 0 and m = 1 then 1 + h.version % 4 end,
    (array['full', 'partial', 'none', 'unknown'])[1 + (h.version + m) % 4], (h.version + m) % 6 = 0,
    (array['stable', 'seasonal', 'flexible', 'no', null])[1 + (h.version + m) % 5],
    (array['none', 'serious', null])[1 + h.version % 3], (h.version + m) % 11 <> 0, '2026-01-01', 1
  from households h cross join generate_series(1, 4) m where m <= 1 + h.version % 4`;
const LINES = `insert into economy_lines (id, household_id, member_id, kind, item, amount_fen, period, method, as_of, recorded_at,
    version)
  select uuidv7(), h.id, case when k.kind = 'income' and h.version % 2 = 0 then m.id end, k.kind, k.item,
    case k.kind when 'income' then 100 * ((h.version * 37) % 4000) when 'asset' then 1000 * (h.version % 900)
      else 100 * ((h.version * 53) % 3000) end, 'month', 'declared', '2026-10-01', timestamptz '2026-10-01', 1
  from households h
  join lateral (select id from household_members where household_id = h.id order by id limit 1) m on true
  cross join (values ('income', 'wage'), ('income', 'basic-pension'), ('asset', 'deposit'), ('expenditure', 'medical')) k (kind, item)
  where h.version % 13 <> 0`;
const STATUSES = `insert into entitlements (id, household_id, member_id, line, state, document_number, updated_at, version)
  select uuidv7(), h.id, null, (array['dibao', 'tekun', 'dibao-marginal'])[1 + h.version % 3], 'granted', 'D-1',
    timestamptz '2026-05-01', 1
  from households h where h.version % 7 = 0`;
const SCALES = `insert into assessments (id, household_id, member_id, instrument, instrument_version, mode, assessor_id, state,
    result, flags, started_at, completed_at, version)
  select uuidv7(), h.id, m.id, 'S01', '1', 'proxy', gen_random_uuid(), 'completed',
    jsonb_build_object('sixActs', jsonb_build_object('answered', 6, 'failed', h.version % 7)), '{}',
    timestamptz '2026-06-01', timestamptz '2026-06-01', 1
  from households h
  join lateral (select id from household_members where household_id = h.id order by id limit 1) m on true
  where h.version % 4 = 0`;

/** Families from poor to well off with people, lines, statuses and scales, spread over a district; past all doors. */
export async function fillFamilies(owner: Client, district: string, count: number): Promise<void> {
  await owner.query('set session_replication_role = replica');
  await owner.query(FAMILIES, [count, district]);
  for (const sql of [MEMBERS, LINES, STATUSES, SCALES]) await owner.query(sql);
  await owner.query('set session_replication_role = origin');
  await owner.query('vacuum analyze');
}
