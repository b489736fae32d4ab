import { AskDepartments, Checks, CheckSender } from '../../../src/people/checks';
import { openCheckedWorld, type CheckedWorld } from './checked-household';

interface Answer {
  memberId: string;
  item: string;
  state: string;
  reason: string | null;
  repeats: number;
  staleFrom: string | null;
  economy: { held: boolean; amountFen: number | null; asOf: string } | null;
}
interface Sheet {
  finishedAt: string | null;
  calls: Array<{ department: string; state: string; reason: string | null; simulated: boolean; answers: Answer[] }>;
  mismatches: Array<{
    id: string;
    item: string;
    state: string;
    version: number;
    answeredFen: number;
    declaredFen: number;
  }>;
}

describe('checks at the departments (R93, B16, R65)', () => {
  let world: CheckedWorld;
  beforeAll(async () => {
    world = await openCheckedWorld();
  });
  afterAll(() => world.close());
  afterEach(async () => {
    for (const department of ['finance', 'taxation', 'education', 'agriculture']) await world.mood(department, 'well');
  });

  const signed = async (leastFen = 0) => {
    const { member, depositFen } = world.person(leastFen);
    const { id, memberIds } = await world.household([member]);
    const consent = await world.sign(id, memberIds[0]!);
    return { id, memberId: memberIds[0]!, consentId: consent.id, depositFen };
  };
  const ask = (id: string, input: object = {}) =>
    world.api.officer.post(`households/${id}/verifications`, { purpose: 'application', ...input });
  const asked = async (id: string, input: object = {}): Promise<string> => {
    const answer = await ask(id, input);
    expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
    return (answer.body as { id: string }).id;
  };
  const sheet = async (requestId: string): Promise<Sheet> => {
    const answer = await world.api.officer.get(`verifications/${requestId}`);
    expect(answer.status).toBe(200);
    return answer.body as Sheet;
  };

  it('asks 12 departments for 32 items at once, and says that the answers are invented', async () => {
    const { id } = await signed();
    const requestId = await asked(id);
    const before = await sheet(requestId);
    expect(new Set(before.calls.map(({ state }) => state))).toEqual(new Set(['waiting']));
    await world.send();
    const { calls, finishedAt } = await sheet(requestId);
    expect(calls).toHaveLength(12);
    expect(calls.flatMap(({ answers }) => answers)).toHaveLength(32);
    expect(calls.every(({ state, simulated }) => state === 'answered' && simulated)).toBe(true);
    expect(finishedAt).not.toBeNull();
    const answers = calls.flatMap((call) => call.answers);
    expect(new Set(answers.map(({ state }) => state))).toEqual(new Set(['answered']));
    expect(answers.every(({ staleFrom }) => staleFrom !== null)).toBe(true);
    const list = (await world.api.officer.get(`households/${id}/verifications`)).body.items;
    expect(list).toEqual([expect.objectContaining({ id: requestId, departments: 12, answered: 12, missing: [] })]);
  });

  it('shows the other nine within five seconds when three are dead, and says which three', async () => {
    const { id } = await signed();
    const dead = ['taxation', 'education', 'agriculture'];
    for (const department of dead) await world.mood(department, 'dead');
    const requestId = await asked(id);
    const began = performance.now();
    await world.send();
    expect(performance.now() - began).toBeLessThan(5_000);
    const { calls } = await sheet(requestId);
    const silent = calls.filter(({ state }) => state !== 'answered');
    expect(silent.map(({ department, state, reason }) => [department, state, reason])).toEqual(
      dead.map((department) => [department, 'failed', 'not-reachable']),
    );
    const [line] = (await world.api.officer.get(`households/${id}/verifications`)).body.items;
    expect(line).toMatchObject({ answered: 9, missing: dead });
  });

  it('keeps an answer after the deadline as a late one, and counts a second answer', async () => {
    const { id } = await signed();
    await world.mood('finance', 'slow', 7_000);
    await world.mood('education', 'twice');
    const requestId = await asked(id, { departments: ['finance', 'education'] });
    const sender = await world.app.worker(CheckSender);
    await sender.round();
    const finance = async () => (await sheet(requestId)).calls.find(({ department }) => department === 'finance')!;
    let early = await finance();
    while (early.state === 'sent') early = await new Promise(setImmediate).then(finance);
    expect(early).toMatchObject({ state: 'timed-out' });
    await sender.settled();
    const { calls } = await sheet(requestId);
    const of = (name: string) => calls.find(({ department }) => department === name)!;
    expect(of('finance')).toMatchObject({ state: 'late' });
    expect(of('finance').answers.every(({ state, economy }) => state === 'late' && economy !== null)).toBe(true);
    expect(of('education').answers.map(({ repeats }) => repeats)).toEqual([1, 1]);
  });

  it('takes nonsense for no answer', async () => {
    const { id } = await signed();
    await world.mood('finance', 'wrong');
    const requestId = await asked(id, { departments: ['finance'] });
    await world.send();
    const [call] = (await sheet(requestId)).calls;
    expect(call).toMatchObject({ state: 'failed', reason: 'wrong-answer' });
    expect(new Set(call!.answers.map(({ reason }) => reason))).toEqual(new Set(['wrong-answer']));
  });

  it('asks about nobody who has not signed, whose signature ran out yesterday, or who took it back', async () => {
    const { member } = world.person();
    const { id, memberIds } = await world.household([member]);
    const code = async () => {
      const { status, body } = await ask(id);
      return [status, body.code];
    };
    expect(await code()).toEqual([409, 'authorisation-missing']);
    const until = world.app.clock.today();
    await world.sign(id, memberIds[0]!, { until });
    const before = world.app.clock.now();
    world.app.clock.set(new Date(before.getTime() + 86_400_000));
    const late = await ask(id);
    world.app.clock.set(before);
    expect([late.status, late.body.code]).toEqual([409, 'authorisation-expired']);
    expect(late.body.title).toContain(until);
    const newer = await world.sign(id, memberIds[0]!);
    expect((await world.api.window.post(`consents/${newer.id}/withdraw`)).status).toBe(200);
    expect(await code()).toEqual([409, 'authorisation-withdrawn']);
  });

  it('does not send what was withdrawn between asking and sending', async () => {
    const { id, consentId } = await signed();
    const requestId = await asked(id);
    expect((await world.api.window.post(`consents/${consentId}/withdraw`)).status).toBe(200);
    await world.send();
    const { calls } = await sheet(requestId);
    expect(calls.every(({ state, reason }) => state === 'failed' && reason === 'not-allowed')).toBe(true);
    const answers = calls.flatMap((call) => call.answers);
    expect(new Set(answers.map(({ reason }) => reason))).toEqual(new Set(['authorisation-withdrawn']));
  });

  it('lets one signature speak for one adult, and struck items out', async () => {
    const [one, other] = [world.person().member, { ...world.person().member, relation: 'spouse' }];
    const { id, memberIds } = await world.household([one, other]);
    await world.sign(id, memberIds[0]!, { struckItems: ['health'] });
    const requestId = await asked(id);
    await world.send();
    const answers = (await sheet(requestId)).calls.flatMap((call) => call.answers);
    expect(new Set(answers.map(({ memberId }) => memberId))).toEqual(new Set([memberIds[0]]));
    expect(answers.some(({ item }) => item === 'disability')).toBe(false);
    expect(answers).toHaveLength(29);
    expect((await ask(id, { memberIds: [memberIds[1]] })).body.code).toBe('authorisation-missing');
    await world.sign(id, memberIds[1]!);
    const both = await asked(id);
    await world.send();
    expect((await sheet(both)).calls.flatMap((call) => call.answers)).toHaveLength(29 + 32);
  });

  it('says of somebody without an identity number that nobody can be asked', async () => {
    const { id, memberIds } = await world.household([{ name: '无号', relation: 'head', birthDate: '1960-01-01' }]);
    await world.sign(id, memberIds[0]!);
    const requestId = await asked(id, { departments: ['finance'] });
    await world.send();
    const [call] = (await sheet(requestId)).calls;
    expect(call).toMatchObject({ state: 'failed', reason: 'identity-missing' });
  });

  it('refuses what the catalogue does not know, a stranger, and a purpose of its own', async () => {
    const { id } = await signed();
    const { memberId } = await signed();
    const code = async (input: object) => {
      const { status, body } = await ask(id, input);
      return [status, (body as { errors: Array<{ code: string }> }).errors[0]?.code];
    };
    expect(await code({ items: ['horoscope'] })).toEqual([422, 'check-item-unknown']);
    expect(await code({ departments: ['church'] })).toEqual([422, 'check-department-unknown']);
    expect(await code({ memberIds: [memberId] })).toEqual([422, 'member-of-other-household']);
    expect((await code({ purpose: 'curiosity' }))[0]).toBe(422);
  });

  it('is shut to providers and other districts, shows the window no amount, and puts each opening on the record', async () => {
    const { id } = await signed();
    const requestId = await asked(id, { departments: ['finance'] });
    await world.send();
    expect((await world.api.dispatcher.get(`verifications/${requestId}`)).status).toBe(403);
    const elsewhere = { ...world.logins.officer.actor, districtCodes: ['880101'], purpose: 'test' };
    const list = () => world.app.get(Checks).ofHousehold(id, { limit: 5 });
    expect((await world.app.as(elsewhere, list)).items).toEqual([]);
    const theirs = () => world.app.get(AskDepartments).execute(id, { purpose: 'sample' });
    await expect(world.app.as(elsewhere, theirs)).rejects.toMatchObject({ status: 404 });
    const seen = (await world.api.window.get(`verifications/${requestId}`)).body as Sheet & { withheld: string[] };
    expect(seen.calls.flatMap(({ answers }) => answers.map(({ economy }) => economy))).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(seen.withheld).toContain('economy');
    const readings = await world.rows<{ purpose: string }>(
      `select purpose from audit_events where action = 'check.read' and household_id = $1`,
      [id],
    );
    expect(readings).toHaveLength(1);
    expect(readings[0]!.purpose).toContain('check application');
  });

  it('makes a task of a mismatch, changes nothing by itself, and takes the value over when a person says so', async () => {
    const { id, depositFen } = await signed(500_000);
    const declare = { kind: 'asset', item: 'deposit', amountFen: 100, period: 'once' };
    await world.api.window.post(`households/${id}/economy`, declare);
    const calculated = async () => {
      const { body } = await world.api.station.post(`households/${id}/classifications`, {});
      return world.rows<{ facts: string }>('select facts from calculations where id = $1', [body.calculationId]);
    };
    const requestId = await asked(id, { items: ['deposits'] });
    await world.send();
    const [mismatch] = (await sheet(requestId)).mismatches;
    expect(mismatch).toMatchObject({ item: 'deposits', state: 'open', answeredFen: depositFen, declaredFen: 100 });
    expect((await world.api.officer.get(`households/${id}/economy`)).body.totals.assetsFen).toBe(100);
    const [before] = await calculated();
    const path = `check-mismatches/${mismatch!.id}`;
    const taken = await world.api.officer.post(`${path}/take-over`).set('if-match', '"1"');
    expect([taken.status, taken.body.state]).toEqual([200, 'taken-over']);
    const { items, totals } = (await world.api.officer.get(`households/${id}/economy`)).body;
    expect(totals.assetsFen).toBe(depositFen);
    expect(items.filter((line: { endedAt: string | null }) => line.endedAt === null)).toEqual([
      expect.objectContaining({ method: 'checked', note: 'finance/deposits', amountFen: depositFen }),
    ]);
    const [after] = await calculated();
    expect(after!.facts).not.toEqual(before!.facts);
    expect(after!.facts).toContain('"checked"');
    const again = await world.api.officer.post(`${path}/explain`, { note: '说明' }).set('if-match', '"2"');
    expect([again.status, again.body.code]).toEqual([409, 'move-not-allowed']);
  });

  it('keeps an explanation sealed, and leads a dispute to the department with a deadline', async () => {
    const { id } = await signed(500_000);
    const requestId = await asked(id, { items: ['deposits'] });
    await world.send();
    const [mismatch] = (await sheet(requestId)).mismatches;
    const act = (name: string, version: number, note = '存折是代亲戚保管的') =>
      world.api.officer.post(`check-mismatches/${mismatch!.id}/${name}`, { note }).set('if-match', `"${version}"`);
    expect((await act('dispute', 7)).status).toBe(412);
    const disputed = await act('dispute', 1);
    expect([disputed.status, disputed.body.state]).toEqual([200, 'disputed']);
    const late = async () =>
      ((await world.api.officer.get('check-mismatches?late=true')).body.items as Array<{ id: string }>).some(
        (one) => one.id === mismatch!.id,
      );
    expect(await late()).toBe(false);
    const before = world.app.clock.now();
    world.app.clock.set(new Date(Date.parse(disputed.body.dueAt as string) + 1));
    expect(await late()).toBe(true);
    world.app.clock.set(before);
    expect(
      (await world.api.window.post(`check-mismatches/${mismatch!.id}/correct`, { note: 'xx' }).set('if-match', '"2"'))
        .status,
    ).toBe(403);
    expect((await act('uphold', 2)).body.state).toBe('open');
    const explained = await act('explain', 3);
    expect(explained.body).toMatchObject({ state: 'explained', note: '存折是代亲戚保管的' });
    const [row] = await world.rows<{ note: Buffer }>(
      'select note_ciphertext as note from check_mismatches where id = $1',
      [mismatch!.id],
    );
    expect(row!.note.includes(Buffer.from('存折'))).toBe(false);
    expect((await world.api.window.get(`check-mismatches/${mismatch!.id}`)).body).toMatchObject({ note: null });
  });
});
