import { plusDays, WorkCalendar } from '../../../src/reference/calendar';
import { openPeopleWorld, OTHER_VILLAGE, type PeopleWorld } from './assessed-household';

interface Row {
  id: string;
  state: string;
  level: string;
  dueAt: string | null;
  version: number;
  [field: string]: unknown;
}

const CHILD = { name: '王小禾', relation: 'head', birthDate: '2018-03-02' };
const GROUND = '入户核实，家庭确无其他收入来源';
const NOTE = '房屋简陋，老人独居，无其他收入';

describe('applications for statutory acts (R94)', () => {
  let world: PeopleWorld;
  beforeAll(async () => {
    world = await openPeopleWorld({ alone: true });
  });
  afterEach(() => world.app.clock.reset());
  afterAll(() => world.close());

  const today = () => world.app.clock.today();
  const at = (day: string) => world.app.clock.set(new Date(`${day}T02:00:00Z`));
  const account = (who: 'window' | 'station' | 'centre' | 'officer') => world.logins[who].actor.userId!;
  const file = async (id: string, act = 'dibao', more: object = {}) => {
    const filed = await world.api.window.post(`households/${id}/applications`, { act, ...more });
    expect(filed.status).toBe(201);
    return filed.body as Row;
  };
  const act = async (
    who: 'window' | 'station' | 'centre' | 'officer',
    { id }: { id: string },
    move: string,
    body?: object,
  ) => world.api[who].post(`applications/${id}/${move}`, body);
  const done = async (...asked: Parameters<typeof act>) => {
    const answer = await act(...asked);
    expect([answer.status, answer.body.code]).toEqual([200, undefined]);
    return answer.body as Row;
  };
  const refused = async (...asked: Parameters<typeof act>) => {
    const { status, body } = await act(...asked);
    return [status, body.errors?.[0]?.code ?? body.code] as [number, string];
  };
  const visit = (more: object = {}) => ({
    ...{ visitedOn: today(), investigatorIds: [account('window'), account('station')], result: 'meets', note: NOTE },
    ...more,
  });
  /** The line of the policy-first checklist that the application answers (R7). */
  const lineOf = async (id: string) => {
    const { items } = (await world.api.station.get(`households/${id}/entitlements`)).body as { items: Row[] };
    return items.find(({ line, memberId }) => line === 'dibao' && memberId === null)?.state;
  };
  /** Filed, accepted and visited. */
  const checked = async (code = 'dibao', members?: object[]) => {
    const { id } = await world.household(members);
    const row = await file(id, code);
    await done('station', row, 'accept');
    return done('station', row, 'check', visit());
  };
  const published = async (amountFen: number, code = 'dibao') => {
    const row = await done('station', await checked(code), 'publish', { amountFen });
    at(plusDays(String(row.publishedUntil), 1));
    return row;
  };

  it('go from the window to the notice, with a day for every step and a payment from the next month', async () => {
    const { id } = await world.household();
    const filed = await file(id);
    const calendar = world.app.get(WorkCalendar);
    const within = (from: string, days: number) => calendar.addWorkDays(new Date(from), days).toISOString();
    expect(filed).toMatchObject({ state: 'filed', level: 'township', dueAt: within(String(filed.filedAt), 5) });
    expect(String(filed.number)).toMatch(/^AP-\d{4}-\d{6}$/);
    expect(await lineOf(id)).toBe('applied');
    const accepted = await done('station', filed, 'accept');
    expect(accepted.dueAt).toBe(within(String(accepted.acceptedAt), 3));
    const seen = await done('station', filed, 'check', visit());
    expect(seen).toMatchObject({ state: 'checked', dueAt: within(String(seen.checkedAt), 10) });
    expect(seen.visits).toEqual([expect.objectContaining({ result: 'meets', note: NOTE, visitedOn: today() })]);
    const open = await done('station', filed, 'publish', { amountFen: 40_000 });
    expect(open).toMatchObject({ publishedOn: today(), publishedUntil: plusDays(today(), 7), opinionFen: 40_000 });
    at(plusDays(String(open.publishedUntil), 1));
    const decided = await done('station', filed, 'decide', { outcome: 'granted', ground: GROUND });
    expect(decided).toMatchObject({ state: 'granted', outcome: 'granted', amountFen: 40_000, ground: GROUND });
    expect(await lineOf(id)).toBe('granted');
    const told = await done('station', filed, 'notify');
    expect(told).toMatchObject({ state: 'notified', remedyUntil: plusDays(today(), 60), dueAt: null });
    const paid = (await world.api.officer.get('benefit-payments?act=dibao')).body.items as Row[];
    const month = new Date(`${today()}T00:00:00Z`);
    month.setUTCMonth(month.getUTCMonth() + 1, 1);
    expect(paid.find(({ applicationId }) => applicationId === filed.id)).toMatchObject({
      ...{ amountFen: 40_000, rhythm: 'month', fromMonth: month.toISOString().slice(0, 10), householdId: id },
    });
    const log = await world.rows<{ move: string }>('select move from moves where subject_id = $1 order by at', [
      filed.id,
    ]);
    expect(log.map(({ move }) => move)).toEqual(['accept', 'check', 'publish', 'grant', 'notify']);
    const record = await world.rows<{ action: string }>('select action from audit_events where subject_id = $1', [
      filed.id,
    ]);
    for (const name of ['application.filed', 'application.check', 'application.grant'])
      expect(record.map(({ action }) => action)).toContain(name);
  });

  it('are sent back once, with one list, and never for what the office can look up (B14)', async () => {
    const { id } = await world.household();
    const row = await file(id);
    expect(await refused('station', row, 'return', { missing: ['household-book'] })).toEqual([
      422,
      'application-paper-online',
    ]);
    expect(await refused('station', row, 'return', { missing: ['moon-stone'] })).toEqual([
      422,
      'application-paper-unknown',
    ]);
    const back = await done('station', row, 'return', { missing: ['income-proof', 'rent-contract'] });
    expect(back).toMatchObject({ state: 'returned', missing: ['income-proof', 'rent-contract'], dueAt: null });
    await done('window', row, 'complete');
    expect(await refused('station', row, 'return', { missing: ['illness-proof'] })).toEqual([
      409,
      'application-returned-before',
    ]);
    expect((await done('station', row, 'accept')).state).toBe('accepted');
  });

  it('are visited after the acceptance, by two different people who are not close to them (B10, B14)', async () => {
    const { id } = await world.household();
    const row = await file(id);
    expect(await refused('station', row, 'check', visit())).toEqual([409, 'move-not-allowed']);
    await done('station', row, 'accept');
    const wrong = (more: object) => refused('station', row, 'check', visit(more));
    expect(await wrong({ visitedOn: plusDays(today(), -1) })).toEqual([422, 'application-visit-before-acceptance']);
    expect(await wrong({ visitedOn: plusDays(today(), 1) })).toEqual([422, 'day-ahead']);
    const [one, other] = [account('window'), account('officer')];
    expect(await wrong({ investigatorIds: [one, one] })).toEqual([422, 'application-investigator-twice']);
    expect(await wrong({ investigatorIds: [one] })).toEqual([422, 'application-investigators-needed']);
    expect(
      await wrong({ investigatorIds: [one, account('centre').replace(/.$/, (last) => (last === '0' ? '1' : '0'))] }),
    ).toEqual([422, 'application-investigator-unknown']);
    const [{ number } = { number: '' }] = await world.rows<{ number: string }>(
      'select number from households where id = $1',
      [id],
    );
    const declared = { householdKey: number, kind: 'relative', accountId: other };
    expect((await world.api.centre.post('conflicts', declared)).status).toBe(201);
    expect(await wrong({ investigatorIds: [one, other] })).toEqual([422, 'application-investigator-close']);
    // Whoever is close does not even find it, so nobody decides on people of their own.
    expect((await world.api.officer.get(`applications/${row.id}`)).status).toBe(404);
    expect((await done('station', row, 'check', visit())).state).toBe('checked');
  });

  it('of people related to staff are visited and decided by the district (B14)', async () => {
    const { id } = await world.household();
    const row = await file(id, 'dibao', { relatedToStaff: true });
    expect(row).toMatchObject({ relatedToStaff: true, level: 'district' });
    await done('station', row, 'accept');
    expect(await refused('station', row, 'check', visit())).toEqual([409, 'application-district-visits']);
    await done('officer', row, 'check', visit({ investigatorIds: [account('centre'), account('officer')] }));
    const open = await done('station', row, 'publish', { amountFen: 10_000 });
    at(plusDays(String(open.publishedUntil), 1));
    const decision = { outcome: 'granted', ground: GROUND };
    expect(await refused('station', row, 'decide', decision)).toEqual([409, 'application-district-decides']);
    expect((await done('officer', row, 'decide', decision)).sampled).toBe(false);
  });

  it('hang out where the act says so, and are decided after it and after every objection', async () => {
    const row = await checked();
    const decision = { outcome: 'refused', ground: GROUND };
    expect(await refused('officer', row, 'decide', decision)).toEqual([409, 'application-publish-first']);
    expect(await refused('station', row, 'publish', {})).toEqual([422, 'application-amount-needed']);
    const open = await done('station', row, 'publish', { amountFen: 30_000 });
    expect(await refused('officer', row, 'decide', decision)).toEqual([409, 'application-publicity-running']);
    await done('window', row, 'object', { words: '邻居反映该户有固定的收入' });
    at(plusDays(String(open.publishedUntil), 1));
    expect(await refused('officer', row, 'decide', decision)).toEqual([409, 'application-objection-open']);
    const answered = await done('station', row, 'answer', { words: '经再次核实，该收入已经停止' });
    expect(answered.objections).toEqual([expect.objectContaining({ state: 'answered', words: expect.any(String) })]);
    expect(await refused('station', row, 'answer', { words: '再答复一次也没有用' })).toEqual([
      404,
      'application-objection-not-found',
    ]);
    expect(await done('officer', row, 'decide', decision)).toMatchObject({ outcome: 'refused', amountFen: null });
  });

  it.each(['orphan', 'unattended-child', 'dibao-marginal'])('are never published for %s (B17, B28)', async (code) => {
    const row = await checked(code, [CHILD]);
    expect(await refused('station', row, 'publish', { amountFen: 100_000 })).toEqual([
      409,
      'application-not-published',
    ]);
    const decision = { outcome: 'granted', amountFen: 100_000, ground: GROUND };
    const decided = await done('officer', row, 'decide', decision);
    expect(decided.amountFen).toBe(code === 'dibao-marginal' ? null : 100_000);
  });

  it('are decided by the township within its delegation; beyond it they go to the district (R70)', async () => {
    const over = await published(60_100);
    const decision = { outcome: 'granted', ground: GROUND };
    const answer = await act('station', over, 'decide', decision);
    expect([answer.status, answer.body.errors[0].code]).toEqual([422, 'application-over-delegation']);
    expect(JSON.stringify(answer.body)).toContain('600');
    expect(await done('station', over, 'forward')).toMatchObject({ state: 'published', level: 'district' });
    expect(await refused('station', over, 'forward')).toEqual([409, 'application-with-district']);
    expect(await refused('station', over, 'decide', decision)).toEqual([409, 'application-district-decides']);
    expect(await done('officer', over, 'decide', decision)).toMatchObject({ amountFen: 60_100, sampled: false });
    const tekun = await published(90_000, 'tekun');
    expect(await refused('station', tekun, 'decide', decision)).toEqual([409, 'application-district-decides']);
  });

  it('of a township are drawn to be looked at again, at least three of ten at every moment (B22)', async () => {
    for (let turn = 0; turn < 4; turn += 1) {
      const row = await checked('dibao-marginal');
      await done('station', row, 'decide', { outcome: 'granted', ground: GROUND });
      const [{ share } = { share: 0 }] = await world.rows<{ share: number }>(
        `select (count(*) filter (where sampled))::float8 / count(*) as share from applications
          where level = 'township' and outcome is not null and act = 'dibao-marginal' and decided_by = $1`,
        [account('station')],
      );
      expect(share).toBeGreaterThanOrEqual(0.3);
    }
    const drawn = (await world.api.officer.get('applications?sampled=true')).body.items as Row[];
    expect(drawn.length).toBeGreaterThan(0);
  });

  it('show what the calculation proposes; another decision needs its ground (R3)', async () => {
    const { id } = await world.household();
    for (const [kind, item, amountFen] of [
      ['income', 'wage', 40_000],
      ['asset', 'deposit', 0],
    ] as const)
      await world.api.window.post(`households/${id}/economy`, { kind, item, amountFen, period: 'month' });
    expect((await world.api.station.post(`households/${id}/classifications`, {})).status).toBe(201);
    const row = await file(id);
    const { proposal } = (await world.api.station.get(`applications/${row.id}`)).body;
    expect(proposal).toMatchObject({ outcome: 'granted', amountFen: expect.any(Number) });
    await done('station', row, 'accept');
    await done('station', row, 'check', visit());
    const open = await done('station', row, 'publish', {});
    expect(open.opinionFen).toBe(proposal.amountFen);
    at(plusDays(String(open.publishedUntil), 1));
    expect(await refused('station', row, 'decide', { outcome: 'refused' })).toEqual([422, 'application-ground-needed']);
    expect(await refused('station', row, 'decide', { outcome: 'granted', amountFen: 100 })).toEqual([
      422,
      'application-ground-needed',
    ]);
    expect(await done('station', row, 'decide', { outcome: 'granted' })).toMatchObject({
      ...{ amountFen: proposal.amountFen, deviates: false, calculationId: proposal.calculationId },
    });
  });

  it('can be taken back until they are decided, and filed again; not twice at once', async () => {
    const { id } = await world.household();
    const row = await file(id);
    expect((await world.api.window.post(`households/${id}/applications`, { act: 'dibao' })).body.code).toBe(
      'application-open',
    );
    expect((await done('window', row, 'withdraw', { reason: '家庭不再需要这项救助' })).state).toBe('withdrawn');
    expect(await refused('station', row, 'accept')).toEqual([409, 'move-not-allowed']);
    await file(id);
    expect((await world.api.window.post(`households/${id}/applications`, { act: 'moon' })).status).toBe(422);
  });

  it('are filed once, whatever races', async () => {
    const { id } = await world.household();
    const ask = () => world.api.window.post(`households/${id}/applications`, { act: 'tekun' });
    const answers = await Promise.all([ask(), ask(), ask()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  it.each([
    ['window', 'accept', 403],
    ['window', 'decide', 403],
    ['centre', 'decide', 403],
    ['dispatcher', 'accept', 403],
    ['station', 'notify', 409],
    ['station', 'decide', 409],
    ['officer', 'answer', 409],
  ] as const)('answer %s who would %s a filed one with %i', async (who, move, status) => {
    const { id } = await world.household();
    const { id: applicationId } = await file(id);
    const bodies: Record<string, object> = {
      decide: { outcome: 'refused', ground: GROUND },
      answer: { words: '经再次核实，情况属实' },
    };
    expect((await world.api[who].post(`applications/${applicationId}/${move}`, bodies[move])).status).toBe(status);
  });

  it('are listed by their day within the own reach, page by page; what is late stands apart', async () => {
    const mine = await file((await world.household()).id);
    const { id } = await world.household(undefined, OTHER_VILLAGE);
    const far = (await world.api.officer.post(`households/${id}/applications`, { act: 'dibao' })).body as Row;
    const ids = async (filter: string, who: 'window' | 'officer' = 'officer') =>
      ((await world.api[who].get(`applications?limit=200&${filter}`)).body.items as Row[]).map((row) => row.id);
    expect(await ids('open=true')).toEqual(expect.arrayContaining([mine.id, far.id]));
    expect(await ids('open=true', 'window')).not.toContain(far.id);
    expect((await world.api.window.get(`applications/${far.id}`)).status).toBe(404);
    expect(await ids('overdue=true')).not.toContain(mine.id);
    world.app.clock.set(new Date(new Date(mine.dueAt!).getTime() + 60_000));
    expect(await ids('overdue=true')).toContain(mine.id);
    const first = (await world.api.officer.get('applications?limit=1')).body;
    const next = (await world.api.officer.get(`applications?limit=1&after=${encodeURIComponent(first.next)}`)).body;
    expect(next.items[0].id).not.toBe(first.items[0].id);
    expect((await world.api.dispatcher.get('applications')).status).toBe(403);
    expect((await world.api.window.get('benefit-payments')).status).toBe(403);
    const paid = (await world.api.officer.get('benefit-payments?limit=1')).body;
    const more = (await world.api.officer.get(`benefit-payments?limit=1&after=${encodeURIComponent(paid.next)}`)).body;
    expect(more.items[0].id).not.toBe(paid.items[0].id);
    const listed = (await world.api.window.get(`households/${mine.householdId as string}/applications`)).body;
    expect(listed.items).toHaveLength(1);
  });
});
