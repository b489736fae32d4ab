import { randomUUID } from 'node:crypto';
import type { ApiClient } from '../../support/app';
import { loginAs, PASSWORD } from '../../support/district';
import {
  ANSWERER,
  assess,
  openPeopleWorld,
  OTHER_VILLAGE,
  type PeopleWorld,
  triageAnswers,
  VILLAGE,
} from './assessed-household';

type Answers = Record<string, number>;
interface Entry {
  sheet: string;
  state: string;
  refusal: string | null;
  assessmentId: string | null;
  conflictId: string | null;
}
interface Row {
  id: string;
  [field: string]: unknown;
}
interface Wish {
  instrument: string;
  answers: Answers;
  memberId?: string;
  sheet?: string;
  version?: string;
  ended?: boolean;
  /** Null: the device names nobody. */
  answeredBy?: object | null;
}

const PURPOSE = '入户走访，评估生活自理与基本物资';
const REASON = '当天已在窗口重新询问过本人';
const SELF_CARE = ['eat', 'dress', 'bed', 'toilet', 'walk', 'bath', 'groom', 'continence'];
const selfCare = (value: number): Answers => Object.fromEntries(SELF_CARE.map((item) => [item, value]));

/** What a device makes of a sheet: begun, answered, ended. */
function operationsOf(householdId: string, wish: Wish): object[] {
  const place = { sheet: wish.sheet ?? randomUUID(), householdId };
  const head = { instrument: wish.instrument, instrumentVersion: wish.version ?? '1.0', mode: 'proxy' };
  const { memberId = null, answeredBy = memberId === null ? null : ANSWERER } = wish;
  const made: object[] = [{ kind: 'start', ...place, seq: 1, memberId, ...head, ...(answeredBy && { answeredBy }) }];
  for (const [item, value] of Object.entries(wish.answers))
    made.push({ kind: 'answer', ...place, seq: made.length + 1, item, value });
  if (wish.ended !== false) made.push({ kind: 'complete', ...place, seq: made.length + 1, elapsedSeconds: 240 });
  return made;
}

