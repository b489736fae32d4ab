import { Transactions } from '../../../src/platform/database';
import { plusDays } from '../../../src/reference/calendar';
import type { ApiClient } from '../../support/app';
import { ConsoleVisitor } from '../../support/console';
import { type Login, loginAs } from '../../support/district';
import { identityCheckCharacter } from '../../../src/people/households';
import { openPeopleWorld, OTHER_VILLAGE, type PeopleWorld } from '../people/assessed-household';

interface Body {
  id: string;
  number: string;
  code: string;
  state: string;
  decidable: boolean;
  errors: Array<{ field: string; code: string }>;
  items: Array<{ id: string; action: string; role: string }>;
}

const DAY = 24 * 3_600_000;
const PHONE = '13900004321';
const IDENTITY = ((body: string) => body + identityCheckCharacter(body))('51012219520714002');
const DOOR = '青石街 88 号 2 单元';
const REQUEST = '纪监调〔2026〕12号';
const ORGAN = '区纪委监委第三室';
const STATISTICS = { kind: 'households', mode: 'statistics', format: 'csv', reason: '年度监督检查汇总' };
const LIST = {
  ...{ kind: 'households', mode: 'identified', format: 'csv', reason: '核对重复享受救助的家庭', confirmed: true },
  ...{ requestNumber: REQUEST, requestOrgan: ORGAN, requestDate: '2026-01-05', fieldGroups: ['contact', 'identity'] },
};

