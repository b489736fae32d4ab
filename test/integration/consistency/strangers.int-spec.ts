import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { createDatabase, type TestDatabase } from '../../support/database';
import visible from '../../consistency/rows-open-to-strangers.json';
import { type Belonging, insertOf, type KnownTable, knownTables, loosen, rowsOf } from './every-table';

const HOME: Belonging = { id: randomUUID(), district: '990101', region: '1/2/3/' };
const OTHER = randomUUID();
const STAFF = ['window-worker', 'station-worker', 'centre-worker', 'officer', 'supervisor', 'evaluator', 'reporter'];
const ADMINISTRATORS = ['system-administrator', 'security-administrator', 'audit-administrator'];

type Settings = Partial<
  Record<'kind' | 'user_id' | 'organisation' | 'household' | 'region' | 'roles' | 'districts', string>
>;
const user = (values: Settings): Settings => ({ kind: 'user', user_id: OTHER, ...values });

/** People and machines that have nothing to do with the rows of HOME, each with every role that its place can give. */
const STRANGERS: Record<string, Settings> = {
  'no actor': {},
  'other district': user({
    districts: '{880101}',
    region: '1/2/3',
    roles: `{${[...STAFF, ...ADMINISTRATORS].join()}}`,
  }),
  'machine of another district': { kind: 'system', districts: '{880101}', roles: '{system}' },
  'other unit': user({ districts: `{${HOME.district}}`, region: '1/2/30', roles: `{${STAFF.join()}}` }),
  'other organisation': user({
    districts: `{${HOME.district}}`,
    organisation: OTHER,
    roles: '{dispatcher,practitioner,volunteer}',
  }),
  'other household': { kind: 'household', household: OTHER, districts: `{${HOME.district}}`, roles: '{household}' },
};

/** Those to whom the rows belong; each table must be seen by one of them, or its cell would prove nothing. */
const OWNERS: Settings[] = [
  { kind: 'system', districts: `{${HOME.district}}`, roles: '{system}' },
  { kind: 'user', user_id: HOME.id, districts: `{${HOME.district}}`, region: '1/2', roles: `{${STAFF.join()}}` },
  // Alone: files are shut to whoever evaluates.
  { kind: 'user', user_id: HOME.id, districts: `{${HOME.district}}`, region: '1/2', roles: '{station-worker}' },
  { kind: 'user', user_id: HOME.id, districts: `{${HOME.district}}`, organisation: HOME.id, roles: '{dispatcher}' },
  {
    kind: 'user',
    user_id: HOME.id,
    districts: `{${HOME.district}}`,
    region: '1/2',
    roles: `{${ADMINISTRATORS.join()}}`,
  },
  { kind: 'system', districts: '{}', roles: '{system}' },
  { kind: 'household', household: HOME.id, districts: `{${HOME.district}}`, roles: '{household}' },
];

const SETTINGS = ['kind', 'user_id', 'organisation', 'household', 'region', 'roles', 'districts'] as const;
const NOW = '2026-06-01T00:00:00Z';

describe('a stranger to a row', () => {
  let database: TestDatabase;
  let owner: Client;
  let app: Client;
  let tables: KnownTable[];

  beforeAll(async () => {
    database = await createDatabase();
    [owner, app] = [new Client(database.ownerUrl), new Client(database.appUrl)];
    await Promise.all([owner.connect(), app.connect()]);
    tables = await knownTables(owner);
    await loosen(owner);
    for (const table of tables) {
      await owner.query(`delete from ${table.name}`);
      for (const row of rowsOf(table, HOME)) await owner.query(insertOf(table.name, row));
    }
  });
  afterAll(() => Promise.all([owner?.end(), app?.end()]));

  /** Runs statements as an actor, each undone by itself; gives what each counted, or the refusal. */
  async function as(settings: Settings, statements: Array<{ text: string; values?: unknown[] }>): Promise<number[]> {
    await app.query('begin');
    const all = SETTINGS.map((name) => `set_config('app.${name}', '${settings[name] ?? ''}', true)`).join(', ');
    await app.query(`select ${all}, set_config('app.now', '${NOW}', true)`);
    const counts: number[] = [];
    for (const statement of statements) {
      await app.query('savepoint one');
      try {
        const { rowCount } = await app.query(statement);
        counts.push(rowCount ?? 0);
      } catch (error) {
        // Insufficient privilege, which a refusing policy says too; everything else is a fault of this spec.
        if ((error as { code?: string }).code !== '42501') throw error;
        counts.push(0);
      }
      await app.query('rollback to savepoint one');
    }
    await app.query('rollback');
    return counts;
  }

  const acts = ({ name, columns }: KnownTable, row: Record<string, string | null>) => {
    const granted = columns.filter(({ generated, changeable }) => changeable && !generated);
    const touched = (granted.length > 0 ? granted : columns.slice(0, 1)).map((one) => `"${one.name}" = "${one.name}"`);
    return [
      { text: `select 1 from ${name}` },
      { text: `update ${name} set ${touched.join(', ')}` },
      // Without looking: only what the policies say of changes is asked then.
      ...granted.slice(0, 1).map((one) => ({ text: `update ${name} set "${one.name}" = $1`, values: [row[one.name]] })),
      { text: `delete from ${name}` },
      insertOf(name, row),
    ];
  };

  it.each(Object.keys(STRANGERS))('%s: finds no row of any table and changes none', async (stranger) => {
    const open: string[] = [];
    for (const table of tables) {
      const [full = {}] = rowsOf(table, HOME);
      const counts = await as(STRANGERS[stranger] ?? {}, acts(table, full));
      const names = ['read', ...counts.slice(1, -2).map(() => 'change'), 'delete', 'add'];
      const done = [...new Set(names.filter((_, index) => (counts[index] ?? 0) > 0))];
      if (done.length > 0) open.push(`${table.name}: ${done.join(', ')}`);
    }
    const allowed = (visible as Record<string, Record<string, { may: string; because: string }>>)[stranger] ?? {};
    expect(open.sort()).toEqual(
      Object.entries(allowed)
        .map(([table, { may }]) => `${table}: ${may}`)
        .sort(),
    );
    expect(Object.values(allowed).filter(({ because }) => because.trim() === '')).toEqual([]);
  });

  it('is set against somebody who does find the rows of each table', async () => {
    const unseenOf = async (names: string[]): Promise<string[]> => {
      const unseen: string[] = [];
      for (const name of names) {
        let found = false;
        for (const actor of OWNERS) found ||= ((await as(actor, [{ text: `select 1 from ${name}` }]))[0] ?? 0) > 0;
        if (!found) unseen.push(name);
      }
      return unseen;
    };
    // The others are reached through definer functions only.
    const readable = tables.filter(({ columns }) => columns.some((column) => column.readable));
    const left = await unseenOf(readable.map(({ name }) => name));
    // One id stands for everybody here, so that the worker is in conflict with the file too: looked at without that.
    await owner.query('delete from conflicts');
    const unseen = await unseenOf(left);
    expect(unseen).toEqual([]);
  });
});