describe('assessing without a network (R103)', () => {
  let world: PeopleWorld;
  let colleague: { api: ApiClient; accountId: string };
  beforeAll(async () => {
    world = await openPeopleWorld({ alone: true });
    const [unit] = await world.rows<{ id: string }>(
      "select u.id from units u join regions r on r.id = u.region_id where u.tier = 'window' and r.code = $1",
      [VILLAGE],
    );
    const login = await loginAs(world.app, 'window-worker', { unitId: unit!.id });
    colleague = { api: world.app.api(login.token), accountId: login.accountId };
  });
  afterEach(() => world.app.clock.reset());
  afterAll(() => world.close());

  const take = async (households: string[], api: ApiClient = world.api.window) => {
    const answer = await api.post('take-alongs', { device: '走访手机', purpose: PURPOSE, households });
    expect([answer.status, answer.body.errors]).toEqual([201, undefined]);
    return (answer.body as Row).id;
  };
  const send = async (device: string, operations: object[], api: ApiClient = world.api.window) => {
    const answer = await api.post(`take-alongs/${device}/packets`, { operations });
    expect([answer.status, answer.body.errors]).toEqual([200, undefined]);
    return answer.body as { end: string | null; secondsLeft: number; sheets: Entry[] };
  };
  const results = (householdId: string) =>
    world.rows<{ instrument: string; severity: number; triage: string | null; counts: boolean }>(
      `select instrument, severity, triage, counts from assessments where household_id = $1 and state = 'completed'
        order by instrument, severity`,
      [householdId],
    );
  const triage = (sheet?: string): Wish => ({ instrument: 'S16', answers: triageAnswers(), sheet });
  const statesOf = ({ sheets }: { sheets: Entry[] }) => sheets.map(({ state, refusal }) => [state, refusal]);

  it('takes along what its owner may open, and says so on the record of each file', async () => {
    const home = await world.household();
    const elsewhere = await world.household(undefined, OTHER_VILLAGE);
    const wish = { device: '走访手机', purpose: PURPOSE };
    const refused = await world.api.window.post('take-alongs', { ...wish, households: [home.id, elsewhere.id] });
    expect([refused.status, refused.body.errors[0]]).toEqual([
      422,
      expect.objectContaining({ field: 'households', code: 'take-along-household-unknown' }),
    ]);
    const many = Array.from({ length: 31 }, () => home.id);
    expect((await world.api.window.post('take-alongs', { ...wish, households: many })).status).toBe(422);
    const device = await take([home.id]);
    const read = await world.rows<{ purpose: string }>(
      `select purpose from audit_events where household_id = $1 and action = 'household.file-read' and actor_id = $2`,
      [home.id, world.logins.window.accountId],
    );
    expect(read.some(({ purpose }) => purpose.includes(PURPOSE))).toBe(true);
    const { status, body } = await world.api.window.get(`take-alongs/${device}/contents`);
    expect(status).toBe(200);
    expect(body.households).toEqual([
      expect.objectContaining({ id: home.id, displayName: '王桂芳', triaged: false, members: [expect.anything()] }),
    ]);
    expect(body.instruments).toHaveLength(16);
    // Nobody has trained the colleague (R18).
    const theirs = await world.api.window.get(`take-alongs/${device}/contents`);
    const others = await colleague.api.get(`take-alongs/${await take([home.id], colleague.api)}/contents`);
    const barred = ({ instruments }: { instruments: Array<{ code: string; mayUse: boolean }> }) =>
      instruments.filter(({ mayUse }) => !mayUse).map(({ code }) => code);
    expect([barred(theirs.body), barred(others.body)]).toEqual([[], ['S04', 'S05', 'S09']]);
    // What a danger calls for goes along.
    const scales = body.instruments as Array<{ code: string; alarms: object[] }>;
    expect(scales.find(({ code }) => code === 'S05')?.alarms).toEqual([
      { any: ['panic'], value: 1, steps: ['stay-with-person', 'ambulance', 'triage', 'reach-person', 'listen'] },
    ]);
    expect(scales.find(({ code }) => code === 'S16')?.alarms).toMatchObject([
      { any: expect.arrayContaining(['violence', 'self-harm']), value: 1, steps: ['triage-red'] },
      { any: expect.arrayContaining(['eviction']), value: 1, steps: ['triage-amber'] },
    ]);
    expect(JSON.stringify(body.households)).not.toMatch(/identityNumber|phone|address|birthDate/);
    expect(body.takeAlong.secondsLeft).toBeGreaterThan(86_000);
    // Nobody else gets at it; the centre sees that it is out, to end it.
    expect((await colleague.api.get(`take-alongs/${device}`)).status).toBe(404);
    expect((await world.api.centre.get(`take-alongs/${device}`)).body).toMatchObject({
      device: '走访手机',
      households: 1,
    });
    expect((await world.api.centre.get(`take-alongs/${device}/contents`)).status).toBe(403);
  });

  it('makes one result of a packet that comes three times and in the wrong order', async () => {
    const home = await world.household();
    const device = await take([home.id]);
    const self = operationsOf(home.id, { instrument: 'S01', answers: selfCare(2), memberId: home.memberIds[0] });
    const emergency = operationsOf(home.id, triage());
    // The end comes first, then pieces of the middle; the triage last of all.
    expect(statesOf(await send(device, self.slice(6)))).toEqual([['open', null]]);
    await send(device, self.slice(6));
    expect(statesOf(await send(device, self.slice(0, 6)))).toEqual([['waiting', 'triage-first']]);
    expect(await results(home.id)).toEqual([]);
    for (let again = 0; again < 3; again += 1) await send(device, [...emergency].reverse());
    await send(device, [...self].reverse());
    expect(await results(home.id)).toMatchObject([
      { instrument: 'S01', severity: 3 },
      { instrument: 'S16', triage: 'green' },
    ]);
    const { body } = await world.api.window.get(`households/${home.id}/needs`);
    expect((body.items as Array<{ code: string }>).filter(({ code }) => code === 'CA-01')).toHaveLength(1);
    const sheets = await world.rows<{ elapsed: number; sealed: boolean }>(
      `select elapsed_seconds as elapsed, position('eat' in encode(operations_ciphertext, 'escape')) = 0 as sealed
        from field_sheets where household_id = $1`,
      [home.id],
    );
    expect(sheets).toEqual([
      { elapsed: 240, sealed: true },
      { elapsed: 240, sealed: true },
    ]);
    expect((await world.api.window.get('assessment-conflicts')).body.items).toEqual([]);
  });

  it('keeps what two workers found, side by side, until a person says which counts', async () => {
    const home = await world.household();
    const [mine, theirs] = [await take([home.id]), await take([home.id], colleague.api)];
    const wish = (value: number): Wish => ({
      instrument: 'S01',
      answers: selfCare(value),
      memberId: home.memberIds[0],
    });
    await send(mine, [...operationsOf(home.id, triage()), ...operationsOf(home.id, wish(0))]);
    const sent = await send(theirs, operationsOf(home.id, wish(3)), colleague.api);
    const conflictId = sent.sheets[0]!.conflictId!;
    expect(conflictId).not.toBeNull();
    expect(await results(home.id)).toMatchObject([{ severity: 0 }, { severity: 3 }, { instrument: 'S16' }]);
    const { body } = await world.api.window.get(`assessment-conflicts/${conflictId}`);
    expect(body.assessments.map(({ severity }: { severity: number }) => severity)).toEqual([0, 3]);
    const settle = (assessmentId: string, api: ApiClient = world.api.window) =>
      api.post(`assessment-conflicts/${conflictId}/settle`, { assessmentId, reason: '第二位工作人员问错了人' });
    expect((await settle(randomUUID())).body.errors[0].code).toBe('assessment-conflict-other');
    expect((await world.api.officer.get(`assessment-conflicts/${conflictId}`)).status).toBe(403);
    const found = async () =>
      (
        (await world.api.window.get(`households/${home.id}/needs`)).body.items as Array<{ code: string; state: string }>
      ).filter(({ code, state }) => code === 'CA-01' && state === 'found');
    expect(await found()).toHaveLength(1);
    const settled = await settle(body.assessments[0].id);
    expect(settled.body).toMatchObject({ state: 'settled', countingId: body.assessments[0].id });
    // Only the other one spoke for it, and nobody had confirmed it.
    expect(await found()).toEqual([]);
    expect(settled.body.reason).toContain('第二位');
    expect((await settle(body.assessments[1].id)).status).toBe(409);
    expect((await results(home.id)).map(({ counts }) => counts)).toEqual([true, false, true]);
  });

  it('makes one of the same sheet from two devices, and a pair of the same name with other answers', async () => {
    const home = await world.household();
    const [one, other] = [await take([home.id]), await take([home.id])];
    const sheet = randomUUID();
    const wish = (value: number): Wish => ({
      ...{ instrument: 'S01', answers: selfCare(value), memberId: home.memberIds[0], sheet },
    });
    await send(one, [...operationsOf(home.id, triage()), ...operationsOf(home.id, wish(1))]);
    const same = await send(other, operationsOf(home.id, wish(1)));
    expect(same.sheets).toMatchObject([{ state: 'taken-over', conflictId: null }]);
    expect(await results(home.id)).toHaveLength(2);
    const third = await take([home.id]);
    expect((await send(third, operationsOf(home.id, wish(3)))).sheets[0]!.conflictId).not.toBeNull();
    expect(await results(home.id)).toHaveLength(3);
  });

  it('keeps what it cannot take over with its reason and its answers', async () => {
    const home = await world.household([
      { name: '王桂芳', relation: 'head', birthDate: '1949-03-02' },
      { name: '李大山', relation: 'spouse', birthDate: '1947-01-01' },
    ]);
    const device = await take([home.id]);
    const gone = home.memberIds[1]!;
    const draft = operationsOf(home.id, { instrument: 'S01', answers: selfCare(1), memberId: gone });
    await send(device, [...operationsOf(home.id, triage()), ...draft.slice(0, -1)]);
    const left = await world.api.window.post(`members/${gone}/leave`, { reason: 'died' });
    expect(left.status).toBe(200);
    const old = operationsOf(home.id, { instrument: 'S11', answers: { worry: 1, skipped: 1 }, version: '0.9' });
    const after = await send(device, [...draft.slice(-1), ...old]);
    expect(statesOf(after)).toEqual(
      expect.arrayContaining([
        ['refused', 'field-member-died'],
        ['refused', 'instrument-retired'],
        ['taken-over', null],
      ]),
    );
    const { body: list } = await world.api.window.get('field-sheets?state=refused&limit=200');
    const row = (list.items as Row[]).find((one) => one.householdId === home.id && one.instrument === 'S11')!;
    expect((await world.api.window.get(`field-sheets/${row.id}`)).body).toMatchObject({
      ...{ answers: { worry: 1, skipped: 1 }, refusal: 'instrument-retired', complete: true },
    });
    expect((await colleague.api.get(`field-sheets/${row.id}`)).status).toBe(404);
    expect((await world.api.window.post(`field-sheets/${row.id}/take-over`)).body.state).toBe('refused');
    // Once it is a result, that one says who reads the answers (C3).
    const done = await world.rows<{ id: string }>(
      `select id from field_sheets where household_id = $1 and state = 'taken-over'`,
      [home.id],
    );
    expect((await world.api.window.get(`field-sheets/${done[0]!.id}`)).body.answers).toBeNull();
    // The scale of today takes the answers that it still knows, as a draft at the desk.
    const goneOn = await world.api.window.post(`field-sheets/${row.id}/go-on`, {});
    expect(goneOn.body).toMatchObject({ state: 'dealt-with' });
    expect((await world.api.window.get(`assessments/${goneOn.body.assessmentId}`)).body).toMatchObject({
      ...{ state: 'draft', answers: { worry: 1, skipped: 1 } },
    });
    const dead = (list.items as Row[]).find((one) => one.householdId === home.id && one.instrument === 'S01')!;
    expect((await world.api.window.post(`field-sheets/${dead.id}/go-on`, {})).status).toBe(422);
    const aside = await world.api.window.post(`field-sheets/${dead.id}/set-aside`, { reason: REASON });
    expect(aside.body).toMatchObject({ state: 'dealt-with', reason: REASON, answers: selfCare(1) });
    expect((await world.api.window.post(`field-sheets/${dead.id}/set-aside`, { reason: REASON })).status).toBe(409);
  });

  it('asks who answered for somebody, also when a sheet is gone on with at the desk (R98)', async () => {
    const home = await world.household();
    const device = await take([home.id]);
    const wish = { instrument: 'S01', answers: selfCare(1), memberId: home.memberIds[0] };
    const nobody = operationsOf(home.id, { ...wish, answeredBy: null });
    const sent = await send(device, [...operationsOf(home.id, triage()), ...nobody]);
    expect(statesOf(sent)).toContainEqual(['refused', 'assessment-answerer-needed']);
    const { body: list } = await world.api.window.get('field-sheets?state=refused&limit=200');
    const row = (list.items as Row[]).find((one) => one.householdId === home.id)!;
    expect((await world.api.window.post(`field-sheets/${row.id}/go-on`, {})).status).toBe(422);
    const goneOn = await world.api.window.post(`field-sheets/${row.id}/go-on`, { answeredBy: ANSWERER });
    expect(goneOn.body).toMatchObject({ state: 'dealt-with' });
    const draft = await world.api.window.get(`assessments/${goneOn.body.assessmentId}`);
    expect(draft.body).toMatchObject({ state: 'draft', answers: selfCare(1), answeredBy: { name: ANSWERER.name } });
    // Named on the device it is taken over, with the time that the device has counted.
    const named = await send(device, operationsOf(home.id, wish));
    const taken = named.sheets.find(({ sheet, state }) => sheet !== row.sheet && state === 'taken-over' && sheet)!;
    expect(taken).toBeDefined();
    const kept = await world.rows<{ seconds: number }>(
      `select seconds_active as seconds from assessments where household_id = $1 and instrument = 'S01' and state = 'completed'`,
      [home.id],
    );
    expect(kept).toEqual([{ seconds: 240 }]);
  });

  it('holds up nobody else for a household that its sender must not open any more', async () => {
    const [shut, open] = [await world.household(), await world.household()];
    const device = await take([shut.id, open.id]);
    const mine = operationsOf(shut.id, triage());
    await send(device, mine.slice(0, 3));
    await world.rows(
      `insert into conflicts (id, district_code, account_id, household_id, household_number, kind, declared_by, declared_at, version)
        select uuidv7(), district_code, $2, id, number, 'relative', $2, now(), 1 from households where id = $1`,
      [shut.id, world.logins.window.accountId],
    );
    const sent = await send(device, [...mine, ...operationsOf(open.id, triage())]);
    expect(statesOf(sent)).toEqual([
      ['refused', 'household-not-found'],
      ['taken-over', null],
    ]);
    const [sheet] = await world.rows<{ id: string }>('select id from field_sheets where household_id = $1', [shut.id]);
    const { body } = await world.api.window.get('field-sheets?limit=200');
    expect((body.items as Row[]).map(({ id }) => id)).not.toContain(sheet!.id);
    for (const [act, input] of [
      ['take-over', {}],
      ['go-on', {}],
      ['set-aside', { reason: REASON }],
    ] as const)
      expect((await world.api.window.post(`field-sheets/${sheet!.id}/${act}`, input)).status).toBe(404);
  });

  it('lets one of three results count, whichever pair is settled first', async () => {
    const home = await world.household();
    const wish = (value: number): Wish => ({
      instrument: 'S01',
      answers: selfCare(value),
      memberId: home.memberIds[0],
    });
    const first = await take([home.id]);
    await send(first, [...operationsOf(home.id, triage()), ...operationsOf(home.id, wish(0))]);
    const later = [await take([home.id], colleague.api), await take([home.id], colleague.api)];
    await send(later[0]!, operationsOf(home.id, wish(1)), colleague.api);
    await send(later[1]!, operationsOf(home.id, wish(3)), colleague.api);
    const open = async () =>
      ((await world.api.window.get('assessment-conflicts?state=open&limit=200')).body.items as Row[]).filter(
        ({ householdId }) => householdId === home.id,
      ) as Array<Row & { assessments: Array<{ id: string; severity: number }> }>;
    const pairs = await open();
    expect(pairs).toHaveLength(3);
    const bySeverity = (pair: { assessments: Array<{ id: string; severity: number }> }, severity: number) =>
      pair.assessments.find((one) => one.severity === severity)?.id;
    const settle = (pair: Row, assessmentId: string) =>
      world.api.window.post(`assessment-conflicts/${pair.id}/settle`, { assessmentId, reason: REASON });
    const weights = (pair: (typeof pairs)[number]) => pair.assessments.map(({ severity }) => severity).sort();
    const [none, some] = [Math.min(...pairs.flatMap(weights)), Math.max(...pairs.flatMap(weights))];
    const outer = pairs.find((pair) => weights(pair).join() === [none, some].sort().join())!;
    expect((await settle(outer, bySeverity(outer, none)!)).status).toBe(200);
    // The pair of the one set aside asks nothing any more, and it cannot win there.
    const left = await open();
    expect(left).toHaveLength(1);
    const dead = pairs.find((pair) => pair.id !== outer.id && pair.id !== left[0]!.id)!;
    expect((await settle(dead, bySeverity(dead, some)!)).body.code).toBe('assessment-set-aside');
    expect((await settle(left[0]!, bySeverity(left[0]!, none)!)).status).toBe(200);
    const counting = (await results(home.id)).filter(({ instrument, counts }) => instrument === 'S01' && counts);
    expect(counting).toMatchObject([{ severity: none }]);
    expect(await open()).toEqual([]);
  });

  it('refuses a lost, an old and a logged-out device, and keeps what it sends all the same', async () => {
    const home = await world.household();
    const lost = await take([home.id]);
    expect((await world.api.officer.post(`take-alongs/${lost}/end`, { reason: 'lost' })).body.end).toBe('lost');
    expect((await world.api.officer.post(`take-alongs/${lost}/end`, { reason: 'lost' })).status).toBe(409);
    const operations = operationsOf(home.id, triage());
    expect(await send(lost, operations)).toMatchObject({ end: 'lost', secondsLeft: 0 });
    expect(statesOf(await send(lost, operations))).toEqual([['refused', 'device-lost']]);
    expect((await world.api.window.get(`take-alongs/${lost}/contents`)).status).toBe(410);
    const old = await take([home.id]);
    await world.rows(
      `update take_alongs set taken_at = taken_at - interval '25 hours', expires_at = expires_at - interval '25 hours' where id = $1`,
      [old],
    );
    expect(statesOf(await send(old, operations))).toEqual([['refused', 'device-expired']]);
    const [answer] = [
      await world.app.api().post('sessions', { username: world.logins.window.username, password: PASSWORD }),
    ];
    const second = world.app.api((answer.body as { token: string }).token);
    const out = await take([home.id], second);
    expect((await world.api.window.get(`take-alongs/${out}`)).body.end).toBeNull();
    expect((await second.delete('sessions/current')).status).toBe(204);
    expect(statesOf(await send(out, operations))).toEqual([['refused', 'device-signed-out']]);
    expect(await results(home.id)).toEqual([]);
    // A session that had run out and was replaced is no log-out.
    const [again] = [
      await world.app.api().post('sessions', { username: world.logins.window.username, password: PASSWORD }),
    ];
    const third = world.app.api((again.body as { token: string }).token);
    const idle = await take([home.id], third);
    await world.rows(
      `update sessions set last_seen_at = now() - interval '2 days', revoked_at = now() where id =
        (select session_id from take_alongs where id = $1)`,
      [idle],
    );
    expect(statesOf(await send(idle, operations))).toEqual([['taken-over', null]]);
  });

  it('ends alike by every schedule of two devices, with nothing lost', async () => {
    const outcomes = new Set<string>();
    for (let seed = 1; seed <= 24; seed += 1) {
      const home = await world.household();
      const [mine, theirs] = [await take([home.id]), await take([home.id], colleague.api)];
      const memberId = home.memberIds[0];
      const made = [
        ...[triage(), { instrument: 'S01', answers: selfCare(1), memberId }].flatMap((wish) =>
          operationsOf(home.id, wish).map((operation) => ({ device: mine, api: world.api.window, operation })),
        ),
        ...[
          { instrument: 'S01', answers: selfCare(2), memberId },
          { instrument: 'S11', answers: { worry: 1 }, ended: false },
        ].flatMap((wish) =>
          operationsOf(home.id, wish).map((operation) => ({ device: theirs, api: colleague.api, operation })),
        ),
      ];
      for (const packet of schedule(made, seed))
        for (const { device, api } of [
          { device: mine, api: world.api.window },
          { device: theirs, api: colleague.api },
        ]) {
          const operations = packet.filter((one) => one.device === device).map(({ operation }) => operation);
          if (operations.length > 0) await send(device, operations, api);
        }
      await send(mine, []);
      await send(theirs, [], colleague.api);
      const [{ pairs } = { pairs: '' }] = await world.rows<{ pairs: string }>(
        'select count(*)::text as pairs from assessment_conflicts where household_id = $1',
        [home.id],
      );
      const sheets = await world.rows(
        'select instrument, state, refusal, answered from field_sheets where household_id = $1 order by instrument, answered, state',
        [home.id],
      );
      outcomes.add(JSON.stringify([await results(home.id), pairs, sheets]));
    }
    expect([...outcomes]).toHaveLength(1);
    const [found, pairs, sheets] = JSON.parse([...outcomes][0]!) as [object[], string, object[]];
    expect(found).toMatchObject([{ instrument: 'S01' }, { instrument: 'S01' }, { instrument: 'S16' }]);
    expect([pairs, sheets.length]).toEqual(['1', 4]);
  });

  it('takes two thousand answers in packets of two hundred', async () => {
    const home = await world.household();
    const device = await take([home.id]);
    const memberId = home.memberIds[0];
    const many = Array.from({ length: 250 }, (_, n) =>
      operationsOf(home.id, { instrument: 'S01', answers: selfCare(n % 4), memberId, ended: n < 3 }),
    ).flat();
    const all = [...many, ...operationsOf(home.id, triage())];
    expect(
      (await world.api.window.post(`take-alongs/${device}/packets`, { operations: all.slice(0, 201) })).status,
    ).toBe(422);
    for (let from = 0; from < all.length; from += 200) await send(device, all.slice(from, from + 200));
    const { sheets } = await send(device, []);
    expect(sheets.filter(({ state }) => state === 'taken-over')).toHaveLength(4);
    expect(sheets.filter(({ state }) => state === 'open')).toHaveLength(247);
    const [{ answered } = { answered: 0 }] = await world.rows<{ answered: number }>(
      'select sum(answered)::int as answered from field_sheets where take_along_id = $1',
      [device],
    );
    expect(answered).toBe(2012);
  }, 240_000);

  it('lets no triage of the desk go unseen by what waits', async () => {
    const home = await world.household();
    const device = await take([home.id]);
    const wish = { instrument: 'S01', answers: selfCare(2), memberId: home.memberIds[0] };
    expect(statesOf(await send(device, operationsOf(home.id, wish)))).toEqual([['waiting', 'triage-first']]);
    await assess(world.api.station, home.id, 'S16', triageAnswers());
    expect(statesOf(await send(device, []))).toEqual([['taken-over', null]]);
  });
});

/** Packets in an order of its own for every seed: cut anywhere, some twice, all at least once. */
function schedule<T>(made: readonly T[], seed: number): T[][] {
  let state = seed * 2_654_435_761;
  const next = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  const mixed = [...made];
  for (let place = mixed.length - 1; place > 0; place -= 1) {
    const other = next(place + 1);
    [mixed[place], mixed[other]] = [mixed[other]!, mixed[place]!];
  }
  const packets: T[][] = [];
  for (let from = 0; from < mixed.length;) {
    const size = 1 + next(12);
    packets.push(mixed.slice(from, from + size));
    from += size;
  }
  return [...packets, packets[next(packets.length)]!, packets[next(packets.length)]!];
}
