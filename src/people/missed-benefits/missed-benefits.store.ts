import { Injectable } from '@nestjs/common';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import type { Entitlement } from '../../reference/policies';
import type { MissedBenefitQuery, screens } from './dto/missed-benefit.dto';

/** A line of a checklist that may fit and that nobody has filed. */
export interface MissedRow {
  id: string;
  version: number;
  householdId: string;
  memberId: string | null;
  regionPath: string;
  line: string;
  screen: (typeof screens)[number] | null;
  /** Fen a month; null = not known. */
  monthFen: number | null;
}

export interface Tally {
  lines: number;
  households: number;
  screenedIn: number;
  monthFen: number;
  valueUnknown: number;
}

/** A line of the catalogue with what it usually pays a month, in fen. */
export type WeighedLine = Entitlement & { monthFen: number | null };

/** Where and by which catalogue is looked; `from` and `to` bound the paths of regions. */
export interface MissedScope {
  districtCode: string;
  regionPath: string | undefined;
  catalogue: readonly WeighedLine[];
  /** Ages are counted on this day. */
  day: string;
}

/** Lines that a calculation pre-screens by the law's words. */
const SCREENED = ['dibao', 'dibao-marginal', 'rigid-expenditure', 'tekun'];

/**
 * Open lines that fit their household as it is now, set by set where `applicableLines` asks one household at a time; a spec
 * holds the two together. What is not known counts as fulfilled (R7).
 */
const MISSED = `
  select e.id, e.version, e.household_id, e.member_id, h.region_path, e.line, c."monthFen" as usual_fen
  from entitlements e
  join households h on h.id = e.household_id
  join jsonb_to_recordset($1::jsonb) as c(line text, who text, classes int[], "ageFrom" int, "ageTo" int,
    "inSchool" boolean, "disabilityGradeTo" int, "monthFen" bigint)
    on c.line = e.line and (c.who = 'household') = (e.member_id is null)
  left join household_members m on m.id = e.member_id
  where e.state = 'eligible-not-applied' and h.state = 'active' and h.district_code = $2
    and h.region_path >= $3 and h.region_path < $4
    and (c.classes is null or h.primary_class is null or h.primary_class = any (c.classes)
      or h.secondary_classes && c.classes)
    and (m.id is null or (m.valid_until is null
      and (c."ageFrom" is null or m.birth_date is null or extract(year from age($5::date, m.birth_date)) >= c."ageFrom")
      and (c."ageTo" is null or m.birth_date is null or extract(year from age($5::date, m.birth_date)) <= c."ageTo")
      and (c."inSchool" is null or m.in_education is null or m.in_education = c."inSchool")
      and (c."disabilityGradeTo" is null or m.disability_grade between 1 and c."disabilityGradeTo")))`;

/** What the newest calculation of the household says of each line: its pre-screen, and for dibao the gap (B13). */
const weighed = (rows: string) => `
  select r.*, k.screen, coalesce(k.month_fen, r.usual_fen) as month_fen from (${rows}) r left join lateral (
    select n.j -> 'screens' ->> r.line as screen,
      case when r.line = 'dibao' then (select sum((b ->> 'monthFen')::bigint)
        from jsonb_array_elements(n.j -> 'benefits') b where b ->> 'kind' = 'dibao') end as month_fen
    from (select nullif(result, '')::jsonb as j from calculations where household_id = r.household_id
      order by made_at desc, id desc limit 1) n
    where r.line = any ('{${SCREENED.join(',')}}'::text[])
  ) k on true`;

const TALLY = `count(*)::int as "lines", count(distinct household_id)::int as "households",
  count(*) filter (where screen = 'in')::int as "screenedIn", coalesce(sum(month_fen), 0)::bigint as "monthFen",
  count(*) filter (where month_fen is null)::int as "valueUnknown"`;

/** Reads over the checklists of many households, within the actor's reach. */
@Injectable()
export class MissedBenefitsStore {
  constructor(private readonly transactions: Transactions) {}

  /** By place, then household. */
  async page(scope: MissedScope, { line, screen, limit, after }: MissedBenefitQuery): Promise<Page<MissedRow>> {
    const [path, household, id] = after ? decodeCursor(after) : [null, null, null];
    const listed = `select * from (${MISSED}) missed where ($6::text is null or line = $6)
      and ($7::text is null or (region_path, household_id, id) > ($7 collate "C", $8::uuid, $9::uuid))`;
    const cut = 'order by region_path, household_id, id limit $10';
    // A filter by the calculation has to weigh every line; without one the few of the page are enough.
    const weigh = screen
      ? `select * from (${weighed(listed)}) w where screen = $11 ${cut}`
      : `select * from (${weighed(`${listed} ${cut}`)}) w order by region_path, household_id, id`;
    const rows = await this.query<MissedRow & { monthFen: string | null }>(
      `select id, version, household_id as "householdId", member_id as "memberId", region_path as "regionPath", line, screen,
        month_fen as "monthFen" from (${weigh}) page`,
      [...parameters(scope), line ?? null, path, household, id, limit + 1, ...(screen ? [screen] : [])],
    );
    const found = rows.map((row) => ({ ...row, monthFen: row.monthFen === null ? null : Number(row.monthFen) }));
    return pageOf(found, limit, (row) => [row.regionPath, row.householdId, row.id]);
  }

  /** Sums of all, by line, and by place. */
  async tallies(scope: MissedScope): Promise<{
    total: Tally;
    byLine: Array<Tally & { line: string }>;
    byPlace: Array<Tally & { regionPath: string }>;
  }> {
    const rows = await this.query<Tally & { line: string | null; regionPath: string | null }>(
      `select line, region_path as "regionPath", ${TALLY} from (${weighed(MISSED)}) missed
      group by grouping sets ((), (line), (region_path)) order by region_path nulls first, line nulls first`,
      parameters(scope),
    );
    const counted = rows.map((row) => ({ ...row, monthFen: Number(row.monthFen) }));
    return {
      total: counted.find(({ line, regionPath }) => line === null && regionPath === null)!,
      byLine: counted.flatMap(({ line, regionPath: _, ...row }) => (line === null ? [] : [{ line, ...row }])),
      byPlace: counted.flatMap(({ regionPath, line: _, ...row }) =>
        regionPath === null ? [] : [{ regionPath, ...row }],
      ),
    };
  }

  private query<T>(sql: string, values: unknown[]): Promise<T[]> {
    return this.transactions.manager.query<T[]>(sql, values);
  }
}

/** $1 to $5 of the statement above. Paths are compared byte by byte: `0` is the sign after the slash. */
function parameters({ catalogue, districtCode, regionPath, day }: MissedScope): unknown[] {
  const lines = catalogue.map(({ code, who, when, monthFen }) => ({ line: code, who, ...when, monthFen }));
  const floor = regionPath ?? '';
  const ceiling = regionPath === undefined ? '~' : `${regionPath.slice(0, -1)}0`;
  return [JSON.stringify(lines), districtCode, floor, ceiling, day];
}
