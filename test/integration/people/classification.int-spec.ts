import { plusMonths } from '../../../src/platform/time';
import { openPeopleWorld, type PeopleWorld } from './assessed-household';

describe('classification (R3, R11)', () => {
  let world: PeopleWorld;
  beforeAll(async () => {
    world = await openPeopleWorld();
  });
  afterAll(() => world.close());

  const household = async (id: string) =>
    (await world.rows('select primary_class, circle from households where id = $1', [id]))[0];
  const propose = async (id: string, input: object = {}) =>
    (await world.api.station.post(`households/${id}/classifications`, input)).body;
  const confirm = (id: string, input: object) => world.api.station.post(`classifications/${id}/confirm`, input);
  const declare = (id: string, item: string, amountFen: number, kind = 'income') =>
    world.api.window.post(`households/${id}/economy`, { kind, item, amountFen, period: 'month' });
  const poor = async () => {
    const { id } = await world.household();
    await declare(id, 'wage', 80_000);
    await declare(id, 'deposit', 0, 'asset');
    return { id, proposal: await propose(id) };
  };

  it('proposes class and circle by a calculation of what was declared', async () => {
    const { id } = await world.household();
    await declare(id, 'wage', 80_000);
    expect(await propose(id)).toMatchObject({ proposedClass: null, proposedCircle: 'C2' });
    await declare(id, 'deposit', 0, 'asset');
    const proposal = await propose(id);
    expect(proposal).toMatchObject({
      ...{ proposedClass: 2, proposedCircle: 'C2', state: 'proposed', inputs: null, steps: [] },
      packVersion: 'base@2026.3+demonstration@2026.1',
    });
    const calculation = (await world.api.station.get(`calculations/${proposal.calculationId}`)).body;
    expect(calculation).toMatchObject({ class: 2, circle: 'C2', onDay: world.app.clock.today() });
  });

  it('takes only what an officer entered with a document as a status', async () => {
    const { id } = await world.household();
    const lines = (await world.api.window.get(`households/${id}/entitlements`)).body.items;
    const tekun = lines.find((line: { line: string }) => line.line === 'tekun');
    await world.api.window.patch(`entitlements/${tekun.id}`, { state: 'granted' }, 1);
    expect((await propose(id)).proposedClass).toBeNull();
    const granted = { state: 'granted', documentNumber: 'T-7' };
    expect((await world.api.officer.patch(`entitlements/${tekun.id}`, granted, 2)).status).toBe(200);
    expect((await propose(id)).proposedClass).toBe(1);
  });

  it('takes the event from the question, and refuses one that lies ahead', async () => {
    const { id } = await world.household();
    const today = world.app.clock.today();
    expect((await propose(id, { event: { kind: 'accident', date: today } })).proposedClass).toBe(4);
    const ahead = { event: { kind: 'accident', date: '2999-01-01' } };
    expect((await world.api.station.post(`households/${id}/classifications`, ahead)).status).toBe(422);
  });

  it('is decided by a person; the household then has the class', async () => {
    const { id, proposal } = await poor();
    expect((await world.api.window.post(`classifications/${proposal.id}/confirm`, { class: 2 })).status).toBe(403);
    const confirmed = await confirm(proposal.id, { class: 2 });
    expect(confirmed.body).toMatchObject({ state: 'confirmed', decidedClass: 2, decidedCircle: 'C2', reason: null });
    // C2 is looked at again after 6 months (R30).
    expect(confirmed.body.recheckOn).toBe(plusMonths(world.app.clock.today(), 6));
    expect(await household(id)).toEqual({ primary_class: 2, circle: 'C2' });
    const events = await world.rows(
      `select 1 from outbox_events where type = 'classification.confirmed' and household_id = $1`,
      [id],
    );
    expect(events).toHaveLength(1);
    expect((await confirm(proposal.id, { class: 2 })).body.code).toBe('move-not-allowed');
  });

  it('asks a reason for deviating (422), and keeps it', async () => {
    const { id, proposal } = await poor();
    for (const other of [{ class: 3 }, { class: 2, secondary: [4] }, { class: 2, circle: 'C1' }]) {
      const refused = await confirm(proposal.id, other);
      expect([refused.status, refused.body.errors[0].code]).toEqual([422, 'class-reason-required']);
    }
    const twice = await confirm(proposal.id, { class: 2, secondary: [2], reason: 'yes' });
    expect(twice.body.errors[0].code).toBe('class-named-twice');
    const confirmed = await confirm(proposal.id, { class: 3, secondary: [4], circle: 'C1', reason: 'long illness' });
    const decided = { decidedClass: 3, decidedSecondary: [4], decidedCircle: 'C1', reason: 'long illness' };
    expect(confirmed.body).toMatchObject(decided);
    expect(confirmed.body.recheckOn).toBe(plusMonths(world.app.clock.today(), 12));
    expect(await household(id)).toEqual({ primary_class: 3, circle: 'C1' });
    const outside = await propose(id);
    await confirm(outside.id, { class: 2, circle: 'outside', reason: 'moved out' });
    expect(await household(id)).toEqual({ primary_class: 2, circle: null });
  });

  it('keeps one proposal and one decision alive; the older ones stay readable', async () => {
    const { id } = await world.household();
    const [first, second] = [await propose(id), await propose(id)];
    expect((await world.api.station.get(`classifications/${first.id}`)).body.state).toBe('superseded');
    await confirm(second.id, { class: 4, reason: 'one' });
    const third = await propose(id);
    await confirm(third.id, { class: 3, reason: 'two' });
    const list = (await world.api.station.get(`households/${id}/classifications`)).body.items;
    expect(list.map((one: { state: string }) => one.state)).toEqual(['confirmed', 'superseded', 'superseded']);
  });

  it('shows a provider nothing', async () => {
    const { id } = await world.household();
    expect((await world.api.dispatcher.get(`households/${id}/classifications`)).status).toBe(403);
    expect((await world.api.dispatcher.post(`households/${id}/classifications`, {})).status).toBe(403);
  });
});
