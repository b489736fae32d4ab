import { identityNumber, memberInput } from '../../factories/households.factory';
import type { ApiClient } from '../../support/app';
import { ConsoleVisitor } from '../../support/console';
import { type Login, loginAs } from '../../support/district';
import { openReferralWorld, type ReferralWorld } from '../referral/referral-world';

interface Alarm {
  id: string;
  accountId: string;
  files: number;
  searches: number;
  vainSearches: number;
  emergencies: number;
  state: string;
  code: string;
}
interface Found {
  items: Array<{ id: string }>;
  more: boolean;
}

describe('browsing', () => {
  let world: ReferralWorld;
  let reader: Login;
  let api: ApiClient;
  let security: Login;
  let supervisor: Login;
  beforeAll(async () => {
    world = await openReferralWorld();
    reader = await loginAs(world.app, 'station-worker', { unitId: world.logins.station.actor.unitId! });
    api = world.app.api(reader.token);
    security = await loginAs(world.app, 'security-administrator');
    supervisor = await loginAs(world.app, 'supervisor');
  });
  afterAll(() => world.close());

  const file = async (name: string) => (await world.household([memberInput({ name })])).id;
  const opens = async (id: string) => {
    const { status, body } = await api.get(`households/${id}`);
    return status === 200 ? 200 : [status, (body as { code: string }).code];
  };
  const search = async (key: string) => {
    const { status, body } = await api.post('household-searches', { key });
    return { status, body: body as Found & { code: string } };
  };
  const counts = async () =>
    (
      await world.rows<{ files: number; searches: number; vain_searches: number }>(
        'select files, searches, vain_searches from browsing_hours where account_id = $1 order by hour desc limit 1',
        [reader.accountId],
      )
    )[0]!;
  const pretend = (column: 'files' | 'searches', count: number) =>
    world.rows(`update browsing_hours set ${column} = $2 where account_id = $1`, [reader.accountId, count]);
  const alarms = async (login: Login) => {
    const answer = await world.app.api(login.token).get('access-alarms?limit=200').expect(200);
    return (answer.body as { items: Alarm[] }).items.filter(({ accountId }) => accountId === reader.accountId);
  };

  it('finds by an exact key only, at most 20, and counts what finds nothing too', async () => {
    const number = identityNumber('1961-06-01');
    const member = { birthDate: '1961-06-01', identityKind: 'resident-id', identityNumber: number };
    const { id } = await world.household([memberInput({ name: '欧阳询', phone: '13700555111', ...member })]);
    const [row] = await world.rows<{ number: string }>('select number from households where id = $1', [id]);
    for (const key of ['欧阳询', '137-0055-5111', '+86 13700555111', number, number.toLowerCase(), row!.number])
      expect([key, (await search(key)).body.items.map((item) => item.id)]).toEqual([key, [id]]);
    for (const key of ['欧阳', '5111', number.slice(0, 17)])
      expect([key, (await search(key)).body.items]).toEqual([key, []]);
    expect(await counts()).toEqual({ files: 0, searches: 9, vain_searches: 3 });
    await world.rows(
      `insert into households select (jsonb_populate_record(h, jsonb_build_object('id', gen_random_uuid(), 'number', h.number || '-' || n))).*
         from households h, generate_series(1, 21) n where h.id = $1`,
      [id],
    );
    await world.rows(
      `insert into household_members select (jsonb_populate_record(m, jsonb_build_object('id', gen_random_uuid(), 'household_id', h.id,
           'identity_index', null, 'identity_ciphertext', null, 'phone_ciphertext', null))).*
         from household_members m, households h where m.household_id = $1 and h.number like $2`,
      [id, `${row!.number}-%`],
    );
    await world.rows(
      `insert into household_grams select g.gram, g.district_code, g.region_path, h.id from household_grams g, households h
        where g.household_id = $1 and h.number like $2`,
      [id, `${row!.number}-%`],
    );
    const { body } = await search('欧阳询');
    expect([body.items.length, body.more]).toEqual([20, true]);
    const record = await world.rows<{ text: string }>(
      "select string_agg(e::text, '') as text from audit_events e where action = 'household.searched'",
    );
    for (const secret of [number, '欧阳询', '13700555111']) expect(record[0]!.text).not.toContain(secret);
  });

  it('counts different files from the record, and raises one alarm an hour, which others look into', async () => {
    const [one, two, three] = [await file('甲'), await file('乙'), await file('丙')];
    for (const id of [one, two, one, one]) expect(await opens(id)).toBe(200);
    expect((await counts()).files).toBe(2);
    await pretend('files', 59);
    expect(await opens(one)).toBe(200);
    expect(await alarms(security)).toEqual([]);
    expect(await opens(three)).toBe(200);
    expect(await opens(await file('丁'))).toBe(200);
    const [alarm, ...more] = await alarms(security);
    expect([alarm, more]).toEqual([expect.objectContaining({ files: 61, emergencies: 0, state: 'open' }), []]);
    expect(JSON.stringify(alarm)).not.toMatch(/household/);
    expect(await alarms(supervisor)).toHaveLength(1);
    expect((await api.get('access-alarms')).status).toBe(403);
    expect((await world.api.centre.get('access-alarms')).status).toBe(403);
    // Past the cap only what has a red flag.
    await pretend('files', 240);
    const danger = await file('险');
    expect(await opens(danger)).toEqual([429, 'file-limit']);
    expect(await opens(one)).toBe(200);
    expect((await world.api.centre.post(`households/${danger}/cases`, { emergency: true })).status).toBe(201);
    expect(await opens(danger)).toBe(200);
    expect((await alarms(security))[0]).toMatchObject({ files: 241, emergencies: 1 });
    const look = (login: Login, body: object) =>
      world.app.api(login.token).post(`access-alarms/${alarm!.id}/look-into`, body);
    expect((await look(security, {})).status).toBe(422);
    const visitor = await new ConsoleVisitor(world.app).signIn(security.username);
    expect((await visitor.get('/console')).text).toContain('1 条查阅过多提醒');
    const page = `/console/access-alarms/${alarm!.id}`;
    expect((await visitor.submit(page, `${page}/look-into`, { finding: '年度核对' })).status).toBe(303);
    expect((await alarms(supervisor))[0]).toMatchObject({ state: 'looked-into', finding: '年度核对' });
    expect(((await look(supervisor, { finding: '再看一次' })).body as Alarm).code).toBe('move-not-allowed');
  });

  it('counts and records what a refused request was told all the same', async () => {
    const before = (await counts()) ?? { searches: 0, vain_searches: 0 };
    const recorded = async () => {
      const own =
        "select count(*)::int as count from audit_events where action = 'household.searched' and actor_id = $1";
      return (await world.rows<{ count: number }>(own, [reader.accountId]))[0]!.count;
    };
    const rows = await recorded();
    const glass = (householdKey: string) =>
      api.post('approvals', { kind: 'break-glass', householdKey, reason: '孩子独自在家，需要联系' });
    expect((await glass('13999999991')).status).toBe(422);
    const [row] = await world.rows<{ number: string }>('select number from households where id = $1', [
      await file('在册'),
    ]);
    expect((await glass(row!.number)).status).toBe(409);
    const { searches, vain_searches: vain } = await counts();
    expect([searches - before.searches, vain - before.vain_searches, (await recorded()) - rows]).toEqual([2, 1, 2]);
  });

  it('counts a revealed value as an opening of its file, and stops at the cap', async () => {
    const reveal = async (id: string) => {
      const { status, body } = await api.post(`households/${id}/reveal`, { field: 'address', reason: '上门走访' });
      return status === 200 ? 200 : [status, (body as { code: string }).code];
    };
    await opens(await file('戊'));
    const [one, two] = [await file('己'), await file('庚')];
    const { files } = await counts();
    await pretend('files', 239);
    for (const id of [one, one]) expect(await reveal(id)).toBe(200);
    expect((await counts()).files).toBe(240);
    expect(await reveal(two)).toEqual([429, 'file-limit']);
    await pretend('files', files);
  });

  it('records what is read of a file by its side doors, once a request, and stops at the cap', async () => {
    await opens(await file('辛'));
    const { files } = await counts();
    await pretend('files', 0);
    for (const [at, door] of [
      'needs',
      'classifications',
      'assessments',
      'entitlements',
      'cases',
      'economy',
    ].entries()) {
      const id = await file('壬');
      const path = `households/${id}/${door}`;
      await pretend('files', at);
      expect([door, (await api.get(path)).status]).toEqual([door, 200]);
      expect([door, (await counts()).files]).toEqual([door, at + 1]);
      const looked = await world.rows(
        "select 1 from audit_events where action = 'household.file-read' and household_id = $1 and actor_id = $2",
        [id, reader.accountId],
      );
      expect([door, looked.length]).toEqual([door, 1]);
      await pretend('files', 240);
      expect([door, (await api.get(`households/${await file('癸')}/${door}`)).status]).toEqual([door, 429]);
    }
    await pretend('files', files);
  });

  it('records what is read of a file by a single thing of it, and stops at the cap', async () => {
    const firm = await world.firm();
    const person = await world.person();
    const referral = `referrals/${(await world.sent(person, await world.offering(firm))).id}`;
    expect((await world.api.window.post(`households/${person.id}/entitlements`)).status).toBe(200);
    const [line] = await world.rows<{ id: string }>('select id from entitlements where household_id = $1', [person.id]);
    await opens(await file('子'));
    const { files } = await counts();
    const lastLook = async (actor: string) =>
      (
        await world.rows(
          `select action, household_id as "householdId" from audit_events where actor_id = $1 and household_id is not null
            order by id desc limit 1`,
          [actor],
        )
      )[0];
    const forget = () => world.rows('delete from browsed_files where account_id = $1', [reader.accountId]);
    const doors = [`needs/${person.needId}`, `entitlements/${line!.id}`];
    for (const [at, door] of [...doors, referral, `${referral}/log`, `${referral}/deliveries`].entries()) {
      await forget();
      await pretend('files', at);
      expect([door, (await api.get(door)).status]).toEqual([door, 200]);
      expect([door, (await counts()).files]).toEqual([door, at + 1]);
      const look = { action: 'household.file-read', householdId: person.id };
      expect([door, await lastLook(reader.accountId)]).toEqual([door, look]);
      await forget();
      await pretend('files', 240);
      expect([door, (await api.get(door)).status]).toEqual([door, 429]);
    }
    await pretend('files', files);
    for (const door of [referral, `${referral}/log`, `${referral}/deliveries`]) {
      expect([door, (await firm.api.get(door)).status]).toEqual([door, 200]);
      const look = { action: 'referral.read', householdId: person.id };
      expect([door, await lastLook(firm.dispatcher.accountId)]).toEqual([door, look]);
    }
    expect(await world.rows('select from browsed_files where account_id = $1', [firm.dispatcher.accountId])).toEqual(
      [],
    );
  });

  it('counts pages of the list as the searches that would show as much, alarms and stops', async () => {
    await search('没有这个人');
    const asked = async (query: string) => {
      const before = (await counts()).searches;
      const { status } = await api.get(`households?${query}`);
      return [status, (await counts()).searches - before];
    };
    // Who begins the day at the list, and who looks at a village of the own.
    for (const query of ['', 'limit=50', 'limit=20']) expect([query, await asked(query)]).toEqual([query, [200, 0]]);
    for (const query of ['class=1', 'number=NONE', `regionPath=${reader.actor.regionPath}/`])
      expect([query, await asked(query)]).toEqual([query, [200, 1]]);
    expect(await asked('limit=200')).toEqual([200, 8]);
    const { next } = (await api.get('households?limit=2')).body as { next: string };
    const after = `after=${encodeURIComponent(next)}`;
    expect(await asked(after)).toEqual([200, 3]);
    expect(await asked(`${after}&limit=200`)).toEqual([200, 10]);

    await world.rows('delete from browsing_alarms where account_id = $1', [reader.accountId]);
    await pretend('searches', 56);
    expect(await asked(after)).toEqual([200, 3]);
    expect(await alarms(security)).toEqual([]);
    expect(await asked(after)).toEqual([200, 3]);
    expect(await alarms(security)).toEqual([expect.objectContaining({ searches: 62, state: 'open' })]);
    await pretend('searches', 118);
    expect(await asked(after)).toEqual([429, 0]);
    expect(await asked('')).toEqual([200, 0]);
    const visitor = await new ConsoleVisitor(world.app).signIn(reader.username);
    const page = await visitor.get(`/console/households?${after}`);
    expect([page.status, page.text.includes('最多查找 120 次')]).toEqual([429, true]);
    const fields =
      "select fields from audit_events where action = 'household.searched' and actor_id = $1 order by xid desc";
    const [row] = await world.rows<{ fields: string[] }>(`${fields}, id desc limit 1`, [reader.accountId]);
    expect(row!.fields).toEqual(['list', 'found', 'searches-3']);
  });

  it('stops searching at the cap, on the page with a clear message', async () => {
    await search('没有这个人');
    await pretend('searches', 120);
    expect(await search('欧阳询')).toMatchObject({ status: 429, body: { code: 'search-limit' } });
    expect((await api.get('households?name=欧')).status).toBe(429);
    const visitor = await new ConsoleVisitor(world.app).signIn(reader.username);
    const page = await visitor.submit('/console/search', '/console/search', { q: '欧阳询' });
    expect([page.status, page.text.includes('最多查找 120 次')]).toEqual([429, true]);
  });
});
