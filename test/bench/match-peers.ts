import type { Client } from 'pg';
import { Engine } from 'json-rules-engine';
import { capacityRule, credentialRule, layerRank, pointsOf, POLICY_STEP, stateRule } from '../../src/referral/matching';
import type { CandidateOffering, RuleInput } from '../../src/referral/matching';
import type { Question } from '../../src/referral/offering-index';
import { copyIn } from '../../src/platform/start/copy-stream';
import { aHousehold, aNeed } from '../factories/matching.factory';
import { CONTEXT, KINDS, TODAY } from './match-market';

const LANGUAGES = ['zh', 'ii', 'bo', 'mn'];
const SEXES = ['male', 'female'];
const KEPT = ['wait', 'quality', 'confirmed', 'price'] as const;

/** Bits of the words found in a list. */
const bits = (all: readonly string[], words: readonly string[]): number =>
  words.reduce((sum, word) => sum | (1 << all.indexOf(word)), 0);

const areas = new Map<string, number>();
function areaOf(path: string): number {
  const known = areas.get(path);
  if (known !== undefined) return known;
  areas.set(path, areas.size);
  return areas.size - 1;
}

const codeOf = (code: string): number => Number(code.slice(2));

const COLUMNS = `code smallint, area integer, points smallint, load smallint, hours smallint, radius integer,
  lat double precision, lon double precision, min_age smallint, max_age smallint, sex smallint, classes smallint,
  kinds smallint, grade smallint, languages smallint, unchecked boolean, open boolean, id uuid`;

/** A row for each code: all that can be counted beforehand is, as somebody who knows the queries would keep it. */
function rowsOf(offering: CandidateOffering): string {
  const input: RuleInput = { household: aHousehold(), need: aNeed(), offering, context: CONTEXT };
  const { eligibility: terms, point, credential } = offering;
  const points = layerRank(offering.layer) * POLICY_STEP + KEPT.reduce((sum, part) => sum + pointsOf(part, input), 0);
  const open = [stateRule, capacityRule, credentialRule].every((rule) => rule.check(input) === null);
  const unchecked = offering.contact && (credential.minorsCheckValidUntil ?? '') < TODAY;
  const rest = [
    ...[points, pointsOf('load', input), offering.answerMedianHours ?? '\\N', offering.radiusMetres ?? '\\N'],
    ...[point!.lat, point!.lon, terms.minAge ?? 0, terms.maxAge ?? 150, terms.sex ? SEXES.indexOf(terms.sex) : -1],
    ...[bits(['1', '2', '3', '4'], terms.classes ?? []), bits(KINDS, terms.disabilityKinds ?? [])],
    ...[terms.minDisabilityGrade ?? 4, bits(LANGUAGES, offering.languages), unchecked, open, offering.id],
  ].join('\t');
  return [...new Set(offering.codes)]
    .map((code) => `${codeOf(code)}\t${areaOf(offering.areaPaths[0]!)}\t${rest}\n`)
    .join('');
}

