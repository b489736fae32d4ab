import { householdInput, leadInput, memberInput } from '../../factories/households.factory';
import { loginAs } from '../../support/district';
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
    ]);
    expect([(await reporter.get('leads')).status, (await reporter.get('households')).status]).toEqual([403, 403]);
    await world.api.window.post(`leads/${id}/triage`, { result: 'not-need', note: '已核实，家中有人照料' });
    expect((await reporter.get(`leads/${id}`)).body).toMatchObject({ handled: true });
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
    world.app.clock.reset();
  });
});
