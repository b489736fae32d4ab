import exempt from '../../consistency/exempt-tables.json';
import { createDatabase, type TestDatabase } from '../../support/database';
import { listOf } from './catalogue';

const TABLES = `from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname not in ('pg_catalog', 'information_schema', 'bullmq') and n.nspname !~ '^pg_'`;
const ROLES = `('yuanlian_app'), ('yuanlian_worker')`;

describe('row security', () => {
  let database: TestDatabase;
  const list = (sql: string): Promise<string[]> => listOf(database.ownerUrl, sql);

  beforeAll(async () => {
    database = await createDatabase();
  });

  it('is on for every table, or the table stands with its reason in exempt-tables.json', async () => {
    const open = await list(`select c.relname ${TABLES} and c.relkind in ('r', 'p') and not c.relispartition
      and not c.relrowsecurity order by 1`);
    expect(open).toEqual(Object.keys(exempt).sort());
    expect(Object.values(exempt).filter((reason) => reason.trim() === '')).toEqual([]);
  });

  it('is enabled, not forced: under force a backfill of the owner would silently change nothing', async () => {
    expect(await list(`select c.relname ${TABLES} and c.relforcerowsecurity`)).toEqual([]);
  });

  it('has a policy wherever a role may touch the table', async () => {
    const mute =
      await list(`select c.relname || ' ' || r.role ${TABLES.replace('where', `cross join (values ${ROLES}) r (role) where`)}
      and c.relkind in ('r', 'p') and c.relrowsecurity and has_table_privilege(r.role, c.oid, 'select,insert,update,delete')
      and not exists (select 1 from pg_policies p where p.schemaname = n.nspname and p.tablename = c.relname
        and r.role::name = any (p.roles))`);
    expect(mute).toEqual([]);
  });

  it('cannot be walked around through a partition', async () => {
    const doors =
      await list(`select c.relname || ' ' || r.role ${TABLES.replace('where', `cross join (values ${ROLES}) r (role) where`)}
      and c.relispartition and c.relkind = 'r' and not c.relrowsecurity
      and has_table_privilege(r.role, c.oid, 'select,insert,update,delete')`);
    expect(doors).toEqual([]);
  });

  it('holds in views, which ask with the rights of the reader', async () => {
    expect(
      await list(`select c.relname ${TABLES} and c.relkind = 'v'
        and not coalesce(c.reloptions @> array['security_invoker=true'], false)`),
    ).toEqual([]);
  });
});