async function* chunks(offerings: Iterable<CandidateOffering>): AsyncGenerator<Buffer> {
  let text = '';
  for (const offering of offerings) {
    text += rowsOf(offering);
    if (text.length < 1 << 16) continue;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(text);
}

export const TABLES = ['match_rows', 'match_rows_clustered'] as const;

/** Loads the same offerings twice: as they come, and laid out on the disk in the order of the index. */
export async function load(owner: Client, offerings: Iterable<CandidateOffering>): Promise<void> {
  await owner.query(`drop table if exists ${TABLES.join(', ')}`);
  await owner.query(`create unlogged table match_rows (${COLUMNS})`);
  await copyIn(owner, 'copy match_rows from stdin', chunks(offerings));
  await owner.query(
    'create unlogged table match_rows_clustered as select * from match_rows order by code, area, points desc',
  );
  for (const table of TABLES) {
    await owner.query(`create index on ${table} (code, area, points desc) where open`);
    await owner.query(`vacuum analyze ${table}`);
  }
}

const sql = (table: string): string => `
select n.place::integer, c.id, c.score
from unnest($1::smallint[], $2::smallint[], $3::smallint[], $4::smallint[], $5::smallint[])
  with ordinality as n (code, age, sex, kinds, grade, place)
cross join lateral (
  select o.id, o.points + o.load + greatest(0, 200 - d.metres / 100)
    + case when $6::integer = 0 then 0 when o.hours is null then 75 / $6 else greatest(0, (150 - 3 * o.hours) / $6) end
    + case when o.languages = 0 then 40 when o.languages & $7::smallint <> 0 then 80 else 0 end as score
  from ${table} o
  cross join lateral (select floor(sqrt(north * north + east * east))::integer as metres from (select
    ($10::float8 - o.lat) * 111195 as north,
    ($11::float8 - o.lon) * 111195 * cos((($10::float8 + o.lat) / 2) * (pi() / 180)) as east) m) d
  where o.open and o.code = n.code and o.area = any ($12::integer[])
    and n.age between o.min_age and o.max_age and (o.sex < 0 or o.sex = n.sex)
    and (not o.unchecked or n.age >= 18)
    and (o.classes = 0 or o.classes & $9::smallint <> 0)
    and (o.kinds = 0 or o.kinds & n.kinds <> 0 and n.grade <= o.grade)
    and (o.languages = 0 or o.languages & $8::smallint <> 0)
    and (o.radius is null or d.metres <= o.radius)
  order by 2 desc, 1 limit 10) c
order by n.place, c.score desc, c.id`;

export type Lists = Array<Array<[string, number]>>;

/** The lists of all needs in one round trip. */
export async function ask(client: Client, table: string, { household, needs }: Question): Promise<Lists> {
  const persons = needs.map(({ memberId }) => household.members.find(({ id }) => id === memberId)!);
  const { regionPath, languages, point } = household;
  const path = regionPath.split('/').filter(Boolean);
  const around = path.map((_, place) => areas.get(`${path.slice(0, place + 1).join('/')}/`) ?? -1);
  const values = [
    needs.map(({ code }) => codeOf(code)),
    persons.map(({ age }) => age),
    persons.map(({ sex }) => SEXES.indexOf(sex!)),
    persons.map(({ disability }) => (disability ? bits(KINDS, [disability.kind]) : 0)),
    persons.map(({ disability }) => disability?.grade ?? 4),
    { red: 1, amber: 2, green: 0 }[needs[0]!.urgency],
    ...[
      bits(LANGUAGES, languages.slice(0, 1)),
      bits(LANGUAGES, languages),
      bits(['1', '2', '3', '4'], [household.class!]),
    ],
    ...[point!.lat, point!.lon, around],
  ];
  const { rows } = await client.query<{ place: number; id: string; score: number }>({
    name: table,
    text: sql(table),
    values,
  });
  const lists: Lists = needs.map(() => []);
  for (const { place, id, score } of rows) lists[place - 1]!.push([id, score]);
  return lists;
}

const is = (fact: string, operator: string, value: unknown) => ({ fact, operator, value });

/** The same rules for one need in json-rules-engine: which of the offerings it admits. */
export function rivalOf({
  household,
  needs,
}: Question): (offerings: readonly CandidateOffering[]) => Promise<boolean[]> {
  const need = needs[0]!;
  const person = household.members.find(({ id }) => id === need.memberId)!;
  const engine = new Engine();
  engine.addOperator('meets', (mine: string[] | null, theirs: string[]) =>
    (mine ?? []).some((word) => theirs.includes(word)),
  );
  engine.addRule({
    conditions: {
      all: [
        ...[is('codes', 'contains', need.code), is('open', 'equal', true), is('left', 'notEqual', 0)],
        ...[
          is(
            'area',
            'in',
            household.regionPath.split('/').map((_, at, all) => `${all.slice(0, at + 1).join('/')}/`),
          ),
        ],
        ...[is('minAge', 'lessThanInclusive', person.age), is('maxAge', 'greaterThanInclusive', person.age)],
        { any: [is('sex', 'equal', null), is('sex', 'equal', person.sex)] },
        { any: [is('unchecked', 'equal', false), is('minAge', 'lessThan', person.age! >= 18 ? 999 : -1)] },
        { any: [is('classes', 'equal', null), is('classes', 'contains', household.class)] },
        {
          any: [
            is('kinds', 'equal', null),
            {
              all: [
                is('kinds', 'contains', person.disability?.kind ?? ''),
                is('grade', 'greaterThanInclusive', person.disability?.grade ?? 9),
              ],
            },
          ],
        },
        { any: [is('languages', 'equal', null), is('languages', 'meets', household.languages)] },
        { any: [is('beyond', 'equal', false)] },
      ],
    },
    event: { type: 'admitted' },
  });
  const far = (offering: CandidateOffering): boolean => {
    const [lat, lon] = [household.point!.lat, household.point!.lon];
    const middle = ((lat + offering.point!.lat) / 2) * (Math.PI / 180);
    const [north, east] = [
      (lat - offering.point!.lat) * 111_195,
      (lon - offering.point!.lon) * 111_195 * Math.cos(middle),
    ];
    return Math.floor(Math.sqrt(north * north + east * east)) > (offering.radiusMetres ?? Infinity);
  };
  return async (offerings) => {
    const admitted: boolean[] = [];
    for (const offering of offerings) {
      const { eligibility: terms, credential, capacity } = offering;
      const { events } = await engine.run({
        ...{
          codes: offering.codes,
          open: offering.state === 'open' && credential.state === 'valid',
          area: offering.areaPaths[0],
        },
        ...{ left: capacity.known ? capacity.left : -1, minAge: terms.minAge ?? 0, maxAge: terms.maxAge ?? 150 },
        ...{ sex: terms.sex ?? null, classes: terms.classes ?? null, kinds: terms.disabilityKinds ?? null },
        unchecked: offering.contact && (credential.minorsCheckValidUntil ?? '') < TODAY,
        ...{
          grade: terms.minDisabilityGrade ?? 4,
          languages: offering.languages.length > 0 ? offering.languages : null,
        },
        beyond: far(offering),
      });
      admitted.push(events.length > 0);
    }
    return admitted;
  };
}
