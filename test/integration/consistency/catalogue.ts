import { Client } from 'pg';

/** What PostgreSQL itself knows of the schema: kind of thing → one line each, sorted. */
export type Catalogue = Record<string, string[]>;

/** Own schemas: not PostgreSQL's, not those of the queue, which its library creates by itself. */
const OWN_SCHEMA = `n.nspname not in ('pg_catalog', 'information_schema', 'bullmq') and n.nspname !~ '^pg_'`;
const NO_EXTENSION = (oid: string): string =>
  `not exists (select 1 from pg_depend d where d.objid = ${oid} and d.deptype = 'e')`;
const TABLES = `pg_class c join pg_namespace n on n.oid = c.relnamespace`;
/** Partitions are named after months and inherit what their parent has. */
const WHOLE = `${OWN_SCHEMA} and not c.relispartition`;

const QUERIES: Record<string, string> = {
  tables: `select c.relname || ' (' || c.relkind::text || ')' || case when c.relrowsecurity then ' row security' else '' end
      || case when c.relforcerowsecurity then ' FORCED' else '' end
    from ${TABLES} where ${WHOLE} and c.relkind in ('r', 'p', 'v', 'm')`,
  constraints: `select c.relname || ' ' || k.conname || ' ' || pg_get_constraintdef(k.oid)
    from pg_constraint k join ${TABLES} on c.oid = k.conrelid where ${WHOLE} and k.contype <> 'n'`,
  indexes: `select regexp_replace(pg_get_indexdef(i.indexrelid), '^CREATE ', '')
    from pg_index i join ${TABLES} on c.oid = i.indrelid where ${WHOLE}`,
  policies: `select p.tablename || ' ' || p.policyname || ' for ' || p.cmd || ' to ' || array_to_string(p.roles, ',')
      || coalesce(' using ' || p.qual, '') || coalesce(' check ' || p.with_check, '')
    from pg_policies p join pg_namespace n on n.nspname = p.schemaname where ${OWN_SCHEMA}`,
  grants: `select c.relname || ' to ' || coalesce(nullif(a.grantee, 0)::regrole::text, 'public') || ': '
      || string_agg(a.privilege_type, ', ' order by a.privilege_type)
    from ${TABLES} cross join lateral aclexplode(c.relacl) a
    where ${WHOLE} and a.grantee <> c.relowner group by c.relname, a.grantee`,
  columnGrants: `select c.relname || ' to ' || coalesce(nullif(a.grantee, 0)::regrole::text, 'public')
      || ': ' || a.privilege_type || ' (' || string_agg(t.attname, ', ' order by t.attname) || ')'
    from ${TABLES} join pg_attribute t on t.attrelid = c.oid cross join lateral aclexplode(t.attacl) a
    where ${WHOLE} group by c.relname, a.grantee, a.privilege_type`,
  triggers: `select c.relname || ' ' || pg_get_triggerdef(t.oid)
    from pg_trigger t join ${TABLES} on c.oid = t.tgrelid where ${WHOLE} and not t.tgisinternal`,
  functions: `select p.oid::regprocedure || ' ' || p.provolatile::text || case when p.prosecdef then ' definer' else '' end
      || ' ' || md5(pg_get_functiondef(p.oid)) || coalesce(' to ' || (select string_agg(distinct
        coalesce(nullif(a.grantee, 0)::regrole::text, 'public'), ',') from aclexplode(p.proacl) a
        where a.grantee <> p.proowner), '')
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where ${OWN_SCHEMA} and p.prokind in ('f', 'p') and ${NO_EXTENSION('p.oid')}`,
};

const COLUMNS = `select c.relname || '.' || t.attname || ' ' || format_type(t.atttypid, t.atttypmod)
    || case when t.attnotnull then ' not null' else '' end || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')
  from ${TABLES} join pg_attribute t on t.attrelid = c.oid and t.attnum > 0 and not t.attisdropped
  left join pg_attrdef d on d.adrelid = c.oid and d.adnum = t.attnum
  where ${WHOLE} and c.relkind in ('r', 'p', 'v', 'm')`;

/** Runs `work` with a connection that is closed afterwards. */
export async function connected<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The first column of every row, as text. */
export async function listOf(url: string, sql: string): Promise<string[]> {
  const rows = await connected(url, (client) => client.query<string[]>({ text: sql, rowMode: 'array' }));
  return rows.rows.map(([first]) => String(first));
}

/** Everything that TypeORM's drift check does not see; functions appear by the digest of their definition. */
export async function catalogueOf(url: string): Promise<Catalogue> {
  const catalogue: Catalogue = {};
  for (const [kind, sql] of Object.entries(QUERIES)) catalogue[kind] = (await listOf(url, sql)).sort();
  return catalogue;
}

export async function columnsOf(url: string): Promise<string[]> {
  return (await listOf(url, COLUMNS)).sort();
}
