import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { systemActor } from '../../../src/trust/access';
import { AccessTerms, PostUpkeep, Sessions } from '../../../src/trust/accounts';
import type { TestApp } from '../../support/app';
import { connected } from '../consistency/catalogue';
import { DISTRICT, type Login, loginAs, openDistrict, PASSWORD } from '../../support/district';

const DAY = 86_400_000;

describe('posts', () => {
  let app: TestApp;
  let owner: Client;
  let administrator: Login;

  beforeAll(async () => {
    app = await openDistrict();
    owner = new Client({ connectionString: app.database.ownerUrl });
    await owner.connect();
    administrator = await loginAs(app, 'system-administrator');
  });
  afterEach(() => app.clock.reset());
  afterAll(async () => {
    await owner.end();
    await app.close();
  });

  const admin = () => app.api(administrator.token);
  const day = (offset: number) => new Date(Date.now() + 8 * 3_600_000 + offset * DAY).toISOString().slice(0, 10);
  const place = ({ actor }: Login) => ({
    districtCode: DISTRICT,
    regionPath: actor.regionPath,
    unitId: actor.unitId,
  });
  const term = async (endsOn: string, organisationId = randomUUID()) => {
    const id = randomUUID();
    await app.as(systemActor(DISTRICT, 'test'), () =>
      app.get(AccessTerms).keep({
        ...{ id, organisationId, districtCode: DISTRICT, label: `C-${id.slice(0, 6)}` },
        ...{ startsOn: day(-30), endsOn },
      }),
    );
    return id;
  };
  interface Posts {
    items: Array<{ id: string; role: string; endedAt: string | null; contractEndsAt: string | null }>;
  }
  const postsOf = async (id: string) => (await admin().get(`accounts/${id}/posts`)).body as Posts;
  /** A worker whose only post stands on a contract, with an open session. */
  const operator = async (contractId: string): Promise<Login> => {
    const login = await loginAs(app, 'station-worker');
    const [first] = (await postsOf(login.accountId)).items;
    expect((await admin().post(`accounts/${login.accountId}/posts/${first!.id}/end`)).status).toBe(200);
    const added = await admin().post(`accounts/${login.accountId}/posts`, {
      role: 'station-worker',
      ...place(login),
      contractId,
    });
    expect(added.status).toBe(201);
    const answer = await app.api().post('sessions', { username: login.username, password: PASSWORD });
    return { ...login, token: (answer.body as { token: string }).token };
  };
  const me = async (token: string) => (await app.api(token).get('me')).status;

  it('end at once, and with them every open session and key (ASVS 7.4.2)', async () => {
    const login = await loginAs(app, 'station-worker');
    const again = await app.api().post('sessions', { username: login.username, password: PASSWORD });
    const made = await app.api(login.token).post('me/api-keys', {
      ...{ name: 'import', scopes: ['households:read'], days: 30, current: PASSWORD },
    });
    const { key } = made.body as { key: string };
    expect((await app.api(key).get('households')).status).toBe(200);
    const [post] = (await postsOf(login.accountId)).items;
    expect((await admin().post(`accounts/${login.accountId}/posts/${post!.id}/end`)).body).toMatchObject({
      items: [{ endedAt: expect.any(String) }],
    });
    expect([await me(login.token), await me((again.body as { token: string }).token)]).toEqual([401, 401]);
    expect((await app.api(key).get('households')).status).toBe(401);
    const repeated = await admin().post(`accounts/${login.accountId}/posts/${post!.id}/end`);
    expect(repeated.status).toBe(404);
  });

  it('of an operator end with the contract that minute, and a clock set back revives nobody (R14)', async () => {
    const contract = await term(day(0));
    const [asking, silent] = [await operator(contract), await operator(contract)];
    expect([await me(asking.token), await me(silent.token)]).toEqual([200, 200]);
    await owner.query("update access_terms set ends_at = clock_timestamp() + interval '30 seconds' where id = $1", [
      contract,
    ]);
    app.clock.set(new Date(Date.now() + 31_000));
    expect(await me(asking.token)).toBe(401);
    expect(await (await app.worker(PostUpkeep)).round()).toBe(1);
    app.clock.reset();
    expect([await me(asking.token), await me(silent.token)]).toEqual([401, 401]);
    const entry = await app.api().post('sessions', { username: silent.username, password: PASSWORD });
    expect([entry.status, (entry.body as { code: string }).code]).toEqual([401, 'sign-in-failed']);
    const list = await admin().get(`access-terms/${contract}`);
    expect((list.body as { holders: unknown[] }).holders).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ accountId: asking.accountId, endedAt: expect.any(String) }),
        expect.objectContaining({ accountId: silent.accountId, endedAt: expect.any(String) }),
      ]),
    );
    await expect(
      owner.query('update account_roles set valid_until = null, ended_at = null where account_id = $1', [
        asking.accountId,
      ]),
    ).rejects.toThrow(/has ended/);
    expect(await app.get(Sessions).resolve(asking.token, 'bearer')).toBeNull();
  });

  it('do not end before their time, whatever moment the application names', async () => {
    const { token, accountId } = await operator(await term(day(0)));
    await connected(app.database.appUrl, async (client) => {
      const closed = await client.query("select app.close_ended_posts('2199-01-01', $1) as posts", [accountId]);
      expect(closed.rows).toEqual([{ posts: 0 }]);
    });
    expect(await me(token)).toBe(200);
  });

  it('end with the contract of the buyer when it is ended before its day (R14)', async () => {
    const centre = app.api((await loginAs(app, 'centre-worker')).token);
    const provider = randomUUID();
    await owner.query(
      `insert into providers (id, number, name, kind, district_code, region_path, state, created_at, version)
       select $1, $2, 'Operator', 'social-work-agency', district_code, path, 'approved', now(), 1
       from (select $3::text as district_code, path from regions order by length(path) limit 1) r`,
      [provider, `P-${provider.slice(0, 8)}`, DISTRICT],
    );
    const made = await centre.post('contracts', {
      ...{ number: `C-${provider.slice(0, 8)}`, providerId: provider, title: 'Station', unit: 'month' },
      ...{ startsOn: day(-1), endsOn: day(100), unitPriceFen: 100, quantity: 12, budgetFen: 1200 },
    });
    expect([made.status, made.text]).toEqual([201, made.text]);
    const { id } = made.body as { id: string };
    const move = (name: string) => centre.post(`contracts/${id}/${name}`, { reason: 'agreed' });
    expect((await move('sign')).status).toBe(200);
    const login = await operator(id);
    expect(await me(login.token)).toBe(200);
    expect((await move('end')).status).toBe(200);
    expect(await me(login.token)).toBe(401);
  });

  it('keep the three administrators and case work apart, also over time and past the API (C2)', async () => {
    const login = await loginAs(app, 'station-worker');
    const wanted = { ...place(login), unitId: null };
    const add = (role: string, days: object = {}) =>
      admin().post(`accounts/${login.accountId}/posts`, { role, ...wanted, ...days });
    const refused = await add('audit-administrator');
    expect(refused.status).toBe(422);
    expect(JSON.stringify(refused.body)).toContain('administrator-alone');
    const insert = (role: string, from: string) =>
      owner.query(
        `insert into account_roles (id, account_id, role, district_code, valid_from) values ($1, $2, $3, $4, $5)`,
        [randomUUID(), login.accountId, role, DISTRICT, from],
      );
    await expect(insert('audit-administrator', '2027-05-01')).rejects.toThrow(/different people/);
    const [post] = (await postsOf(login.accountId)).items;
    await admin().post(`accounts/${login.accountId}/posts/${post!.id}/end`);
    expect((await add('audit-administrator', { unitId: null })).status).toBe(201);
    await expect(insert('system-administrator', '2029-01-01')).rejects.toThrow(/different people/);
    expect((await add('station-worker')).status).toBe(422);
  });

  it('are not changed by their holder, nor to days that cannot be', async () => {
    const own = await admin().post(`accounts/${administrator.accountId}/posts`, { role: 'evaluator' });
    expect([own.status, (own.body as { code: string }).code]).toEqual([409, 'posts-own']);
    const login = await loginAs(app, 'station-worker');
    const add = (days: object) =>
      admin().post(`accounts/${login.accountId}/posts`, { role: 'window-worker', ...place(login), ...days });
    expect(JSON.stringify((await add({ firstDay: day(5), lastDay: day(4) })).body)).toContain('post-days-reversed');
    expect(JSON.stringify((await add({ contractId: randomUUID() })).body)).toContain('post-contract-unknown');
    expect((await add({ firstDay: day(1), lastDay: day(4) })).status).toBe(201);
    expect((await app.api(login.token).post(`accounts/${login.accountId}/posts`, {})).status).toBe(403);
  });
});
