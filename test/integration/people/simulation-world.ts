import type { PeopleWorld } from './assessed-household';

/** One change as the API takes it. */
export const raised = (fen: number, from: string) => ({
  ...{ path: 'standards.dibao.fen', value: fen, from, reason: '拟提高低保标准' },
});

/** Rows that come and go in tables with days and without, beside a raised amount. */
export const comingAndGoing = (from: string) => {
  const named = (code: string) => ({ code, zh: '试算新增', en: 'Tried' });
  const about = { from, citation: 'B8', reason: '渝民发〔2026〕1号（试算）' };
  return [
    raised(120_000, from),
    { path: 'deductions.employment-cost', removed: true, ...about },
    {
      path: 'deductions.farm-cost',
      row: { ...named('farm-cost'), base: 'wage', who: { ageFrom: 18 }, percent: 35, after: [] },
      ...about,
    },
    { path: 'property.limits.deposits', removed: true, ...about },
    {
      path: 'extras.very-old',
      row: { ...named('very-old'), who: { ageFrom: 80 }, amount: 'standard(dibao) * 10%' },
      ...about,
    },
    { path: 'rigid.kinds.other-rigid', removed: true, ...about },
  ];
};

/** Families from poor to well off, in two townships, with people, lines, statuses and scales of every kind. */
export async function fillFamilies({ rows }: Pick<PeopleWorld, 'rows'>, count: number): Promise<void> {
  await rows('set session_replication_role = replica');
  try {
    for (const sql of FAMILIES) await rows(sql, sql.includes('$1') ? [count] : []);
  } finally {
    await rows('set session_replication_role = origin');
  }
}

const FAMILIES = [
  `insert into households (id, number, district_code, region_id, region_path, display_name, languages, contact_channel, locale,
      secondary_classes, special_handling, state, created_at, updated_at, version)
    select uuidv7(), 'S-' || i, '990101', r.id, r.path, '户' || i, '{zh}', 'phone', 'zh-CN', '{}', false, 'active',
      timestamptz '2026-01-01', timestamptz '2026-01-01', i
    from generate_series(1, $1::int) i
    join (select id, path, row_number() over (order by path) - 1 as place, count(*) over () as places from regions
      where level = 'village' and district_code = '990101') r on r.place = i % r.places`,
  `insert into household_members (id, household_id, name, relation, sex, birth_date, identity_kind, disability_kind,
      disability_grade, work_capacity, in_education, works, illness, counted, valid_from, version)
    select uuidv7(), h.id, h.display_name, case m when 1 then 'head' else 'child' end, 'female',
      date '1940-01-01' + (h.version * 97 + m * 9001) % 30000, 'none-yet',
      case when h.version % 5 = 0 and m = 1 then 1 + h.version % 7 end, case when h.version % 5 = 0 and m = 1 then 1 + h.version % 4 end,
      (array['full', 'partial', 'none', 'unknown'])[1 + (h.version + m) % 4], (h.version + m) % 6 = 0,
      (array['stable', 'seasonal', 'flexible', 'no', null])[1 + (h.version + m) % 5],
      (array['none', 'serious', null])[1 + h.version % 3], (h.version + m) % 11 <> 0, '2026-01-01', 1
    from households h cross join generate_series(1, 3) m where h.number like 'S-%' and m <= 1 + h.version % 3`,
  `insert into economy_lines (id, household_id, member_id, kind, item, amount_fen, period, method, as_of, recorded_at, version)
    select uuidv7(), h.id, case when k.kind = 'income' and h.version % 2 = 0 then m.id end, k.kind, k.item,
      case k.kind when 'income' then 100 * ((h.version * 37) % 4000) when 'asset' then 1000 * (h.version % 900) else 100 * ((h.version * 53) % 3000) end,
      'month', 'declared', '2026-10-01', timestamptz '2026-10-01', 1
    from households h
    join lateral (select id from household_members where household_id = h.id order by id limit 1) m on true
    cross join (values ('income', 'wage'), ('income', 'basic-pension'), ('asset', 'deposit'), ('expenditure', 'medical')) k (kind, item)
    where h.number like 'S-%' and h.version % 13 <> 0`,
  `insert into entitlements (id, household_id, member_id, line, state, document_number, updated_at, version)
    select uuidv7(), h.id, case when h.version % 3 = 0 then m.id end, (array['dibao', 'tekun', 'dibao-marginal'])[1 + h.version % 3], 'granted',
      case when h.version % 14 <> 0 then 'D-1' end, timestamptz '2026-05-01', 1
    from households h
    join lateral (select id from household_members where household_id = h.id order by id limit 1) m on true
    where h.number like 'S-%' and h.version % 7 = 0`,
  `insert into assessments (id, household_id, member_id, instrument, instrument_version, mode, assessor_id, state, result, flags,
      started_at, completed_at, version)
    select uuidv7(), h.id, m.id, 'S01', '1', 'proxy', gen_random_uuid(), 'completed',
      jsonb_build_object('sixActs', jsonb_build_object('answered', 6, 'failed', (h.version + s) % 7)), '{}',
      timestamptz '2026-06-01' + s * interval '1 day', timestamptz '2026-06-01' + s * interval '1 day', 1
    from households h
    join lateral (select id from household_members where household_id = h.id order by id limit 1) m on true
    cross join generate_series(1, 2) s
    where h.number like 'S-%' and h.version % 4 = 0`,
];

/** Digest of every row of every table, to show what a work has changed. */
export async function tableDigests({ rows }: PeopleWorld): Promise<Map<string, string>> {
  const tables = await rows<{ name: string }>(
    "select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition",
  );
  const digests = new Map<string, string>();
  for (const { name } of tables) {
    const [row] = await rows<{ digest: string }>(
      `select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as digest from ${name} t`,
    );
    digests.set(name, row!.digest);
  }
  return digests;
}
