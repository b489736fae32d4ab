import { HouseholdLinks } from '../../../src/trust/accounts';
import { ConsoleVisitor } from '../../support/console';
import { type CheckedWorld, openCheckedWorld } from './checked-household';

const WORDS = '这张存折是替亲戚保管的';

describe('what the household holds against an answer (R65, R81)', () => {
  let world: CheckedWorld;
  let officer: ConsoleVisitor;
  beforeAll(async () => {
    world = await openCheckedWorld();
    officer = await new ConsoleVisitor(world.app).signIn(world.logins.officer.username);
  });
  afterAll(() => world.close());

  const asked = async (departments = ['finance', 'civil-affairs']) => {
    const { member, depositFen } = world.person(500_000);
    const { id, memberIds } = await world.household([member]);
    await world.sign(id, memberIds[0]!);
    const answer = await world.api.officer.post(`households/${id}/verifications`, {
      purpose: 'application',
      departments,
    });
    expect(answer.status).toBe(201);
    return { id, requestId: (answer.body as { id: string }).id, depositFen };
  };
  /** Somebody of the household comes in by link and PIN. */
  const enter = async (householdId: string): Promise<ConsoleVisitor> => {
    const [place] = await world.rows<{ districtCode: string; regionPath: string }>(
      'select district_code as "districtCode", region_path as "regionPath" from households where id = $1',
      [householdId],
    );
    const { token, pin } = await world.app.as({ ...world.logins.window.actor, purpose: 'test' }, () =>
      world.app.get(HouseholdLinks).issue({ householdId, ...place! }),
    );
    const visitor = new ConsoleVisitor(world.app);
    expect((await visitor.submit(`/h/${token}`, `/h/${token}`, { pin })).status).toBe(303);
    return visitor;
  };
  const contest = (requestId: string, input: object) =>
    world.api.station.post(`verifications/${requestId}/contests`, input);

  it('tells the household department by department, and makes a task of its word', async () => {
    const { id, requestId, depositFen } = await asked();
    const household = await enter(id);
    const page = `/h/verifications/${requestId}`;
    expect((await household.get('/h/home')).text).toContain('/h/verifications');
    expect((await household.get(page)).text).toContain('正在查询');
    await world.send();
    expect((await household.get('/h/verifications')).text).toContain(page);
    const told = (await household.get(page)).text;
    expect(told).toContain('已经答复');
    expect(told).toContain((depositFen / 100).toLocaleString('zh-CN', { minimumFractionDigits: 2 }));
    expect(told).toContain('演示用的模拟部门');

    const form = `${page}/contest/finance`;
    const empty = await household.submit(form, form, { item: 'deposits', words: '' });
    expect(empty.status).toBe(422);
    expect(empty.text).toMatch(/value="deposits"[^>]* checked/);
    const sent = await household.submit(form, form, { item: 'deposits', words: WORDS });
    expect([sent.status, sent.headers.location]).toEqual([303, page]);
    const after = (await household.get(page)).text;
    expect(after).toContain('工作人员正在核实');
    expect((await household.get(form)).text).not.toContain('value="deposits"');

    const list = (await officer.get('/console/check-mismatches?contested=true&waiting=true')).text;
    const [, place] = /href="(\/console\/check-mismatches\/[0-9a-f-]{36})"/.exec(list) ?? [];
    const task = (await officer.get(place!)).text;
    expect(task).toContain(WORDS);
    const record = await world.rows<{ kind: string; fields: string[] }>(
      `select actor_kind as kind, fields from audit_events where household_id = $1 and subject_type = 'check-mismatch'
         and actor_kind = 'household'`,
      [id],
    );
    expect(record).toEqual([{ kind: 'household', fields: expect.arrayContaining(['said']) as string[] }]);
    const [row] = await world.rows<{ said: Buffer }>(
      'select said_ciphertext as said from check_mismatches where household_id = $1 and said_at is not null',
      [id],
    );
    expect(row!.said.includes(Buffer.from('存折'))).toBe(false);
  });

  it('is the own household alone, and answers that came', async () => {
    const [one, other] = [await asked(), await asked()];
    await world.send();
    const household = await enter(one.id);
    expect((await household.get(`/h/verifications/${other.requestId}`)).status).toBe(404);
    expect((await household.get(`/h/verifications/${one.requestId}/contest/horoscope`)).status).toBe(404);
    const refused = await contest(one.requestId, { item: 'hukou', words: WORDS });
    expect([refused.status, refused.body.errors?.[0]?.code]).toEqual([422, 'check-not-answered']);
    expect((await world.api.dispatcher.post(`verifications/${one.requestId}/contests`, {})).status).toBe(403);
  });

  it('is written down by a worker too, once; the department is asked, and what was settled is opened again', async () => {
    const { id, requestId } = await asked();
    await world.send();
    const first = await contest(requestId, { item: 'deposits', words: WORDS });
    expect([first.status, first.body]).toEqual([201, expect.objectContaining({ state: 'open', item: 'deposits' })]);
    const code = async () => {
      const { status, body } = await contest(requestId, { item: 'deposits', words: WORDS });
      return [status, body.code];
    };
    expect(await code()).toEqual([409, 'check-contest-waits']);
    const act = (name: string, version: number) =>
      world.api.officer
        .post(`check-mismatches/${first.body.id}/${name}`, { note: '已请部门核实' })
        .set('if-match', `"${version}"`);
    const disputed = await act('dispute', first.body.version as number);
    expect([disputed.status, disputed.body.said]).toEqual([200, WORDS]);
    expect(await code()).toEqual([409, 'check-dispute-runs']);
    expect((await enter(id).then((household) => household.get(`/h/verifications/${requestId}`))).text).toContain(
      '已经请部门核实',
    );
    const upheld = await act('uphold', disputed.body.version as number);
    const explained = await act('explain', upheld.body.version as number);
    expect(explained.body.state).toBe('explained');
    const again = await contest(requestId, { item: 'deposits', words: '还是不对' });
    expect([again.status, again.body.state, again.body.said]).toEqual([201, 'open', '还是不对']);
  });

  it('may be about what nobody declares: there is no value to take over', async () => {
    const { requestId } = await asked(['public-security', 'civil-affairs']);
    await world.send();
    const page = `/console/verifications/${requestId}/contests`;
    expect((await officer.get(`/console/verifications/${requestId}`)).text).toContain(page);
    const sent = await officer.submit(page, page, { item: 'hukou', words: '户口去年已经迁出' });
    expect(sent.status).toBe(303);
    const place = sent.headers.location as string;
    const task = (await officer.get(place)).text;
    expect(task).toContain('户口去年已经迁出');
    expect(task).not.toContain('value="take-over"');
    const id = place.split('/').pop()!;
    const taken = await world.api.officer.post(`check-mismatches/${id}/take-over`).set('if-match', '"1"');
    expect([taken.status, taken.body.code]).toEqual([409, 'check-nothing-to-take-over']);
  });
});
