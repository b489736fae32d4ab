import unrecorded from '../../consistency/unrecorded-tables.json';
import { createDatabase, type TestDatabase } from '../../support/database';
import { listOf } from './catalogue';

/** Tables of the application that one of its roles may change. */
const CHANGEABLE = `select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
  cross join (values ('yuanlian_app'), ('yuanlian_worker')) r (role)
  where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
    and (has_table_privilege(r.role, c.oid, 'insert, update, delete, truncate')
      or has_any_column_privilege(r.role, c.oid, 'insert, update'))
  group by 1`;
const GUARDED = `select tgrelid::regclass::text from pg_trigger where tgname = 'demand_record' and tgenabled = 'O'
  and tgdeferrable and tginitdeferred group by 1`;

/** The record cannot be switched off (C2): what may be changed is guarded, or stands on the list with its reason. */
describe('recorded tables', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
  });

  it('refuse a change that leaves no row on the record; the others say why they need none', async () => {
    const guarded = new Set(await listOf(database.ownerUrl, GUARDED));
    const open = (await listOf(database.ownerUrl, CHANGEABLE)).filter((table) => !guarded.has(table));
    expect(open.sort()).toEqual(Object.keys(unrecorded).sort());
    expect(Object.values(unrecorded).filter((reason) => reason.trim().length < 10)).toEqual([]);
    expect(guarded.size).toBeGreaterThan(35);
  });

  it('have one way past the guard: the owner, whom no login of the application is or can become', async () => {
    expect(
      await listOf(
        database.ownerUrl,
        `select r.role from (values ('yuanlian_app'), ('yuanlian_worker')) r (role), pg_class c
         where c.oid = 'audit_events'::regclass and (pg_has_role(r.role, c.relowner, 'member')
           or has_table_privilege(r.role, c.oid, 'update, delete, truncate, trigger'))`,
      ),
    ).toEqual([]);
  });
});
