import type { Client } from 'pg';

/** A table of the schema as the catalogue has it, with what a row of it may hold. */
export interface KnownTable {
  name: string;
  columns: KnownColumn[];
}

export interface KnownColumn {
  name: string;
  /** Element type of an array, else the type itself. */
  type: string;
  array: boolean;
  nullable: boolean;
  generated: boolean;
  /** Whether the application's role was given the right to read it, and to change what it reads. */
  readable: boolean;
  changeable: boolean;
  /** Values that a CHECK constraint lists, so that a row in each state can be made. */
  values: string[];
}

/** Of the place and people that own every row that is made here. */
export interface Belonging {
  id: string;
  district: string;
  region: string;
}

const COLUMNS = `select c.relname as table, a.attname as name, t.typname as type, a.attndims > 0 or t.typelem <> 0 and t.typcategory = 'A' as array,
    not a.attnotnull as nullable, a.attgenerated <> '' or a.attidentity = 'a' as generated,
    has_column_privilege('yuanlian_app', c.oid, a.attnum, 'select') as readable,
    has_column_privilege('yuanlian_app', c.oid, a.attnum, 'update')
      and has_column_privilege('yuanlian_app', c.oid, a.attnum, 'select') as changeable,
    coalesce((select array_agg(distinct m[1]) from pg_constraint k
      cross join lateral regexp_matches(pg_get_constraintdef(k.oid), '''([^'']+)''::text', 'g') m
      where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum] and t.typname = 'text'), '{}') as values
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped join pg_type t on t.oid = a.atttypid
  where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition and c.relrowsecurity
  order by c.relname, a.attnum`;

/** Every table with row security, read from the catalogue before its constraints are taken off. */
export async function knownTables(owner: Client): Promise<KnownTable[]> {
  const { rows } = await owner.query<KnownColumn & { table: string }>(COLUMNS);
  const tables = new Map<string, KnownColumn[]>();
  for (const { table, ...column } of rows) {
    tables.set(table, [...(tables.get(table) ?? []), { ...column, type: column.type.replace(/^_/, '') }]);
  }
  return [...tables].map(([name, columns]) => ({ name, columns }));
}

/** Takes every constraint, unique index, trigger and default order of business off, so that any row can be put anywhere. */
export async function loosen(owner: Client): Promise<void> {
  await owner.query(`do $$ declare k record; begin
    for k in select c.oid::regclass as owner, f.conname as name from pg_constraint f join pg_class c on c.oid = f.conrelid
        join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and f.contype in ('c', 'f', 'u', 'p') and f.conparentid = 0
      order by f.contype = 'f' desc loop
      execute format('alter table %s drop constraint if exists %I cascade', k.owner, k.name);
    end loop;
    for k in select i.indexrelid::regclass as name from pg_index i join pg_class c on c.oid = i.indrelid
        join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and i.indisunique loop
      execute format('drop index if exists %s', k.name);
    end loop;
    for k in select c.oid::regclass as owner, a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
        join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and a.attnotnull
        and not a.attisdropped and a.attidentity = '' loop
      execute format('alter table %s alter column %I drop not null', k.owner, k.name);
    end loop;
    for k in select c.oid::regclass as owner from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition loop
      execute format('alter table %s disable trigger user', k.owner);
    end loop;
  end $$`);
  await owner.query('set session_replication_role = replica');
}

const SAMPLES: Record<string, string> = {
  text: 'x',
  bool: 'true',
  int2: '1',
  int4: '1',
  int8: '1',
  float4: '1',
  float8: '1',
  numeric: '1',
  jsonb: '{}',
  bytea: '\\x01',
  date: '2026-01-01',
  timestamptz: '2026-01-01T00:00:00Z',
  xid8: '1',
};

function sampleOf({ name, type, array }: KnownColumn, { id, district, region }: Belonging): string {
  // Open to all that its place is open to: what a team alone sees has specs of its own.
  if (name === 'restricted') return 'false';
  const one =
    name === 'district_code' ? district : name === 'region_path' ? region : type === 'uuid' ? id : SAMPLES[type];
  if (one === undefined) throw new Error(`No sample for the type ${type} of ${name}: add one to SAMPLES`);
  return array ? `{${one}}` : one;
}

/** Where a row belongs: never left empty, else it would belong to nobody. */
const isScope = ({ name, type }: KnownColumn) => type === 'uuid' || name === 'district_code' || name === 'region_path';

/** Rows that belong to `belonging`: one with everything filled, one with all that may be empty empty, one in each state. */
export function rowsOf({ columns }: KnownTable, belonging: Belonging): Array<Record<string, string | null>> {
  const writable = columns.filter(({ generated }) => !generated);
  const full = Object.fromEntries(writable.map((column) => [column.name, sampleOf(column, belonging)]));
  const bare = Object.fromEntries(
    writable.map((column) => [column.name, column.nullable && !isScope(column) ? null : (full[column.name] ?? null)]),
  );
  const variants = writable.flatMap(({ name, values, type }) =>
    (type === 'bool' ? ['false'] : values).flatMap((value) => [
      { ...full, [name]: value },
      { ...bare, [name]: value },
    ]),
  );
  return [full, bare, ...variants];
}

/** One INSERT of a row, values as text that PostgreSQL reads by the column's type. */
export function insertOf(table: string, row: Record<string, string | null>): { text: string; values: unknown[] } {
  const names = Object.keys(row);
  const marks = names.map((_, index) => `$${index + 1}`);
  return {
    text: `insert into ${table} (${names.map((name) => `"${name}"`).join(', ')}) overriding system value values (${marks.join(', ')})`,
    values: Object.values(row),
  };
}
