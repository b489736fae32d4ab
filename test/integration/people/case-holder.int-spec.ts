import { memberInput } from '../../factories/households.factory';
import type { ApiClient } from '../../support/app';
import { ConsoleVisitor } from '../../support/console';
import { type Login, loginAs } from '../../support/district';
import { openPeopleWorld, OTHER_VILLAGE, type PeopleWorld } from './assessed-household';

interface Case {
  id: string;
  householdId: string;
  state: string;
  tier: string;
  unitId: string;
  leadWorkerId: string;
  moves: string[];
}

/** Every way to move a case, in an order in which each is possible for its holder. */
const ways: Array<[string, object]> = [
  ['advance', { to: 'policy-first' }],
  ['suspend', { reason: '住院' }],
  ['resume', {}],
  ['assign', {}],
  ['handovers', { tier: 'station', reasonCode: 'difficulty-after-policy', residualDifficulty: '仍缺照料' }],
  ['close', { reason: 'declined' }],
];

describe('people/cases: one holding unit (R6, R10)', () => {
  let world: PeopleWorld;
  let colleague: Login;
  let neighbour: ApiClient;
  let count = 0;
  const openCase = async () => {
    const { id } = await world.household([memberInput({ name: `户${(count += 1)}` })]);
    return (await world.api.window.post(`households/${id}/cases`)).body as Case;
  };
  const read = async (id: string, api = world.api.centre) => (await api.get(`cases/${id}`)).body as Case;
  const codeOf = (body: unknown) => (body as { code: string }).code;
  const bodyOf = (way: string, body: object) => (way === 'assign' ? { leadWorkerId: colleague.accountId } : body);

  beforeAll(async () => {
    world = await openPeopleWorld();
    colleague = await loginAs(world.app, 'window-worker', { unitId: world.logins.window.actor.unitId! });
    const [other] = await world.rows<{ id: string }>(
      "select u.id from units u join regions r on r.id = u.region_id where u.tier = 'window' and r.code = $1",
      [OTHER_VILLAGE],
    );
    neighbour = world.app.api((await loginAs(world.app, 'window-worker', { unitId: other!.id })).token);
  });
  afterAll(() => world.close());

  it.each(['station', 'centre'] as const)('lets the %s read, but make no move of a case of the window', async (who) => {
    const row = await openCase();
    for (const [way, body] of ways) {
      const answer = await world.api[who].post(`cases/${row.id}/${way}`, bodyOf(way, body));
      expect([way, answer.status, codeOf(answer.body)]).toEqual([way, 403, 'case-not-yours']);
    }
    expect(await read(row.id, world.api[who])).toMatchObject({ state: 'intake', moves: [] });
    expect((await read(row.id, world.api.window)).moves).toContain('start-policy');
  });

  it('is not there for the window of another village, and closed to those who move no cases', async () => {
    const row = await openCase();
    for (const [way, body] of ways) {
      expect((await neighbour.post(`cases/${row.id}/${way}`, bodyOf(way, body))).status).toBe(404);
      expect((await world.api.officer.post(`cases/${row.id}/${way}`, bodyOf(way, body))).status).toBe(403);
      expect((await world.api.dispatcher.post(`cases/${row.id}/${way}`, bodyOf(way, body))).status).toBe(403);
    }
  });

  it('is moved by a colleague of the lead worker, every way', async () => {
    const row = await openCase();
    const api = world.app.api(colleague.token);
    for (const [way, body] of ways) {
      const answer = await api.post(`cases/${row.id}/${way}`, bodyOf(way, body));
      if (way === 'handovers') {
        expect(answer.status).toBe(201);
        const { id } = answer.body as { id: string };
        expect((await world.api.station.post(`handovers/${id}/return`, { reason: '请补充' })).status).toBe(200);
      } else expect([way, answer.status]).toEqual([way, 200]);
    }
    expect(await read(row.id)).toMatchObject({ state: 'closed', leadWorkerId: colleague.accountId });
  });

  it('belongs to the station from the acceptance on; the window then reads', async () => {
    const row = await openCase();
    const sent = await world.api.window.post(`cases/${row.id}/handovers`, ways[4]![1]);
    await world.api.station.post(`handovers/${(sent.body as { id: string }).id}/accept`);
    const late = await world.api.window.post(`cases/${row.id}/advance`, { to: 'planning' });
    expect([late.status, codeOf(late.body)]).toEqual([403, 'case-not-yours']);
    expect((await world.api.station.post(`cases/${row.id}/advance`, { to: 'planning' })).status).toBe(200);
  });

  it('goes to the station that reopens it, with the right to open the file', async () => {
    const row = await openCase();
    await world.api.window.post(`cases/${row.id}/close`, { reason: 'declined' });
    const refused = await world.api.window.post(`cases/${row.id}/advance`, { to: 'assessment' });
    expect([refused.status, codeOf(refused.body)]).toEqual([409, 'move-not-allowed']);
    expect(await read(row.id)).toMatchObject({ tier: 'window', leadWorkerId: world.logins.window.accountId });
    expect((await read(row.id, world.api.station)).moves).toEqual(['reopen']);
    const reopened = await world.api.station.post(`cases/${row.id}/advance`, { to: 'assessment' });
    expect(reopened.body).toMatchObject({
      ...{ state: 'assessment', tier: 'station', unitId: world.logins.station.actor.unitId },
      leadWorkerId: world.logins.station.accountId,
    });
    const [grant] = await world.rows<{ account_id: string }>(
      'select account_id from access_grants where source_id = $1 and valid_until is null',
      [row.id],
    );
    expect(grant!.account_id).toBe(world.logins.station.accountId);
  });

  it('gets a new lead worker from above when its own has left (R10)', async () => {
    const leaver = await loginAs(world.app, 'window-worker', { unitId: world.logins.window.actor.unitId! });
    const row = await openCase();
    await world.api.window.post(`cases/${row.id}/assign`, { leadWorkerId: leaver.accountId });
    const assign = () => world.api.station.post(`cases/${row.id}/assign`, { leadWorkerId: colleague.accountId });
    expect((await assign()).status).toBe(403);
    await world.rows("update accounts set state = 'deactivated' where id = $1", [leaver.accountId]);
    expect((await assign()).body).toMatchObject({ leadWorkerId: colleague.accountId, tier: 'window' });
    expect((await world.api.station.post(`cases/${row.id}/advance`, { to: 'policy-first' })).status).toBe(403);
  });

  it('shows its page without forms to readers, and keeps what was typed for its holder', async () => {
    const row = await openCase();
    const page = `/console/cases/${row.id}`;
    const station = await new ConsoleVisitor(world.app).signIn(world.logins.station.username);
    const reader = await station.get(page);
    expect(reader.status).toBe(200);
    expect(reader.text).not.toContain(`action="${page}/`);
    expect((await station.get(`${page}/handover`)).status).toBe(403);
    expect((await station.get(`/console/households/${row.householdId}`)).text).not.toContain(`${page}/handover`);
    const window = await new ConsoleVisitor(world.app).signIn(world.logins.window.username);
    const forged = reader.text.replace('action="/console/sign-out"', `action="${page}/advance"`);
    const sent = await station.send(forged, `${page}/advance`, { to: 'policy-first', _key: 'forged-advance-1' });
    expect([sent.status, sent.text.includes('由其他服务点负责')]).toEqual([403, true]);
    const refused = await window.submit(page, `${page}/close`, { note: '已通电话', reason: '' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('已通电话');
    expect(refused.text).toContain('href="#f-reason"');
    expect(refused.text.match(/id="f-reason"/g)).toHaveLength(1);
    const jump = await window.submit(page, `${page}/advance`, { to: 'evaluation', reason: '跳步' });
    expect([jump.status, jump.text.includes('value="跳步"')]).toEqual([409, true]);
    expect((await window.submit(page, `${page}/suspend`, { kind: 'suspended', reason: '住院' })).status).toBe(303);
    expect((await window.submit(page, `${page}/resume`)).status).toBe(303);
  });

  it('is opened as an emergency from the file, once', async () => {
    const { id } = await world.household([memberInput({ name: '急开' })]);
    const window = await new ConsoleVisitor(world.app).signIn(world.logins.window.username);
    const page = `/console/households/${id}`;
    const shown = await window.get(page);
    expect((await window.send(shown.text, `${page}/cases`, { emergency: 'true' })).status).toBe(303);
    const opened = ((await world.api.window.get(`households/${id}/cases`)).body as { items: object[] }).items;
    expect(opened).toEqual([expect.objectContaining({ emergency: true })]);
    const again = await window.send(
      shown.text.replace(/name="_key" value="[^"]*"/, 'name="_key" value="another-key-1"'),
      `${page}/cases`,
    );
    expect(again.status).toBe(409);
    expect(again.text).toContain('已有进行中的个案');
  });
});
