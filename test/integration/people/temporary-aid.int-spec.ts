import { WorkCalendar } from '../../../src/reference/calendar';
import { ConsoleVisitor } from '../../support/console';
import { loginAs } from '../../support/district';
import { openPeopleWorld, OTHER_VILLAGE, type PeopleWorld } from './assessed-household';

interface Row {
  id: string;
  state: string;
  papers: { state: string; dueAt: string; moves: string[]; late: boolean } & Record<string, unknown>;
  [field: string]: unknown;
}

type Who = 'window' | 'station' | 'centre' | 'officer';

const FIRE = '昨夜火灾，家中粮食和被褥全部烧毁';
const FINDING = '火灾证明与户籍材料一致，情况属实';

describe('urgent temporary aid (B24, R70)', () => {
  let world: PeopleWorld;
  beforeAll(async () => {
    world = await openPeopleWorld({ alone: true });
    await reserveOf(await stationOf('990101001'), 5_000_000);
  });
  afterEach(() => world.app.clock.reset());
  afterAll(() => world.close());

  const stationOf = async (township: string) => {
    const [unit] = await world.rows<{ id: string }>(
      "select u.id from units u join regions r on r.id = u.region_id where u.tier = 'station' and r.code = $1",
      [township],
    );
    return unit!.id;
  };
  const reserveOf = async (unitId: string, amountFen: number) => {
    const opened = await world.api.officer.post('reserves', { unitId, imprestFen: amountFen });
    const id = opened.body.id as string;
    const entry = { kind: 'top-up', amountFen, reason: '区民政局本季度备用金拨付' };
    expect((await world.api.officer.post(`reserves/${id}/entries`, entry)).status).toBe(200);
    return id;
  };
  const file = async (more: object = { urgentGround: FIRE }, act = 'temporary') => {
    const { id } = await world.household();
    const filed = await world.api.window.post(`households/${id}/applications`, { act, ...more });
    expect([filed.status, filed.body.code]).toEqual([201, undefined]);
    return filed.body as Row;
  };
  const act = (who: Who, { id }: { id: string }, move: string, body?: object) =>
    world.api[who].post(`applications/${id}/${move}`, body);
  const done = async (...asked: Parameters<typeof act>) => {
    const answer = await act(...asked);
    expect([answer.status, answer.body.code, answer.body.errors]).toEqual([200, undefined, undefined]);
    return answer.body as Row;
  };
  const refused = async (...asked: Parameters<typeof act>) => {
    const { status, body } = await act(...asked);
    return [status, body.errors?.[0]?.code ?? body.code] as [number, string];
  };
  const granted = async (amountFen = 80_000) => done('station', await file(), 'grant-at-once', { amountFen });
  const listed = async (filter: string) =>
    ((await world.api.officer.get(`applications?limit=200&${filter}`)).body.items as Row[]).map(({ id }) => id);

  it('is granted at once without visit or publication, paid by the township, the papers awaited within their clock', async () => {
    const row = await file();
    expect(row).toMatchObject({ state: 'filed', urgent: true, urgency: FIRE, papers: null });
    const given = await done('station', row, 'grant-at-once', { amountFen: 80_000 });
    expect(given).toMatchObject({
      state: 'granted',
      outcome: 'granted',
      amountFen: 80_000,
      ground: FIRE,
      checkedAt: null,
    });
    const due = world.app
      .get(WorkCalendar)
      .addWorkDays(new Date(String(given.decidedAt)), 5)
      .toISOString();
    expect(given.papers).toMatchObject({ state: 'awaited', dueAt: due, late: false });
    const paid = (await world.api.officer.get('benefit-payments?act=temporary&limit=200')).body.items as Row[];
    expect(paid.find(({ applicationId }) => applicationId === row.id)).toMatchObject({
      ...{ amountFen: 80_000, rhythm: 'once', paidFrom: 'reserve' },
    });
    expect((await done('station', row, 'notify')).state).toBe('notified');
    expect(await refused('station', row, 'grant-at-once', { amountFen: 80_000 })).toEqual([409, 'move-not-allowed']);
    const log = await world.rows<{ move: string }>('select move from moves where subject_id = $1 order by at', [
      row.id,
    ]);
    expect(log.map(({ move }) => move)).toEqual(['grant-at-once', 'notify']);
    const record = await world.rows<{ action: string }>(
      'select action from audit_events where household_id = $1 order by id',
      [row.householdId],
    );
    expect(record.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['application.grant-at-once', 'reserve.aid', 'urgent-papers.awaited']),
    );
  });

  it('can be marked later with its ground; only where the act says so, and once', async () => {
    const row = await file({});
    expect(await refused('station', row, 'grant-at-once', { amountFen: 80_000 })).toEqual([
      409,
      'application-not-urgent',
    ]);
    expect(await refused('window', row, 'mark-urgent', { ground: '急' })).toEqual([422, 'too-small']);
    expect(await done('window', row, 'mark-urgent', { ground: FIRE })).toMatchObject({ urgent: true, state: 'filed' });
    expect(await refused('window', row, 'mark-urgent', { ground: FIRE })).toEqual([409, 'application-urgent-already']);
    const dibao = await file({}, 'dibao');
    expect(await refused('window', dibao, 'mark-urgent', { ground: FIRE })).toEqual([
      409,
      'application-not-urgent-act',
    ]);
    const { id } = await world.household();
    const asked = await world.api.window.post(`households/${id}/applications`, { act: 'dibao', urgentGround: FIRE });
    expect([asked.status, asked.body.errors[0]]).toEqual([
      422,
      expect.objectContaining({ field: 'urgentGround', code: 'application-not-urgent-act' }),
    ]);
  });

  it('is for the township within its delegation; above it, and of people related to staff, the district pays', async () => {
    const over = await file();
    const answer = await act('station', over, 'grant-at-once', { amountFen: 100_001 });
    expect([answer.status, answer.body.errors[0].code]).toEqual([422, 'application-urgent-over-delegation']);
    expect(JSON.stringify(answer.body)).toMatch(/1,?000/);
    expect((await act('window', over, 'grant-at-once', { amountFen: 100 })).status).toBe(403);
    expect(await done('officer', over, 'grant-at-once', { amountFen: 300_000 })).toMatchObject({ sampled: false });
    const related = await file({ urgentGround: FIRE, relatedToStaff: true });
    expect(await refused('station', related, 'grant-at-once', { amountFen: 100 })).toEqual([
      409,
      'application-district-decides',
    ]);
    await done('officer', related, 'grant-at-once', { amountFen: 100 });
    const paid = (await world.api.officer.get('benefit-payments?act=temporary&limit=200')).body.items as Row[];
    for (const { id } of [over, related])
      expect(paid.find(({ applicationId }) => applicationId === id)?.paidFrom).toBe('district');
  });

  it('is late when the papers do not come: shown, listed, and the lead worker is told once', async () => {
    const row = await granted();
    const fine = await granted();
    await done('window', fine, 'complete-papers');
    expect(await listed('papers=awaited')).toContain(row.id);
    expect(await listed('papers=late')).not.toContain(row.id);
    world.app.clock.set(new Date(new Date(row.papers.dueAt).getTime() + 60_000));
    await world.app.drain();
    expect(await listed('papers=late')).toContain(row.id);
    expect(await listed('papers=late')).not.toContain(fine.id);
    expect((await world.api.station.get(`applications/${row.id}`)).body.papers).toMatchObject({ late: true });
    const told = await world.rows<{ type: string }>(
      `select type from outbox_events where type = 'urgent-papers.overdue' and household_id = any ($1)`,
      [[row.householdId, fine.householdId]],
    );
    expect(told).toHaveLength(1);
    expect(await done('window', row, 'complete-papers')).toMatchObject({ papers: { state: 'brought', late: false } });
  });

  it('takes the papers when they are right, and where they are wrong two people decide about the money', async () => {
    const right = await granted();
    expect(await refused('station', right, 'check-papers', { result: 'right', finding: FINDING })).toEqual([
      409,
      'move-not-allowed',
    ]);
    await done('window', right, 'complete-papers');
    // Whoever gave the money does not say that it was right.
    const own = { result: 'right', finding: FINDING };
    expect(await refused('station', right, 'check-papers', own)).toEqual([409, 'urgent-papers-own-grant']);
    expect(await done('centre', right, 'check-papers', own)).toMatchObject({
      papers: { state: 'right', finding: FINDING, moves: [] },
    });
    const wrong = await granted(50_000);
    const check = (more: object) => ({ result: 'wrong', finding: '所报火灾并未发生，材料不实', ...more });
    expect(await refused('station', wrong, 'check-papers', check({}))).toEqual([422, 'urgent-papers-sum-needed']);
    expect(await refused('station', wrong, 'check-papers', check({ reclaimFen: 50_001 }))).toEqual([
      422,
      'urgent-papers-sum-over',
    ]);
    const found = await done('station', wrong, 'check-papers', check({ reclaimFen: 50_000 }));
    expect(found).toMatchObject({
      state: 'granted',
      amountFen: 50_000,
      papers: { state: 'wrong', reclaimFen: 50_000 },
    });
    expect(await listed('papers=wrong')).toContain(wrong.id);
    const decision = { decision: 'reclaim', ground: '经复核，应当追回已发放的救助金' };
    expect(await refused('station', wrong, 'decide-papers', decision)).toEqual([409, 'move-not-allowed']);
    expect(await done('officer', wrong, 'decide-papers', decision)).toMatchObject({ papers: { state: 'reclaimed' } });
    const judged = await granted(50_000);
    await done('officer', judged, 'check-papers', check({ reclaimFen: 10_000 }));
    expect(await refused('officer', judged, 'decide-papers', decision)).toEqual([409, 'urgent-papers-own-finding']);
  });

  it('that goes the ordinary way can be paid from the reserve too, where the township decides', async () => {
    const row = await file({});
    await done('station', row, 'accept');
    const [one, other] = [world.logins.window.actor.userId, world.logins.station.actor.userId];
    const visit = { visitedOn: world.app.clock.today(), investigatorIds: [one, other], result: 'meets', note: FINDING };
    await done('station', row, 'check', visit);
    const decision = { outcome: 'granted', amountFen: 30_000, ground: FINDING, paidFrom: 'reserve' };
    expect(await done('station', row, 'decide', decision)).toMatchObject({ amountFen: 30_000, papers: null });
    const [aid] = await world.rows<{ amount: number }>(
      'select amount_fen::float8 as amount from reserve_entries where application_id = $1',
      [row.id],
    );
    expect(aid?.amount).toBe(-30_000);
    const marginal = await file({}, 'dibao-marginal');
    await done('station', marginal, 'accept');
    await done('station', marginal, 'check', visit);
    expect(await refused('station', marginal, 'decide', { ...decision, amountFen: undefined })).toEqual([
      422,
      'application-not-from-reserve',
    ]);
  });

  it('needs a reserve in the township', async () => {
    const { id } = await world.household(undefined, '990101002001');
    const far = await world.api.officer.post(`households/${id}/applications`, { act: 'temporary', urgentGround: FIRE });
    const [unit] = await world.rows<{ id: string }>(
      `select u.id from units u join regions r on r.id = u.region_id where u.tier = 'station' and r.code = '990101002'`,
    );
    expect(unit?.id ?? null).toBe((far.body as Row).unitId ?? unit?.id ?? null);
    expect(await refused('station', far.body as Row, 'grant-at-once', { amountFen: 100 })).toEqual([
      404,
      'application-not-found',
    ]);
  });

  it('is paid by the township where the household is now, and its page says what is left there', async () => {
    const row = await file();
    const unitId = await stationOf('990101002');
    const reserveId = await reserveOf(unitId, 43_210);
    const household = `households/${String(row.householdId)}`;
    const { version } = (await world.api.centre.get(household)).body as { version: number };
    expect((await world.api.centre.patch(household, { regionCode: OTHER_VILLAGE }, version)).status).toBe(200);
    const there = await loginAs(world.app, 'station-worker', { unitId });
    const page = await (
      await new ConsoleVisitor(world.app).signIn(there.username)
    ).get(`/console/applications/${row.id}`);
    expect(page.text).toContain('¥432.10');
    const granted = await world.app
      .api(there.token)
      .post(`applications/${row.id}/grant-at-once`, { amountFen: 40_000 });
    expect([granted.status, granted.body.code]).toEqual([200, undefined]);
    const booked = await world.rows<{ id: string; left: number }>(
      `select e.reserve_id as id, r.balance_fen::float8 as left from reserve_entries e join reserves r on r.id = e.reserve_id
        where e.application_id = $1`,
      [row.id],
    );
    expect(booked).toEqual([{ id: reserveId, left: 3_210 }]);
  });

  /** One application of each of these people of one household. */
  const asked = async (people: number) => {
    const members = Array.from({ length: people }, (_, place) => ({
      name: `王${'甲乙丙丁戊己庚辛壬癸'[place]}`,
      relation: place === 0 ? 'head' : 'other',
    }));
    const { id, memberIds } = await world.household(members);
    const filed = [];
    for (const applicantId of memberIds)
      filed.push(
        await world.api.window.post(`households/${id}/applications`, {
          ...{ act: 'temporary', applicantId, urgentGround: FIRE },
        }),
      );
    expect(filed.map(({ status }) => status)).toEqual(filed.map(() => 201));
    return filed.map(({ body }) => body as Row);
  };
  const AGAIN = '又遭遇新的突发困难，与上次事由不同';

  it('is granted to one household once a year by a township, whatever races', async () => {
    const rows = await asked(10);
    const answers = await Promise.all(rows.map((row) => act('station', row, 'grant-at-once', { amountFen: 1_000 })));
    const codes = answers.map(({ status, body }) => (status === 200 ? 'granted' : (body.code as string)));
    expect(codes.filter((code) => code === 'granted')).toHaveLength(1);
    expect([...new Set(codes)].sort()).toEqual(expect.arrayContaining(['application-aid-repeated', 'granted']));
    expect(codes.every((code) => ['application-aid-repeated', 'application-busy', 'granted'].includes(code))).toBe(
      true,
    );
    const [booked] = await world.rows<{ count: number }>(
      'select count(*)::integer as count from reserve_entries where application_id = any ($1)',
      [rows.map(({ id }) => id)],
    );
    expect(booked!.count).toBe(1);
  });

  it('is granted again by the district for a reason of its own, and by the township when the months are over', async () => {
    const [first, second, third] = await asked(3);
    await done('station', first!, 'grant-at-once', { amountFen: 1_000 });
    // A reason does not lift the limit of the township.
    const again = { amountFen: 1_000, ground: AGAIN };
    expect(await refused('station', second!, 'grant-at-once', again)).toEqual([409, 'application-aid-repeated']);
    expect(await refused('officer', second!, 'grant-at-once', { amountFen: 1_000 })).toEqual([
      422,
      'application-repeat-ground-needed',
    ]);
    expect(await done('officer', second!, 'grant-at-once', again)).toMatchObject({ state: 'granted', ground: AGAIN });
    await world.rows(
      "update applications set decided_at = decided_at - interval '12 months 1 day' where household_id = $1 returning 1",
      [first!.householdId],
    );
    await done('station', third!, 'grant-at-once', { amountFen: 1_000 });
  });

  it('counts what was granted the ordinary way, and bounds it too', async () => {
    const [first, second] = await asked(2);
    await done('station', first!, 'grant-at-once', { amountFen: 1_000 });
    await done('station', second!, 'accept');
    const [one, other] = [world.logins.window.actor.userId, world.logins.station.actor.userId];
    const visit = { visitedOn: world.app.clock.today(), investigatorIds: [one, other], result: 'meets', note: FINDING };
    await done('station', second!, 'check', visit);
    const decision = { outcome: 'granted', amountFen: 1_000, ground: AGAIN };
    expect(await refused('station', second!, 'decide', decision)).toEqual([409, 'application-aid-repeated']);
    expect(await done('officer', second!, 'decide', decision)).toMatchObject({ state: 'granted' });
  });

  it('counts what a family was granted in the file that somebody left', async () => {
    const adult = { birthDate: '1980-01-02' };
    const { id, memberIds } = await world.household([
      { name: '孙一', relation: 'head', ...adult },
      { name: '孙二', relation: 'other', ...adult },
    ]);
    const files = async (householdId: string) => {
      const body = { act: 'temporary', urgentGround: FIRE };
      return (await world.api.window.post(`households/${householdId}/applications`, body)).body as Row;
    };
    const before = await files(id);
    await done('station', before, 'grant-at-once', { amountFen: 1_000 });
    await done('window', before, 'complete-papers');
    await done('officer', before, 'check-papers', { result: 'right', finding: FINDING });
    const members = [{ memberId: memberIds[1], relation: 'head' }];
    const split = { kind: 'split', members, reason: 'own-household' };
    const parted = await world.api.station.post(`households/${id}/regroupings`, split);
    expect([parted.status, parted.body.code]).toEqual([201, undefined]);
    const after = await files((parted.body as { to: { id: string } }).to.id);
    expect(await refused('station', after, 'grant-at-once', { amountFen: 1_000 })).toEqual([
      409,
      'application-aid-repeated',
    ]);
    expect(await done('officer', after, 'grant-at-once', { amountFen: 1_000, ground: AGAIN })).toMatchObject({
      state: 'granted',
    });
  });
});
