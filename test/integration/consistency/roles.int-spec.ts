import { createDatabase, type TestDatabase } from '../../support/database';
import { listOf } from './catalogue';

const OURS = `('yuanlian_app', 'yuanlian_worker')`;

describe('the roles that serve', () => {
  let database: TestDatabase;
  const list = (sql: string): Promise<string[]> => listOf(database.ownerUrl, sql);

  beforeAll(async () => {
    database = await createDatabase();
  });

  it('exist', async () => {
    const names = await list(`select rolname from pg_roles where rolname in ${OURS} order by 1`);
    expect(names).toEqual(['yuanlian_app', 'yuanlian_worker']);
  });

  it('have no power of their own and are members of no stronger role', async () => {
    const powerful = await list(`select rolname from pg_roles where rolname in ${OURS}
      and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)`);
    const members = await list(`select r.rolname || ' in ' || g.rolname from pg_auth_members m
      join pg_roles r on r.oid = m.member join pg_roles g on g.oid = m.roleid where r.rolname in ${OURS}`);
    expect([...powerful, ...members]).toEqual([]);
  });

  it('own nothing but the queue of the worker', async () => {
    const owned = await list(`select c.oid::regclass || ' ' || r.rolname from pg_class c
        join pg_namespace n on n.oid = c.relnamespace join pg_roles r on r.oid = c.relowner
        where r.rolname in ${OURS} and n.nspname not in ('bullmq', 'pg_toast')
      union all select p.oid::regprocedure || ' ' || r.rolname from pg_proc p
        join pg_namespace n on n.oid = p.pronamespace join pg_roles r on r.oid = p.proowner
        where r.rolname in ${OURS} and n.nspname <> 'bullmq'
      union all select n.nspname || ' ' || r.rolname from pg_namespace n join pg_roles r on r.oid = n.nspowner
        where r.rolname in ${OURS} and n.nspname <> 'bullmq'
      union all select d.datname || ' ' || r.rolname from pg_database d join pg_roles r on r.oid = d.datdba
        where r.rolname in ${OURS}`);
    expect(owned).toEqual([]);
  });

  it('create nothing in public or app, and empty no table', async () => {
    const creators = await list(`select r.rolname || ' ' || n.nspname from pg_roles r, pg_namespace n
      where r.rolname in ${OURS} and n.nspname in ('public', 'app') and has_schema_privilege(r.rolname, n.oid, 'create')`);
    const emptiers = await list(`select r.rolname || ' ' || c.relname from pg_roles r, pg_class c
      join pg_namespace n on n.oid = c.relnamespace where r.rolname in ${OURS} and n.nspname in ('public', 'app')
      and c.relkind in ('r', 'p') and has_table_privilege(r.rolname, c.oid, 'truncate, references, trigger')`);
    expect([...creators, ...emptiers]).toEqual([]);
  });

  it('borrow the rights of the owner only through functions with a fixed search path', async () => {
    const loose = await list(`select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where p.prosecdef and n.nspname in ('public', 'app')
      and not exists (select 1 from unnest(p.proconfig) setting where setting like 'search\\_path=%')`);
    expect(loose).toEqual([]);
  });
});