describe('identified lists for supervision (R88)', () => {
  let world: PeopleWorld;
  let supervisor: Login;
  let householdId: string;
  let restrictedId: string;
  let count = 0;
  const api = (login: Login): ApiClient => world.app.api(login.token);
  const post = async (login: Login, path: string, body: object = {}) => {
    const answer = await api(login).post(path, body);
    return { status: answer.status, body: answer.body as Body };
  };
  const another = (more: object = {}) => ({ ...LIST, requestNumber: `${REQUEST}-${(count += 1)}`, ...more });
  const asked = async (more: object = {}): Promise<Body> => {
    const answer = await post(supervisor, 'exports', another(more));
    expect(answer).toMatchObject({ status: 201, body: { state: 'asked', decidable: false } });
    return answer.body;
  };
  const file = async (login: Login, id: string) => {
    const answer = await api(login).get(`exports/${id}/file`).buffer(true);
    return { status: answer.status, text: answer.text ?? '' };
  };
  const readings = async () => {
    const { body } = await world.api.window.get(`households/${householdId}/readings`);
    return (body as Body).items.filter(({ action, role }) => action === 'household.exported' && role === 'supervisor');
  };

  beforeAll(async () => {
    world = await openPeopleWorld();
    supervisor = await loginAs(world.app, 'supervisor');
    const head = { name: '赵秀兰', relation: 'head', phone: PHONE };
    const papers = { identityKind: 'resident-id', identityNumber: IDENTITY };
    ({ id: householdId } = await world.household([{ ...head, ...papers }]));
    const file = await world.api.window.get(`households/${householdId}`);
    expect(
      (
        await world.api.window.patch(
          `households/${householdId}`,
          { address: DOOR },
          (file.body as { version: number }).version,
        )
      ).status,
    ).toBe(200);
    const income = { kind: 'income', item: 'wage', amountFen: 123_400, period: 'month', method: 'declared' };
    expect((await world.api.window.post(`households/${householdId}/economy`, income)).body).toMatchObject({
      amountFen: 123_400,
    });
    ({ id: restrictedId } = await world.household(undefined, OTHER_VILLAGE));
    const need = { code: 'SO-05', severity: 2, source: 'worker', reason: '为名单而设的需求' };
    expect((await post(world.logins.centre, `households/${restrictedId}/needs`, need)).status).toBe(201);
  });
  afterEach(() => world.app.clock.reset());
  afterAll(() => world.close());

  it('are for supervisors, after statistics, on a whole request; without one there are statistics alone', async () => {
    const { station, centre, officer } = world.logins;
    for (const login of [station, centre, officer]) expect((await post(login, 'exports', LIST)).status).toBe(403);
    expect((await post(supervisor, 'exports', { ...LIST, mode: 'named' })).status).toBe(403);
    expect((await post(supervisor, 'exports', LIST)).body.code).toBe('export-statistics-first');
    const statistics = await post(supervisor, 'exports', STATISTICS);
    await world.app.drain();
    const counts = await file(supervisor, statistics.body.id);
    expect(counts.status).toBe(200);
    expect(counts.text).not.toContain('赵秀兰');

    const faults: Array<[object, string, string]> = [
      [{ requestNumber: undefined }, 'requestNumber', 'export-request-needed'],
      [{ requestOrgan: undefined }, 'requestOrgan', 'export-request-needed'],
      [{ requestDate: undefined }, 'requestDate', 'export-request-needed'],
      [{ fieldGroups: [] }, 'fieldGroups', 'export-request-needed'],
      [{ requestDate: '2099-01-01' }, 'requestDate', 'day-ahead'],
      [{ confirmed: false }, 'confirmed', 'export-confirm'],
      [{ mode: 'statistics', confirmed: false }, 'requestNumber', 'export-request-not-asked'],
    ];
    for (const [more, field, code] of faults) {
      const { status, body } = await post(supervisor, 'exports', { ...LIST, ...more });
      expect({ status, first: body.errors[0] }).toMatchObject({ status: 422, first: { field, code } });
    }
    expect((await post(supervisor, 'exports', { ...LIST, fieldGroups: ['health'] })).status).toBe(422);
    expect((await post(supervisor, 'exports', { ...LIST, kind: 'referrals' })).status).toBe(403);
  });

  it('wait for a second person, who is not the orderer, and who is told what it is about', async () => {
    const both = await loginAs(world.app, 'supervisor');
    await world.rows("update exports set ordered_by = $1 where ordered_by = $2 and mode = 'statistics'", [
      both.accountId,
      supervisor.accountId,
    ]);
    await world.rows(
      `insert into account_roles select (jsonb_populate_record(r, jsonb_build_object('id', uuidv7(), 'role', 'officer'))).*
        from account_roles r where account_id = $1`,
      [both.accountId],
    );
    const order = (await post(both, 'exports', another())).body;
    expect(order).toMatchObject({ state: 'asked', decidable: false });
    expect((await post(both, 'exports', { ...another(), requestNumber: `${REQUEST}-${count - 1}` })).body.code).toBe(
      'export-request-open',
    );
    expect((await post(both, `exports/${order.id}/confirm`)).body.code).toBe('export-own-request');
    await world.rows("update exports set ordered_by = $2 where ordered_by = $1 and mode = 'statistics'", [
      both.accountId,
      supervisor.accountId,
    ]);
    const forged = world.app.as({ ...both.actor, roles: ['officer', 'supervisor'], purpose: 'test' }, async () => {
      await world.app
        .get(Transactions)
        .manager.query("update exports set state = 'waiting', decided_by = $2, decided_at = now() where id = $1", [
          order.id,
          both.accountId,
        ]);
    });
    await expect(forged).rejects.toThrow('second person');

    const { centre, station } = world.logins;
    expect((await post(station, `exports/${order.id}/confirm`)).status).toBe(403);
    const list = (await api(centre).get('exports?state=asked')).body as Body;
    expect(list.items.map(({ id }) => id)).toContain(order.id);
    const refused = await post(centre, `exports/${order.id}/refuse`, { note: '来函没有编号原件' });
    expect(refused).toMatchObject({ status: 200, body: { state: 'refused', decisionNote: '来函没有编号原件' } });
    expect((await post(centre, `exports/${order.id}/confirm`)).body.code).toBe('export-not-asked');
    expect((await file(both, order.id)).status).toBe(409);
  });

  it('hold what the request names and C3 opens, under its number; one file, for its orderer, for a day', async () => {
    const order = await asked();
    await world.app.drain();
    expect((await file(supervisor, order.id)).status).toBe(409);
    const { centre } = world.logins;
    expect((await post(centre, `exports/${order.id}/confirm`, { note: '原件已核对' })).body).toMatchObject({
      state: 'waiting',
    });
    await world.app.drain();
    expect((await file(centre, order.id)).status).toBe(404);
    const { status, text } = await file(supervisor, order.id);
    expect(status).toBe(200);
    const row = text.split('\r\n').find((line) => line.includes('赵秀兰')) ?? '';
    for (const value of [PHONE, IDENTITY, DOOR]) expect(row).toContain(value);
    expect(row.endsWith(`"${order.number} / ${REQUEST}-${count}"`)).toBe(true);
    const mark = text
      .split('\r\n')
      .filter((line) => line.startsWith('"#"'))
      .join('\n');
    for (const value of [ORGAN, '2026-01-05', centre.username, supervisor.username]) expect(mark).toContain(value);
    for (const closed of ['1234', '14808', 'SO-05', '为名单而设']) expect(row + mark).not.toContain(closed);
    expect(text).not.toContain('SO-05');

    expect(await readings()).toHaveLength(1);
    const acts = await world.rows<{ action: string; purpose: string }>(
      'select action, purpose from audit_events where subject_id = $1 order by at',
      [order.id],
    );
    expect(acts.map(({ action }) => action)).toEqual([
      ...['export.ordered', 'export.confirmed', 'export.compiled', 'export.downloaded'],
    ]);
    expect(acts.at(-1)?.purpose).toContain(`${ORGAN} ${REQUEST}`);
    world.app.clock.set(new Date(world.app.clock.now().getTime() + DAY + 1000));
    expect((await file(supervisor, order.id)).status).toBe(410);
  });

  it('open only the groups that are named, whatever the orderer holds for single files', async () => {
    const { number } = (await world.api.window.get(`households/${householdId}`)).body as Body;
    const single = { kind: 'numbered-request', householdKey: number, documentNumber: '单户调取1号' };
    const groups = { fieldGroups: ['contact', 'identity'], reason: '核对一户的享受情况，另有来函' };
    const held = await post(supervisor, 'approvals', { ...single, ...groups });
    expect((await post(world.logins.officer, `approvals/${held.body.id}/confirm`)).body.state).toBe('running');
    expect((await api(supervisor).get(`households/${householdId}`)).text).toContain(PHONE);
    const order = await asked({ fieldGroups: ['economy'] });
    const later = plusDays(world.app.clock.today(), 30);
    const delay = { noticeDelayReason: '监督检查结束前不宜告知家庭', noticeOn: later };
    const { officer } = world.logins;
    const path = `exports/${order.id}/confirm`;
    expect((await post(officer, path, { noticeOn: later })).body.errors[0]).toMatchObject({
      code: 'notice-delay-incomplete',
    });
    const before = await readings();
    expect((await post(officer, path, delay)).status).toBe(200);
    await world.app.drain();
    const { text } = await file(supervisor, order.id);
    const row = text.split('\r\n').find((line) => line.includes('14808')) ?? '';
    expect(row).toContain(order.number);
    for (const closed of [PHONE, IDENTITY, DOOR, '赵秀兰', '王桂芳']) expect(text).not.toContain(closed);

    expect(await readings()).toEqual(before);
    world.app.clock.set(new Date(`${later}T02:00:00Z`));
    expect(await readings()).toHaveLength(before.length + 1);
  });

  it('end when nobody answers, and when the orderer takes the request back', async () => {
    const [silent, back] = [await asked(), await asked()];
    expect((await api(supervisor).delete(`exports/${back.id}`)).status).toBe(204);
    world.app.clock.set(new Date(world.app.clock.now().getTime() + 3 * DAY + 1000));
    await world.app.drain();
    const ends = await world.rows<{ end_reason: string }>(
      'select end_reason from exports where id = any ($1) order by end_reason',
      [[silent.id, back.id]],
    );
    expect(ends).toEqual([{ end_reason: 'deleted' }, { end_reason: 'unanswered' }]);
  });

  it('are asked for and decided in the console, with typed values kept', async () => {
    const visitor = await new ConsoleVisitor(world.app).signIn(supervisor.username);
    const page = '/console/exports/new?kind=households&mode=identified&lang=en';
    const form = { reason: LIST.reason, format: 'csv', requestOrgan: ORGAN, confirmed: 'true' };
    const refused = await visitor.submit(page, '/console/exports/new', form);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain(ORGAN);
    expect(refused.text).toContain('可识别名单须有编号的调取函');
    const day = { 'requestDate-year': '2026', 'requestDate-month': '1', 'requestDate-day': '5' };
    const request = { requestNumber: `${REQUEST}-console`, ...day, fieldGroups: 'identity' };
    const sent = await visitor.send(refused.text, '/console/exports/new', { ...form, ...request });
    expect(sent.status).toBe(303);
    const address = String(sent.headers['location']);
    expect((await visitor.get(address)).text).not.toContain(`${address}/confirm`);

    const second = await new ConsoleVisitor(world.app).signIn(world.logins.centre.username);
    const home = (await second.get('/console?lang=en')).text.replaceAll('&#x3D;', '=');
    expect(home).toContain('/console/exports?state=asked');
    const seen = await second.get(`${address}?lang=en`);
    for (const value of [ORGAN, `${REQUEST}-console`, 'Identity number of the head'])
      expect(seen.text).toContain(value);
    const half = await second.submit(address, `${address}/confirm`, {
      noticeDelayReason: '监督检查结束前不宜告知家庭',
    });
    expect(half.status).toBe(422);
    expect(half.text).toContain('监督检查结束前不宜告知家庭');
    expect((await second.submit(address, `${address}/confirm`, { note: '已核对' })).status).toBe(303);
    await world.app.drain();
    expect((await visitor.get(`${address}?lang=en`)).text).toContain('Fetch the file');
    expect((await visitor.get(`${address}/file`)).status).toBe(200);
    expect((await second.get(`/console/households/${householdId}/readings?lang=en`)).text).toContain(
      'A list in which your household stands',
    );
  });
});
