import { householdInput, leadInput, memberInput } from '../../factories/households.factory';
import { ConsoleVisitor } from '../../support/console';
import { type Login, loginAs } from '../../support/district';
import { openPeopleWorld, type PeopleWorld, VILLAGE } from './assessed-household';

interface Lead {
  id: string;
  state: string;
  attempts: number;
  householdId: string | null;
}

describe('people/leads', () => {
  let world: PeopleWorld;
  const receive = async (changes: object = {}) =>
    (await world.api.window.post('leads', leadInput(changes))).body as Lead;
  const triage = (lead: Lead, body: object) => world.api.window.post(`leads/${lead.id}/triage`, body);
  const dueIn = async (id: string) => {
    const [row] = await world.rows<{ hours: string }>(
      'select extract(epoch from due_at - $2::timestamptz) / 3600 as hours from due_items where subject_id = $1 and done_at is null',
      [id, world.app.clock.now()],
    );
    return row ? Number(row.hours) : null;
  };

  beforeAll(async () => {
    world = await openPeopleWorld();
  });
  afterAll(() => world.close());

  it('starts a clock: two hours in an emergency, a working day else', async () => {
    expect(await dueIn((await receive({ urgency: 'emergency' })).id)).toBeCloseTo(2, 1);
    expect(await dueIn((await receive()).id)).toBeGreaterThan(2);
  });

  it('refuses identity numbers in every free text', async () => {
    const answer = await world.api.window.post('leads', leadInput({ observed: '身份证 110105 19491231 002X' }));
    expect(answer.status).toBe(422);
    expect((answer.body as { errors: unknown[] }).errors).toEqual([
      expect.objectContaining({ field: 'observed', code: 'identity-number-in-text' }),
    ]);
  });

  it('tells a reporter only that it was handled, and lets them search nobody', async () => {
    const reporter = world.app.api((await loginAs(world.app, 'reporter')).token);
    const sent = await reporter.post('leads', leadInput());
    expect(sent.status).toBe(201);
    const { id } = sent.body as Lead;
    expect(Object.keys((await reporter.get(`leads/${id}`)).body as object).sort()).toEqual([
      'createdAt',
      'handled',
      'id',
      'number',
      'observed',
      'self',
      'withheld',
    ]);
    expect([(await reporter.get('leads')).status, (await reporter.get('households')).status]).toEqual([403, 403]);
    await world.api.window.post(`leads/${id}/triage`, { result: 'not-need', note: '已核实，家中有人照料' });
    expect((await reporter.get(`leads/${id}`)).body).toMatchObject({ handled: true, withheld: [] });
    await world.rows(`update leads set created_at = created_at - interval '31 days' where id = $1`, [id]);
    expect((await reporter.get(`leads/${id}`)).body).toMatchObject({ observed: null, withheld: ['health'] });
  });

  it('shows name, phone and door as the table of fields has it (C3), on the page too', async () => {
    const { centre, station, window } = world.api;
    const WHERE = '石桥头第三户';
    const lead = await receive({ personDescription: '穿蓝衣的老人', whereabouts: WHERE, contactPhone: '13712345678' });
    const full = { personDescription: '穿蓝衣的老人', whereabouts: WHERE, contactPhone: '13712345678', withheld: [] };
    const masked = { ...full, whereabouts: null, contactPhone: '*******5678', withheld: ['contact'] };
    const seen = async (api = window) => (await api.get(`leads/${lead.id}`)).body as object;
    const page = async (login: Login) =>
      (await (await new ConsoleVisitor(world.app).signIn(login.username)).get(`/console/leads/${lead.id}?lang=en`))
        .text;
    // The station holds what is open; the centre what was escalated.
    for (const api of [window, station, world.api.officer]) expect(await seen(api)).toMatchObject(full);
    expect(await seen(centre)).toMatchObject(masked);
    const list = (await centre.get('leads')).body as { items: Lead[] };
    expect(list.items.find(({ id }) => id === lead.id)).toMatchObject(masked);
    const text = await page(world.logins.centre);
    expect(text).toContain('Not shown to your role');
    expect(text).toContain('穿蓝衣的老人');
    expect(text).not.toContain(WHERE);
    expect(await seen()).toMatchObject({ observed: leadInput().observed });
    await triage(lead, { result: 'not-need', note: '家中有人照料' });
    expect(await seen(station)).toMatchObject({ ...masked, triageNote: '家中有人照料' });
    expect(await seen(window)).toMatchObject(full);
    const emergency = await receive({ urgency: 'emergency', whereabouts: WHERE });
    expect((await centre.get(`leads/${emergency.id}`)).body).toMatchObject({ whereabouts: WHERE, withheld: [] });
  });

  it('becomes a file and a case when verified', async () => {
    const lead = await receive({ urgency: 'emergency' });
    expect((await triage(lead, { result: 'verified' })).status).toBe(422);
    const household = householdInput({ regionCode: VILLAGE, members: [memberInput({ name: '李新户' })] });
    const done = await triage(lead, { result: 'verified', household });
    expect(done.body).toMatchObject({ state: 'verified', ownerAccountId: world.logins.window.accountId });
    const { householdId } = done.body as Lead;
    const cases = (await world.api.window.get(`households/${householdId}/cases`)).body as { items: object[] };
    expect(cases.items).toEqual([
      expect.objectContaining({ state: 'intake', emergency: true, leadWorkerId: world.logins.window.accountId }),
    ]);
    expect(await dueIn(lead.id)).toBeNull();
    const again = await triage(lead, { result: 'not-need', note: 'x' });
    expect((again.body as { code: string }).code).toBe('move-not-allowed');
  });

  it('is given up at the third try only', async () => {
    const lead = await receive();
    const states: string[] = [];
    for (let tries = 0; tries < 3; tries += 1)
      states.push(((await triage(lead, { result: 'unreachable' })).body as Lead).state);
    expect(states).toEqual(['triaged', 'triaged', 'unreachable']);
  });

  it('links a duplicate to the file that is there', async () => {
    const { id } = await world.household([memberInput({ name: '周有档' })]);
    const done = await triage(await receive(), { result: 'duplicate', householdId: id });
    expect(done.body).toMatchObject({ state: 'duplicate', householdId: id });
  });

  it('says aloud when nobody came in time', async () => {
    const lead = await receive({ urgency: 'emergency' });
    world.app.clock.set(new Date(world.app.clock.now().getTime() + 3 * 3_600_000));
    await world.app.drain();
    const events = await world.rows<{ type: string }>('select type from outbox_events where aggregate_id = $1', [
      lead.id,
    ]);
    expect(events.map((event) => event.type)).toContain('lead.overdue');
    const told = await world.rows('select template, recipient_id from notifications where subject_id = $1', [lead.id]);
    expect(told).toContainEqual({ template: 'lead-overdue', recipient_id: world.logins.station.accountId });
    world.app.clock.reset();
  });
});
