import { Client } from 'pg';
import { loadDemonstration } from '../../../src/demonstration';
import { startApp, type TestApp, testConfig } from '../../support/app';
import { createDatabase, type TestDatabase } from '../../support/database';
import { Program } from '../../support/program';

/** So many that the acts of townships for single households are told once. */
const SIZE = { households: 30, providersOfAKind: 1, leads: 2 };
/** One household has split. */
const FILES = SIZE.households + 1;

describe('the demonstration district', () => {
  let database: TestDatabase;
  let owner: Client;
  let app: TestApp;

  const load = async (demo = true): Promise<{ made: boolean; undone: number }> => {
    let undone = 0;
    const undoing = async (undo: () => Promise<void>): Promise<void> => {
      await undo();
      undone += 1;
    };
    const config = { ...testConfig(database), demo };
    return { made: await loadDemonstration(config, { urls: database, size: SIZE, undoing }), undone };
  };
  const households = async (): Promise<number> =>
    (await owner.query<{ count: number }>('select count(*)::int as count from households')).rows[0]?.count ?? 0;
  /** Kills a process that loads, when it has made the first households of many. */
  const breakOff = async (): Promise<void> => {
    const program = new Program(['test/support/load-demonstration.ts', '300'], {
      DATABASE_URL: database.ownerUrl,
      DEMO: 'on',
      LOG_LEVEL: 'silent',
      SECRET_KEYS: testConfig(database).secretKeys ?? '',
    });
    await program.says(/made 2/);
    await program.stop('SIGKILL');
    expect(await households()).toBeGreaterThan(1);
  };

  beforeAll(async () => {
    database = await createDatabase();
    owner = new Client({ connectionString: database.ownerUrl });
    await owner.connect();
  });
  afterAll(async () => {
    await owner?.end();
    await app?.close();
  });

  it('is made anew after its load was killed; the product is not ready before', async () => {
    await breakOff();
    app = await startApp(database);
    const before = await app.api().get('/health/ready');
    expect(before.status).toBe(503);
    expect(before.body).toMatchObject({ parts: { schema: true, demonstration: false } });
    expect(await load()).toEqual({ made: true, undone: 1 });
    // No worker seals here, so a slow load is more than a minute unsealed: that part is not this spec's.
    const after = await app.api().get('/health/ready');
    expect(after.body).toMatchObject({ parts: { schema: true, demonstration: true } });
    expect(await households()).toBe(FILES);
  });

  it('is made once', async () => {
    expect(await load()).toEqual({ made: false, undone: 0 });
    expect(await households()).toBe(FILES);
  });

  it('has households at every step of the loop, seen by the people who look after them', async () => {
    const { body } = await app.api().post('sessions', { username: 'centre', password: 'yuanlian-demo' });
    const api = app.api((body as { token: string }).token);
    const files = (await api.get('households?limit=100')).body as { items: unknown[] };
    expect(files.items).toHaveLength(FILES);
    const referrals = (await api.get('referrals?limit=100')).body as { items: Array<{ state: string }> };
    const states = new Set(referrals.items.map((one) => one.state));
    expect([...states].sort()).toEqual(expect.arrayContaining(['accepted', 'closed', 'in-service', 'sent']));
  });

  it('has a reserve, urgent aid, a word in place of papers, a file of support and a split (R70, B24, R89, B21, R99)', async () => {
    const token = async (username: string) =>
      ((await app.api().post('sessions', { username, password: 'yuanlian-demo' })).body as { token: string }).token;
    const [officer, centre] = [app.api(await token('officer')), app.api(await token('centre'))];
    const items = async (path: string) => ((await officer.get(path)).body as { items: object[] }).items;
    expect(await items('reserves')).toMatchObject([{ imprestFen: 1_000_000, balanceFen: 440_000 }]);
    const applications = (await items('applications')) as Array<{
      act: string;
      urgent: boolean;
      outcome: string | null;
    }>;
    expect(applications.filter(({ urgent }) => urgent)).toMatchObject([{ act: 'temporary', outcome: 'granted' }]);
    expect(await items('commitments')).toMatchObject([{ state: 'signed', act: 'dibao' }]);
    expect(await items('support-files')).toMatchObject([{ form: 'at-home', state: 'open' }]);
    const { rows } = await owner.query<{ id: string }>('select id from regroupings');
    expect((await centre.get(`regroupings/${rows[0]?.id}`)).body).toMatchObject({ kind: 'split', state: 'done' });
  });

  it('touches nothing when it broke off in a database that had other rows', async () => {
    await pretendBroken({ alone: false });
    await expect(load()).rejects.toMatchObject({ key: 'load-broken-off' });
    expect(await load(false)).toEqual({ made: false, undone: 0 });
    expect(await households()).toBe(FILES);
  });

  it('is undone and not made anew when DEMO is off meanwhile', async () => {
    await pretendBroken({ alone: true });
    expect(await load(false)).toEqual({ made: false, undone: 1 });
    expect(await households()).toBe(0);
    expect(await load(false)).toEqual({ made: false, undone: 0 });
  });

  async function pretendBroken(details: object): Promise<void> {
    await owner.query(`delete from installation_marks where name = 'demonstration'`);
    await owner.query(`update installation_marks set details = $1 where name = 'demonstration-begun'`, [details]);
  }
});
