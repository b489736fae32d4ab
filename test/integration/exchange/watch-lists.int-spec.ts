import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { identityCheckCharacter } from '../../../src/people/households';
import { ConsoleVisitor } from '../../support/console';
import { openPeopleWorld, type PeopleWorld, VILLAGE } from '../people/assessed-household';

interface Row {
  id: string;
  [field: string]: unknown;
}
interface List extends Row {
  state: string;
  counts: Record<'rows' | 'problem' | 'known' | 'unknown' | 'theirs' | 'ours', number>;
  problems: Array<{ row: number; code: string; message: string }>;
}
type Who = 'window' | 'station' | 'centre' | 'officer' | 'dispatcher';

const HEADINGS = '姓名,身份证号,户类型,认定日期';
const GROUND = '已电话核实，该户去年已脱贫，名单未更新';
const numberOf = (serial: number) => {
  const first = `9901011960010${String(1000 + serial)}`;
  return first + identityCheckCharacter(first);
};

describe('lists of the agriculture desk (R105)', () => {
  let world: PeopleWorld;
  beforeAll(async () => {
    world = await openPeopleWorld({ alone: true });
  });
  afterEach(() => world.app.clock.reset());
  afterAll(() => world.close());

  let serial = 0;
  const resident = async () => {
    serial += 1;
    const identityNumber = numberOf(serial);
    const member = { name: `赵${serial}`, relation: 'head', identityKind: 'resident-id', identityNumber };
    const { id } = await world.household([member]);
    return { id, identityNumber };
  };
  const upload = async (rows: string[], listedOn = world.app.clock.today(), who: Who = 'centre', content?: Buffer) => {
    const answer = await request(world.app.app.getHttpServer())
      .post('/api/v1/watch-lists')
      .set('authorization', `Bearer ${world.logins[who].token}`)
      .set('idempotency-key', randomUUID())
      .field('source', '县农业农村局')
      .field('listedOn', listedOn)
      .attach('file', content ?? Buffer.from([HEADINGS, ...rows].join('\r\n')), 'list.csv');
    return { status: answer.status, body: answer.body as List & { errors?: Array<{ field: string; code: string }> } };
  };
  const inForce = async (rows: string[], listedOn?: string) => {
    const { status, body } = await upload(rows, listedOn);
    expect([status, body.errors]).toEqual([201, undefined]);
    const confirmed = await world.api.centre.post(`watch-lists/${body.id}/confirm`);
    expect([confirmed.status, confirmed.body.code]).toEqual([200, undefined]);
    return confirmed.body as List;
  };
  const differences = async (filter = '', who: Who = 'officer') =>
    (await world.api[who].get(`watch-differences?limit=200&${filter}`)).body.items as Row[];
  const post = async (who: Who, id: string, move: string, body: object) => {
    const answer = await world.api[who].post(`watch-differences/${id}/${move}`, body);
    return { status: answer.status, body: answer.body as Row, code: answer.body.errors?.[0]?.code ?? answer.body.code };
  };
  const labelled = (householdId: string, line = 'out-of-poverty') =>
    world.rows(
      `insert into entitlements (id, household_id, line, state, granted_from, updated_at, version)
        values (gen_random_uuid(), $1, $2, 'granted', '2026-01-01', now(), 1)`,
      [householdId, line],
    );

  it('tries a list, says what is wrong row by row, and shows no number', async () => {
    const known = await resident();
    const number = numberOf(900);
    const rows = [
      `甲,${known.identityNumber},脱贫户,2021/3/5`,
      `乙,${number},防返贫监测对象,2024年5月6日`,
      `丙,123,监测户,2024-01-01`,
      `,${numberOf(901)},富裕户,不详`,
      `甲,${known.identityNumber},脱贫户,2021-03-05`,
    ];
    const { status, body } = await upload(rows);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      ...{ state: 'checked', source: '县农业农村局' },
      counts: { rows: 5, problem: 5, known: 1, unknown: 1, theirs: 2, ours: 0 },
    });
    const faults = body.problems.map(({ row, code }) => `${row} ${code}`);
    expect(faults).toEqual([
      ...['4 identity-number-format', '5 watch-name-missing', '5 watch-label-unknown', '5 watch-since'],
      '6 watch-row-twice',
    ]);
    expect(body.problems.every(({ message }) => !message.includes('watch-lists.'))).toBe(true);
    expect(JSON.stringify(body)).not.toContain(number);
    // Nothing is written before somebody confirms.
    expect(await differences()).toEqual([]);
    // The same file again is the same list.
    expect((await upload(rows)).body.id).toBe(body.id);
    const [stored] = await world.rows<{ held: string }>(`select encode(content, 'escape') as held from watch_lists`);
    expect(stored!.held).not.toContain(number);
  });

  it('refuses a file without the columns, a day to come, and people who may not', async () => {
    const bare = await upload([], undefined, 'centre', Buffer.from('姓名,电话\r\n甲,1'));
    expect([bare.status, bare.body.errors?.[0]]).toMatchObject([422, { field: 'file', code: 'watch-list-columns' }]);
    const row = `甲,${numberOf(902)},脱贫户,2021-03-05`;
    const later = await upload([row], '2031-01-01');
    expect([later.status, later.body.errors?.[0]]).toMatchObject([
      422,
      { field: 'listedOn', code: 'watch-list-future' },
    ]);
    expect((await upload([row], undefined, 'station')).status).toBe(403);
    expect((await world.api.dispatcher.get('watch-differences')).status).toBe(403);
  });

  it('makes the difference in both directions somebody’s work, and renews it with the next list', async () => {
    const [theirs, ours, both] = [await resident(), await resident(), await resident()];
    await labelled(ours.id);
    await labelled(both.id);
    const row = (name: string, { identityNumber }: { identityNumber: string }) =>
      `${name},${identityNumber},脱贫户,2021-03-05`;
    const stranger = { identityNumber: numberOf(910) };
    const list = await inForce([row('一', theirs), row('二', both), row('三', stranger)], '2026-11-01');
    expect(list).toMatchObject({ state: 'in-force', counts: { known: 2, unknown: 1, ours: 1 } });
    const standing = await differences('open=true');
    const of = (id: string) => standing.find(({ householdId }) => householdId === id);
    expect(of(theirs.id)).toMatchObject({ side: 'theirs-not-ours', label: 'out-of-poverty', state: 'open' });
    expect(of(ours.id)).toMatchObject({ side: 'ours-not-theirs' });
    const unknown = standing.find(({ householdId }) => householdId === null)!;
    expect(unknown).toMatchObject({ personName: '三', ownerName: expect.any(String) });
    expect(JSON.stringify(unknown)).not.toContain(stranger.identityNumber);
    const [{ leader }] = (await world.rows<{ leader: string | null }>(
      `select coalesce((select lead_worker_id from cases where household_id = $1 limit 1), $2) as leader`,
      [theirs.id, world.logins.centre.accountId],
    )) as [{ leader: string }];
    expect(of(theirs.id)).toMatchObject({ ownerId: leader });
    expect(await differences('side=ours-not-theirs&open=true')).toEqual([of(ours.id)]);
    // Labels stand with source and date.
    const labels = await world.rows(`select label, since::text, source, listed_on::text as listed from watch_labels
      where household_id = '${theirs.id}'`);
    const label = { label: 'out-of-poverty', since: '2021-03-05', source: '县农业农村局', listed: '2026-11-01' };
    expect(labels).toEqual([label]);
    // An older list is refused, a newer one settles what no longer differs and keeps what does.
    const older = (await upload([row('一', theirs)], '2026-10-01')).body;
    const refused = await world.api.centre.post(`watch-lists/${older.id}/confirm`);
    expect([refused.status, refused.body.code]).toEqual([409, 'watch-list-older']);
    await inForce([row('一', theirs), row('四', ours), row('二', both)], '2026-11-20');
    const after = await differences('open=true');
    expect(after.map(({ id }) => id)).toContain(of(theirs.id)!.id);
    expect(after.map(({ id }) => id)).not.toContain(of(ours.id)!.id);
    expect((await world.api.officer.get(`watch-differences/${unknown.id}`)).body).toMatchObject({
      ...{ state: 'gone', personName: null, identityNumber: null },
    });
    expect((await world.api.officer.get(`watch-lists/${list.id}`)).body).toMatchObject({ state: 'replaced' });
  });

  it('takes an answer with a ground, calls for a lead or a re-check, and undoes it', async () => {
    const { id } = await resident();
    await labelled(id, 'relapse-monitored');
    const stranger = numberOf(920);
    await inForce([`五,${stranger},监测对象,2025-02-01`], world.app.clock.today());
    const rows = await differences('open=true');
    const mine = rows.find((one) => one.householdId === id)!;
    const unknown = rows.find((one) => one.personName === '五')!;
    expect((await post('centre', mine.id, 'answer', { outcome: 'explained', ground: '短' })).status).toBe(422);
    const explained = await post('centre', mine.id, 'answer', { outcome: 'explained', ground: GROUND });
    expect([explained.status, explained.body.state, explained.body.ground]).toEqual([200, 'explained', GROUND]);
    expect((await post('centre', mine.id, 'answer', { outcome: 'explained', ground: GROUND })).status).toBe(409);
    const undone = await post('centre', mine.id, 'undo', { reason: '核对时看错了一户' });
    expect([undone.status, undone.body.state, undone.body.ground]).toEqual([200, 'open', null]);
    // Somebody without a file becomes a lead, at a place that a person names.
    const placeless = await post('centre', unknown.id, 'answer', { outcome: 'taken-over', ground: GROUND });
    expect([placeless.status, placeless.code]).toEqual([422, 'watch-region-needed']);
    const taking = { outcome: 'taken-over', ground: GROUND, regionCode: VILLAGE };
    const taken = await post('centre', unknown.id, 'answer', taking);
    expect([taken.status, taken.body.state, taken.body.leadId]).toEqual([200, 'taken-over', expect.any(String)]);
    const [lead] = await world.rows<Row>(`select * from leads where id = '${String(taken.body.leadId)}'`);
    expect(lead).toMatchObject({ person_description: '五', channel: 'signal' });
    expect(JSON.stringify(lead)).not.toContain(stranger);
    // Handed to a colleague of the district, not to a provider's.
    const colleague = await post('centre', mine.id, 'assign', { ownerId: world.logins.officer.accountId });
    expect([colleague.status, colleague.body.ownerId]).toEqual([200, world.logins.officer.accountId]);
    const outsider = await post('centre', mine.id, 'assign', { ownerId: world.logins.dispatcher.accountId });
    expect([outsider.status, outsider.code]).toEqual([422, 'watch-owner-unfit']);
    expect((await differences('mine=true&open=true')).map((one) => one.id)).toContain(mine.id);
  });

  it('destroys after 90 days who was on the list and has no file', async () => {
    const list = await inForce([`六,${numberOf(930)},脱贫户,2022-01-01`]);
    world.app.clock.set(new Date(world.app.clock.now().getTime() + 92 * 86_400_000));
    await world.app.drain();
    const kept = await world.rows(
      `select 1 from watch_differences where list_id = $1 and
      (person_ciphertext is not null or person_index is not null)`,
      [list.id],
    );
    expect(kept).toEqual([]);
  });

  it('shows the pages, and keeps what was typed', async () => {
    const visitor = await new ConsoleVisitor(world.app).signIn(world.logins.centre.username);
    const page = await visitor.get('/console/watch-lists');
    expect(page.text).toContain('县农业农村局');
    const { id } = await resident();
    await labelled(id);
    await inForce([`七,${numberOf(940)},脱贫户,2022-01-01`], world.app.clock.today());
    const row = (await differences('open=true')).find((one) => one.householdId === id)!;
    const address = `/console/watch-differences/${row.id}`;
    const again = await visitor.submit(address, address, { act: 'answer', outcome: 'explained', ground: '太短' });
    expect(again.status).toBe(422);
    expect(again.text).toContain('太短');
    const done = await visitor.submit(address, address, { act: 'answer', outcome: 'reported-back', ground: GROUND });
    expect([done.status, done.headers.location]).toEqual([303, address]);
    expect((await visitor.get('/console/watch-differences?open=false')).text).toContain('已反馈农业农村部门');
  });
});
