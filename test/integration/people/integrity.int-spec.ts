import { setTimeout as sleep } from 'node:timers/promises';
import { IntegrityStore } from '../../../src/people/integrity/integrity.store';
import { plusDays } from '../../../src/reference/calendar';
import { openPeopleWorld, OTHER_VILLAGE, type PeopleWorld } from './assessed-household';

interface Row {
  id: string;
  [field: string]: unknown;
}
type Who = 'window' | 'station' | 'centre' | 'officer' | 'dispatcher';

const NOTE = '房屋简陋，老人独居，无其他收入';
const GROUND = '本系统启用前已认定，纸质档案第2019-037号';
const REASON = '经核对，纸质档案里没有公示记录';

describe('the integrity list (R86)', () => {
  let world: PeopleWorld;
  beforeAll(async () => {
    world = await openPeopleWorld({ alone: true });
  });
  afterEach(() => world.app.clock.reset());
  afterAll(() => world.close());

  const today = () => world.app.clock.today();
  const lineOf = async (id: string, line: string, memberId: string | null = null) => {
    await world.api.officer.post(`households/${id}/entitlements`);
    const { items } = (await world.api.officer.get(`households/${id}/entitlements`)).body as { items: Row[] };
    return items.find((one) => one.line === line && one.memberId === memberId)!;
  };
  /** In force without an application here, as a ledger or the household says. */
  const reported = async (line = 'dibao', more: object = {}, village?: string) => {
    const home = await world.household(undefined, village);
    const row = await lineOf(home.id, line, line === 'tekun' ? home.memberIds[0]! : null);
    const who = 'documentNumber' in more ? world.api.officer : world.api.centre;
    const set = await who.patch(`entitlements/${row.id}`, { state: 'granted', ...more }, Number(row.version));
    expect([set.status, set.body.errors ?? set.body.code]).toEqual([200, undefined]);
    return { ...home, status: row.id };
  };
  const list = async (filter = '', who: Who = 'officer') =>
    (await world.api[who].get(`integrity-list?limit=200&${filter}`)).body.items as Row[];
  const one = async (status: string) => (await world.api.officer.get(`integrity-list/${status}`)).body as Row;
  const idsOf = async (...asked: Parameters<typeof list>) => (await list(...asked)).map(({ id }) => id);
  const post = async (who: Who, status: string, move: string, body: object) => {
    const answer = await world.api[who].post(`integrity-list/${status}/${move}`, body);
    return { status: answer.status, body: answer.body as Row, code: answer.body.errors?.[0]?.code ?? answer.body.code };
  };
  const explained = { kind: 'explained', ground: GROUND };

  it('names what a status in force lacks of application, investigation, publicity and decision', async () => {
    const { id, status } = await reported();
    expect(await one(status)).toMatchObject({
      ...{ householdId: id, act: 'dibao', grantedFrom: today(), determined: false, answer: null },
      holes: ['application', 'investigation', 'publicity', 'decision'],
    });
    expect(await idsOf()).toContain(status);
    // The number of a decision of the civil affairs is the record of the decision (R3).
    const decided = await reported('dibao', { documentNumber: '区民认〔2024〕18号' });
    expect(await one(decided.status)).toMatchObject({
      ...{ determined: true, holes: ['application', 'investigation', 'publicity'] },
    });
    // A mere recognition does not hang out (B17).
    const marginal = await reported('dibao-marginal');
    expect(await one(marginal.status)).toMatchObject({ holes: ['application', 'investigation', 'decision'] });
    expect(await idsOf('kind=publicity')).not.toContain(marginal.status);
    expect(await idsOf('kind=decision')).not.toContain(decided.status);
    expect(await idsOf('act=dibao-marginal')).toEqual([marginal.status]);
  });

  it('counts of a status for one person only what was asked for that person', async () => {
    const { id, memberIds, status } = await reported('tekun');
    const other = await world.household([
      { name: '李大山', relation: 'head', birthDate: '1950-01-01' },
      { name: '李小河', relation: 'sibling', birthDate: '1955-01-01' },
    ]);
    const row = await lineOf(other.id, 'tekun', other.memberIds[1]!);
    await world.api.centre.patch(`entitlements/${row.id}`, { state: 'granted' }, Number(row.version));
    const file = (householdId: string, applicantId: string) =>
      world.api.window.post(`households/${householdId}/applications`, { act: 'tekun', applicantId });
    expect((await file(id, memberIds[0]!)).status).toBe(201);
    expect((await file(other.id, other.memberIds[0]!)).status).toBe(201);
    expect((await one(status)).holes).toEqual(['investigation', 'publicity', 'decision']);
    expect((await one(row.id)).holes).toContain('application');
  });

  it('fills as the way is gone, and has nothing of a status that went all of it', async () => {
    const { id, status } = await reported();
    const filed = (await world.api.window.post(`households/${id}/applications`, { act: 'dibao' })).body as Row;
    const move = async (who: Who, name: string, body?: object) =>
      expect((await world.api[who].post(`applications/${filed.id}/${name}`, body)).status).toBe(200);
    const holes = async () => (await one(status)).holes;
    expect(await holes()).toEqual(['investigation', 'publicity', 'decision']);
    await move('station', 'accept');
    const investigatorIds = [world.logins.window.actor.userId, world.logins.station.actor.userId];
    await move('station', 'check', { visitedOn: today(), investigatorIds, result: 'meets', note: NOTE });
    expect(await holes()).toEqual(['publicity', 'decision']);
    await move('station', 'publish', { amountFen: 40_000 });
    expect(await holes()).toEqual(['decision']);
    world.app.clock.set(new Date(`${plusDays(today(), 8)}T02:00:00Z`));
    await move('station', 'decide', { outcome: 'granted', ground: NOTE });
    expect(await holes()).toEqual([]);
    expect(await idsOf()).not.toContain(status);
    expect((await post('station', status, 'answer', explained)).code).toBe('integrity-nothing-lacks');
  });

  it('is answered once also when the second comes between the two looks of the first', async () => {
    const { status } = await reported();
    const store = world.app.get(IntegrityStore);
    const look = store.standing.bind(store);
    let second: ReturnType<typeof post> | undefined;
    const between = jest.spyOn(store, 'standing').mockImplementationOnce(async (id) => {
      second = post('officer', status, 'answer', explained);
      await Promise.race([second, sleep(1000)]);
      return look(id);
    });
    const first = await post('station', status, 'answer', explained);
    between.mockRestore();
    expect([first.status, (await second)?.code]).toEqual([200, 'integrity-answered']);
  });

  it('takes an explanation with its ground, and takes it back', async () => {
    const { status } = await reported();
    expect((await post('station', status, 'answer', { kind: 'explained', ground: '短' })).status).toBe(422);
    expect((await post('window', status, 'answer', explained)).status).toBe(403);
    const answered = await post('station', status, 'answer', explained);
    expect(answered.status).toBe(200);
    expect(answered.body.answer).toMatchObject({ kind: 'explained', ground: GROUND, proposalId: null });
    // It is answered, not healed: the status still lacks what it lacked.
    expect(answered.body.holes).toHaveLength(4);
    expect(await idsOf('answer=explained')).toContain(status);
    expect(await idsOf('answer=none')).not.toContain(status);
    expect((await post('officer', status, 'answer', explained)).code).toBe('integrity-answered');
    expect((await post('officer', status, 'undo', { reason: REASON })).body.answer).toBeNull();
    expect((await post('officer', status, 'undo', { reason: REASON })).code).toBe('integrity-not-answered');
    expect(await idsOf('answer=none')).toContain(status);
    const record = await world.rows<{ action: string }>(
      `select action from audit_events where subject_type = 'integrity-answer' and subject_id in
        (select id from integrity_answers where entitlement_id = $1) order by at`,
      [status],
    );
    expect(record.map(({ action }) => action)).toEqual(['integrity-answer.given', 'integrity-answer.undone']);
    const [kept] = await world.rows<{ ground: string }>(
      "select encode(ground_ciphertext, 'escape') as ground from integrity_answers where entitlement_id = $1",
      [status],
    );
    expect(kept!.ground).not.toContain('2019-037');
  });

  it('is answered once, whatever races', async () => {
    const { status } = await reported();
    const answers = await Promise.all([1, 2, 3].map(() => post('station', status, 'answer', explained)));
    expect(answers.filter((one) => one.status === 200)).toHaveLength(1);
    expect(answers.filter((one) => one.status !== 200).every((one) => [409, 412].includes(one.status))).toBe(true);
  });

  it('forgets an answer that was given for another grant', async () => {
    const { id, status } = await reported();
    await post('station', status, 'answer', explained);
    const set = async (state: string) => {
      const { version } = await lineOf(id, 'dibao');
      const answer = await world.api.centre.patch(`entitlements/${status}`, { state }, Number(version));
      expect(answer.status).toBe(200);
    };
    await set('lapsed');
    expect(await idsOf()).not.toContain(status);
    world.app.clock.set(new Date(`${plusDays(today(), 1)}T02:00:00Z`));
    await set('granted');
    expect((await one(status)).answer).toBeNull();
    expect((await post('station', status, 'answer', explained)).status).toBe(200);
  });

  it('begins a clean-up by a re-check that a person decides; the status stays as it is (R3)', async () => {
    const { id, status } = await reported();
    const cleanUp = { kind: 'clean-up', ground: REASON };
    const first = await post('station', status, 'answer', cleanUp);
    // Nobody has decided on the class yet: one is proposed.
    const { proposalId } = first.body.answer as Row;
    expect(proposalId).toEqual(expect.any(String));
    const proposals = (await world.api.officer.get('classifications?limit=200')).body.items as Row[];
    expect(proposals.map((row) => row.id)).toContain(proposalId);
    const confirmed = await world.api.station.post(`classifications/${String(proposalId)}/confirm`, {
      ...{ class: 2, circle: 'C1', reason: '按已认定的低保家庭确认' },
    });
    expect(confirmed.status).toBe(200);
    expect((await post('station', status, 'undo', { reason: REASON })).status).toBe(200);
    const second = await post('station', status, 'answer', cleanUp);
    expect(second.body.answer).toMatchObject({ kind: 'clean-up', proposalId: null });
    const { items } = (await world.api.station.get(`households/${id}/rechecks`)).body as { items: Row[] };
    expect(items.filter(({ state }) => state === 'open')).toEqual([
      expect.objectContaining({ ground: 'status', dueOn: today() }),
    ]);
    const after = await lineOf(id, 'dibao');
    expect(after.state).toBe('granted');
  });

  it('leaves the house as a file with a watermark like all others (R55), without the words of an answer', async () => {
    const { id, status } = await reported();
    await post('station', status, 'answer', explained);
    const wanted = { kind: 'integrity', mode: 'named', format: 'csv', reason: '清理历史认定遗留问题', confirmed: true };
    const ordered = await world.api.station.post('exports', wanted);
    expect(ordered.status).toBe(201);
    await world.app.drain();
    const file = await world.api.station
      .get(`exports/${String(ordered.body.id)}/file`)
      .buffer(true)
      .parse((response, done) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => done(null, Buffer.concat(parts).toString('utf8')));
      });
    expect(file.status).toBe(200);
    const [{ number } = { number: '' }] = await world.rows<{ number: string }>(
      'select number from households where id = $1',
      [id],
    );
    const line = String(file.body)
      .split('\n')
      .find((one) => one.includes(number))!;
    for (const words of ['没有申请 · 没有入户调查 · 没有公示 · 没有认定', '已说明原因', today()])
      expect(line).toContain(words);
    expect(String(file.body)).not.toContain('2019-037');
    expect((await world.api.window.post('exports', wanted)).status).toBe(403);
  });

  it('is counted by township, and shows each reader the own reach, page by page', async () => {
    const near = await reported();
    const far = await reported('dibao', {}, OTHER_VILLAGE);
    await post('officer', far.status, 'answer', explained);
    const { total, townships } = (await world.api.officer.get('integrity-list/summary')).body as {
      total: Record<string, number>;
      townships: Array<Record<string, number> & { name: string; regionPath: string }>;
    };
    const all = await list();
    expect(total.lacking).toBe(all.length);
    expect(total.decision).toBe(all.filter(({ holes }) => (holes as string[]).includes('decision')).length);
    expect(townships.length).toBeGreaterThan(1);
    expect(townships.reduce((sum, place) => sum + place.lacking!, 0)).toBe(total.lacking);
    const place = townships.find(({ name }) => name === all.find(({ id }) => id === far.status)!.township)!;
    expect(place.lacking! - place.open!).toBe(1);
    const there = await idsOf(`regionPath=${encodeURIComponent(place.regionPath)}`);
    expect(there).toContain(far.status);
    expect(there).not.toContain(near.status);
    expect(await idsOf('', 'station')).toContain(near.status);
    expect(await idsOf('', 'station')).not.toContain(far.status);
    expect((await world.api.station.get(`integrity-list/${far.status}`)).status).toBe(404);
    const own = (await world.api.station.get('integrity-list/summary')).body.townships as object[];
    expect(own).toHaveLength(1);
    expect((await world.api.window.get('integrity-list')).status).toBe(403);
    const first = (await world.api.officer.get('integrity-list?limit=1')).body;
    const next = (await world.api.officer.get(`integrity-list?limit=1&after=${encodeURIComponent(first.next)}`)).body;
    expect(next.items[0].id).not.toBe(first.items[0].id);
    const filtered = (await world.api.officer.get('integrity-list?kind=moon')).status;
    expect(filtered).toBe(422);
  });
});
