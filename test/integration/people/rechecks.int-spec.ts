import { plusMonths } from '../../../src/platform/time';
import { plusDays, WorkCalendar } from '../../../src/reference/calendar';
import { ConsoleVisitor } from '../../support/console';
import { loginAs } from '../../support/district';
import { openPeopleWorld, OTHER_VILLAGE, type PeopleWorld } from './assessed-household';

interface Row {
  id: string;
  householdId: string;
  dueOn: string;
  ground: string;
  overdue: boolean;
  raisedAt: string | null;
  proposalId: string | null;
  state: string;
}

describe('re-checks (R30)', () => {
  let world: PeopleWorld;
  beforeAll(async () => {
    world = await openPeopleWorld({ alone: true });
  });
  afterEach(() => world.app.clock.reset());
  afterAll(() => world.close());

  const declare = async (id: string, item: string, amountFen: number, kind = 'income') => {
    const line = await world.api.window.post(`households/${id}/economy`, { kind, item, amountFen, period: 'month' });
    expect(line.status).toBe(201);
    return line.body as { id: string; version: number };
  };
  const decided = async (region?: string) => {
    const { id, memberIds } = await world.household(undefined, region);
    const api = region ? world.api.officer : world.api.window;
    const lines: Array<{ id: string; version: number }> = [];
    for (const [kind, item, amountFen] of [
      ['income', 'wage', 80_000],
      ['asset', 'deposit', 0],
    ] as const)
      lines.push((await api.post(`households/${id}/economy`, { kind, item, amountFen, period: 'month' })).body);
    const proposal = (await world.api.centre.post(`households/${id}/classifications`, {})).body;
    const confirmed = await world.api.centre.post(`classifications/${proposal.id}/confirm`, { class: 2 });
    expect(confirmed.status).toBe(200);
    await world.app.drain();
    return { id, memberIds, wage: lines[0]!, decision: confirmed.body as { id: string; recheckOn: string } };
  };
  const list = async (filter = '', api = world.api.station): Promise<Row[]> => {
    const { status, body } = await api.get(`rechecks${filter}`);
    expect(status).toBe(200);
    return body.items;
  };
  const of = async (id: string): Promise<Row[]> =>
    (await world.api.station.get(`households/${id}/rechecks`)).body.items;
  const at = (day: string) => world.app.clock.set(new Date(`${day}T02:00:00Z`));
  const household = async (id: string) =>
    (await world.rows('select primary_class, circle from households where id = $1', [id]))[0];

  it('begin with a decision, by the date of its circle, and end with the next', async () => {
    const { id, decision } = await decided();
    const [first] = await of(id);
    const due = plusMonths(world.app.clock.today(), 6);
    expect([decision.recheckOn, first]).toEqual([
      due,
      expect.objectContaining({ dueOn: due, ground: 'date', state: 'open' }),
    ]);
    const proposal = (await world.api.station.post(`households/${id}/classifications`, {})).body;
    await world.api.station.post(`classifications/${proposal.id}/confirm`, { class: 2, circle: 'C3', reason: 'yes' });
    const [second, settled] = await of(id);
    expect(settled).toMatchObject({ id: first!.id, state: 'settled' });
    expect(second).toMatchObject({ ground: 'date', dueOn: plusMonths(world.app.clock.today(), 12), state: 'open' });
    const outside = (await world.api.station.post(`households/${id}/classifications`, {})).body;
    await world.api.station.post(`classifications/${outside.id}/confirm`, {
      class: 2,
      circle: 'outside',
      reason: 'yes',
    });
    expect((await of(id)).map(({ state }) => state)).toEqual(['settled', 'settled']);
  });

  it('are listed by day, filtered by office, circle, lead worker and lateness, each within the own reach', async () => {
    const { id } = await decided();
    const elsewhere = await decided(OTHER_VILLAGE);
    const [row] = await of(id);
    const [far] = (await world.api.officer.get(`households/${elsewhere.id}/rechecks`)).body.items as Row[];
    const ids = async (filter: string, api = world.api.officer) => (await list(filter, api)).map((one) => one.id);
    expect(await ids('')).toEqual(expect.arrayContaining([row!.id, far!.id]));
    expect(await ids('', world.api.window)).toContain(row!.id);
    expect(await ids('', world.api.window)).not.toContain(far!.id);
    expect(await ids('?circle=C2')).toContain(row!.id);
    expect(await ids('?circle=C1')).not.toContain(row!.id);
    expect(await ids('?overdue=true')).not.toContain(row!.id);
    const opened = await world.api.window.post(`households/${id}/cases`, { emergency: false });
    expect(opened.status).toBe(201);
    expect(await ids('?mine=true', world.api.window)).toEqual([row!.id]);
    expect(await ids('?mine=true', world.api.station)).toEqual([]);
    expect(await ids(`?unit=${opened.body.unitId}`)).toEqual([row!.id]);
    const days = (await list('', world.api.officer)).map(({ dueOn }) => dueOn);
    expect([...days].sort()).toEqual(days);
    const first = (await world.api.officer.get('rechecks?limit=1')).body;
    const next = (await world.api.officer.get(`rechecks?limit=1&after=${encodeURIComponent(first.next)}`)).body;
    expect(next.items[0].id).not.toBe(first.items[0].id);
    expect((await world.api.dispatcher.get('rechecks')).status).toBe(403);
    at(row!.dueOn);
    expect(await ids('?week=true')).toContain(row!.id);
    at(plusDays(row!.dueOn, 1));
    expect(await ids('?overdue=true')).toContain(row!.id);
  });

  it('are told to the station and the worker once, so many working days after the day', async () => {
    const { id } = await decided();
    expect((await world.api.window.post(`households/${id}/cases`)).status).toBe(201);
    const [{ dueOn, id: recheckId } = {} as Row] = await of(id);
    const last = world.app.get(WorkCalendar).addWorkDays(new Date(`${dueOn}T02:00:00Z`), 5);
    at(dueOn);
    await world.app.drain();
    world.app.clock.set(new Date(last.getTime() - 60_000));
    await world.app.drain();
    expect((await of(id))[0]).toMatchObject({ raisedAt: null, overdue: true });
    world.app.clock.set(new Date(last.getTime() + 60_000));
    await world.app.drain();
    await world.app.drain();
    expect((await list('?raised=true')).map((one) => one.id)).toContain(recheckId);
    const told = await world.rows(`select 1 from outbox_events where type = 'recheck.overdue' and aggregate_id = $1`, [
      recheckId,
    ]);
    expect(told).toHaveLength(1);
    const written = "select 1 from notifications where template = 'recheck-overdue' and household_id = $1";
    expect(await world.rows(written, [id])).toHaveLength(1);
    const station = await new ConsoleVisitor(world.app).signIn(world.logins.station.username);
    const home = (await station.get('/console')).text.replaceAll('&#x3D;', '=');
    expect(home).toContain('/console/rechecks?raised=true');
  });

  it('come onto the list the day something changes, with a proposal; class and circle stay as they are', async () => {
    const { id, wage } = await decided();
    const [before] = await of(id);
    const edit = { amountFen: 300_000, period: 'month' };
    expect((await world.api.window.patch(`economy/${wage.id}`, edit, wage.version)).status).toBe(200);
    await world.app.drain();
    const [open, ...others] = await of(id);
    expect(others).toEqual([]);
    expect(open).toMatchObject({ id: before!.id, ground: 'economy', dueOn: world.app.clock.today(), state: 'open' });
    const proposal = (await world.api.station.get(`classifications/${open!.proposalId}`)).body;
    expect(proposal).toMatchObject({ state: 'proposed', proposedCircle: 'outside' });
    expect(proposal.calculationId).not.toBeNull();
    expect(await household(id)).toEqual({ primary_class: 2, circle: 'C2' });
    const page = await new ConsoleVisitor(world.app).signIn(world.logins.station.username);
    const text = (await page.get('/console/rechecks')).text;
    for (const words of ['收入、支出或财产有变化', '测算有不同结果', `/console/households/${id}/classification`])
      expect(text).toContain(words);
    await world.api.station.post(`classifications/${proposal.id}/confirm`, {
      class: 2,
      circle: 'outside',
      reason: 'yes',
    });
    expect((await of(id)).map(({ state }) => state)).toEqual(['settled']);
  });

  it('are noted where nothing has come to differ, once for many changes, and not at all where no rule asks', async () => {
    const { id } = await decided();
    const count = async () =>
      Number(
        (await world.rows<{ n: string }>('select count(*) as n from calculations where household_id = $1', [id]))[0]!.n,
      );
    const before = await count();
    for (const item of ['living', 'education']) await declare(id, item, 1000, 'expenditure');
    await world.app.drain();
    const rows = await of(id);
    expect(rows.map(({ state, ground }) => [state, ground])).toEqual([
      ['no-difference', 'economy'],
      ['open', 'date'],
    ]);
    expect(await count()).toBe(before + 1);
    const { version } = (await world.api.station.get(`households/${id}`)).body;
    expect((await world.api.window.patch(`households/${id}`, { languages: ['zh', 'en'] }, version)).status).toBe(200);
    await world.app.drain();
    expect([await count(), (await of(id)).length]).toEqual([before + 1, 2]);
  });

  it('follow a death: whoever is left is looked at again (B11)', async () => {
    const { id } = await world.household([
      { name: '王桂芳', relation: 'head', birthDate: '1949-03-02' },
      { name: '王大力', relation: 'spouse', birthDate: '1948-03-02' },
    ]);
    const [, husband] = await world.rows<{ id: string }>(
      'select id from household_members where household_id = $1 order by id',
      [id],
    );
    await declare(id, 'wage', 120_000);
    await declare(id, 'deposit', 0, 'asset');
    const proposal = (await world.api.station.post(`households/${id}/classifications`, {})).body;
    await world.api.station.post(`classifications/${proposal.id}/confirm`, {
      class: proposal.proposedClass,
      reason: 'yes',
    });
    await world.app.drain();
    expect((await world.api.window.post(`members/${husband!.id}/leave`, { reason: 'died' })).status).toBe(200);
    await world.app.drain();
    const [open] = await of(id);
    expect(open).toMatchObject({ state: 'open', ground: 'members', dueOn: world.app.clock.today() });
    expect(open!.proposalId).not.toBeNull();
  });

  it('do nothing before the first decision, and are not there for whoever has a conflict or another district', async () => {
    const { id } = await world.household();
    await declare(id, 'wage', 80_000);
    await world.app.drain();
    expect(await of(id)).toEqual([]);
    const far = await decided();
    const evaluator = world.app.api((await loginAs(world.app, 'evaluator')).token);
    expect((await evaluator.get('rechecks')).status).toBe(403);
    expect((await of(far.id)).length).toBe(1);
  });
});
