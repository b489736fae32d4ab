import { assess, openPeopleWorld, type PeopleWorld, triageAnswers } from './assessed-household';

const HELP = { eat: 0, dress: 0, bed: 0, toilet: 0, walk: 2, bath: 2, groom: 0, continence: 0 };

describe('assessments (R18, S16)', () => {
  let world: PeopleWorld;
  beforeAll(async () => {
    world = await openPeopleWorld();
  });
  afterAll(() => world.close());

  it('lists the instruments with their questions', async () => {
    const list = await world.api.window.get('instruments');
    const codes = list.body.items.map((one: { code: string }) => one.code);
    expect([codes.length, codes[0], codes[15]]).toEqual([16, 'S01', 'S16']);
    const one = await world.api.window.get('instruments/S16');
    expect(one.body.items).toHaveLength(12);
    expect(one.body.items[0].options.map((option: { value: number }) => option.value)).toEqual([0, 1]);
    expect((await world.api.window.get('instruments/S99')).body.code).toBe('instrument-not-found');
  });

  it('begins every intake with the triage', async () => {
    const { id } = await world.household();
    const refused = await world.api.window.post(`households/${id}/assessments`, { instrument: 'S11', mode: 'self' });
    expect([refused.status, refused.body.code]).toEqual([409, 'triage-first']);
    await assess(world.api.window, id, 'S16', triageAnswers());
    const started = await world.api.window.post(`households/${id}/assessments`, { instrument: 'S11', mode: 'self' });
    expect(started.status).toBe(201);
  });

  it('says green only when everything was asked', async () => {
    const { id } = await world.household();
    const started = await world.api.window.post(`households/${id}/assessments`, { instrument: 'S16', mode: 'self' });
    const path = `assessments/${started.body.id}`;
    expect((await world.api.window.patch(path, { answers: { violence: 0 } }, 1)).status).toBe(200);
    const refused = await world.api.window.post(`${path}/complete`);
    expect(refused.status).toBe(422);
    expect(refused.body.errors).toHaveLength(11);
    expect((await world.api.window.get(path)).body.state).toBe('draft');
  });

  it('E7: failing bath and indoor walk is "partly lost", four acts "fully lost"; a pre-screen only', async () => {
    const { id, memberIds } = await world.household();
    await assess(world.api.station, id, 'S16', triageAnswers());
    const two = await assess(world.api.station, id, 'S01', HELP, memberIds[0]);
    expect(two.body).toMatchObject({
      severity: 0,
      score: 4,
      maximum: 24,
      result: { sixActs: { failed: 2, level: 'partly-lost', preScreenOnly: true } },
    });
    const four = await assess(world.api.station, id, 'S01', { ...HELP, eat: 3, toilet: 2 }, memberIds[0]);
    expect(four.body).toMatchObject({ result: { sixActs: { failed: 4, level: 'fully-lost' } } });
    const rules = (four.body as unknown as { result: { steps: Array<{ rule: string }> } }).result.steps.map(
      (s) => s.rule,
    );
    expect(rules).toEqual(['sum', 'cuts', 'six-acts']);
  });

  it('E8: no food tonight is red: two clocks, direct to the centre, the gate opens', async () => {
    const child = { name: '王小明', relation: 'child', birthDate: '2016-05-01', inEducation: true };
    const { id } = await world.household([{ name: '王强', relation: 'head', birthDate: '1985-01-01' }, child]);
    const red = await assess(world.api.window, id, 'S16', triageAnswers('no-food-shelter'));
    const body = red.body as unknown as { contactBy: string; aidBy: string; completedAt: string };
    expect(red.body).toMatchObject({
      triage: 'red',
      severity: 3,
      result: { route: 'centre-direct', bypassPolicyFirst: true },
    });
    const hours = (until: string) => (Date.parse(until) - Date.parse(body.completedAt)) / 3_600_000;
    expect(hours(body.contactBy)).toBeCloseTo(2, 2);
    expect(hours(body.aidBy)).toBeCloseTo(24, 2);
    const [event] = await world.rows<{ data: object }>(
      `select data from outbox_events where type = 'assessment.completed' and aggregate_id = $1`,
      [red.id],
    );
    expect(event?.data).toMatchObject({ triage: 'red', route: 'centre-direct' });
    const needs = await world.api.window.get(`households/${id}/needs`);
    expect(needs.body.items).toMatchObject([{ code: 'CR-01', severity: 3, state: 'found', assessed: true }]);
  });

  it('stops a clock when the person was reached, once; tells when nobody acted in time', async () => {
    const { id } = await world.household();
    const { id: assessmentId } = await assess(world.api.window, id, 'S16', triageAnswers('violence'));
    const contacted = await world.api.centre.post(`assessments/${assessmentId}/contacted`);
    expect([contacted.status, contacted.body.contactBy]).toEqual([200, null]);
    const again = await world.api.centre.post(`assessments/${assessmentId}/contacted`);
    expect(again.body.code).toBe('no-urgent-clock');
    world.app.clock.set(new Date(Date.now() + 25 * 3_600_000));
    await world.app.drain();
    world.app.clock.reset();
    const events = await world.rows<{ type: string }>(
      `select type from outbox_events where aggregate_id = $1 and type like 'assessment.%' order by occurred_at`,
      [assessmentId],
    );
    expect(events.map((event) => event.type)).toEqual([
      'assessment.completed',
      'assessment.contacted',
      'assessment.aid-missed',
    ]);
  });

  it('a red flag of another scale starts the clocks too (S11)', async () => {
    const { id } = await world.household();
    await assess(world.api.window, id, 'S16', triageAnswers());
    const hungry = await assess(world.api.window, id, 'S11', { worry: 1, 'whole-day': 1 });
    expect(hungry.body).toMatchObject({ severity: 3, flags: ['whole-day-without-food'] });
    expect((hungry.body as unknown as { contactBy: string | null }).contactBy).not.toBeNull();
  });

  it('keeps raw answers encrypted and opens them to the assessor of a draft, then to the station only (C3)', async () => {
    const { id } = await world.household();
    const started = await world.api.window.post(`households/${id}/assessments`, { instrument: 'S16', mode: 'self' });
    const path = `assessments/${started.body.id}`;
    const answers = triageAnswers('eviction');
    expect((await world.api.window.patch(path, { answers }, 1)).body.answers).toEqual(answers);
    const [row] = await world.rows<{ answers_ciphertext: Buffer }>(
      'select answers_ciphertext from assessments where id = $1',
      [started.body.id],
    );
    expect(row?.answers_ciphertext.length).toBeGreaterThan(100);
    expect(row?.answers_ciphertext.toString('utf8')).not.toContain('eviction');
    const seenBy = async (who: 'window' | 'station' | 'centre') => (await world.api[who].get(path)).body.answers;
    expect([await seenBy('station'), await seenBy('centre')]).toEqual([null, null]);
    await world.api.window.post(`${path}/complete`);
    expect([await seenBy('window'), await seenBy('centre')]).toEqual([null, null]);
    expect(await seenBy('station')).toEqual(answers);
  });

  it('refuses what cannot be: foreign drafts, wrong options, stale versions, a second hand-in', async () => {
    const { id } = await world.household();
    const started = await world.api.window.post(`households/${id}/assessments`, { instrument: 'S16', mode: 'self' });
    const path = `assessments/${started.body.id}`;
    const patch = async (who: 'window' | 'station', answers: object, version: number) =>
      (await world.api[who].patch(path, { answers }, version)).status;
    expect(await patch('station', {}, 1)).toBe(403);
    expect(await patch('window', { violence: 3 }, 1)).toBe(422);
    expect(await patch('window', { nothing: 0 }, 1)).toBe(422);
    expect(await patch('window', triageAnswers(), 1)).toBe(200);
    expect(await patch('window', triageAnswers(), 1)).toBe(412);
    expect((await world.api.window.post(`${path}/complete`)).status).toBe(200);
    expect((await world.api.window.post(`${path}/complete`)).body.code).toBe('move-not-allowed');
    const person = { instrument: 'S01', mode: 'self' };
    expect((await world.api.window.post(`households/${id}/assessments`, person)).body.errors[0].code).toBe(
      'assessment-needs-member',
    );
    const watched = { instrument: 'S11', mode: 'observed' };
    expect((await world.api.window.post(`households/${id}/assessments`, watched)).status).toBe(422);
  });

  it('shows a provider nothing', async () => {
    const { id } = await world.household();
    const { id: assessmentId } = await assess(world.api.window, id, 'S16', triageAnswers());
    for (const path of [`households/${id}/assessments`, `assessments/${assessmentId}`, 'instruments']) {
      expect((await world.api.dispatcher.get(path)).status).toBe(403);
    }
  });
});
