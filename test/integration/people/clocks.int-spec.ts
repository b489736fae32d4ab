import { plusMonths } from '../../../src/platform/time';
import { plusDays } from '../../../src/reference/calendar';
import { ConsoleVisitor } from '../../support/console';
import { loginAs } from '../../support/district';
import { openPeopleWorld, type PeopleWorld } from './assessed-household';

describe('clocks of a household (B11, R38, R43, R85)', () => {
  let world: PeopleWorld;
  let today: string;
  beforeAll(async () => {
    world = await openPeopleWorld({ alone: true });
  });
  beforeEach(() => {
    today = world.app.clock.today();
  });
  afterEach(() => world.app.clock.reset());
  afterAll(() => world.close());

  const start = (id: string, input: object, api = world.api.station) => api.post(`households/${id}/clocks`, input);
  const taper = (startedOn: string) => ({
    kind: 'taper',
    startedOn,
    lastMonthFen: 20_000,
    documentNumber: '云民渐〔2026〕3号',
  });
  const waiting = (startedOn: string) => ({ kind: 'waiting', startedOn, grounds: ['flexible-work', 'stable-work'] });
  const support = (startedOn: string) => ({ kind: 'support', startedOn, occasion: 'job' });
  const of = async (id: string, api = world.api.station) => (await api.get(`households/${id}/clocks`)).body;
  const at = async (day: string) => {
    world.app.clock.set(new Date(`${day}T02:00:00Z`));
    await world.app.drain();
  };

  it('are started by people with the facts that the rules ask for, each on its own', async () => {
    const { id } = await world.household();
    expect((await start(id, taper(today))).body.errors[0].code).toBe('document-number-by-officer');
    const cash = await start(id, taper(today), world.api.officer);
    expect(cash.body).toMatchObject({ kind: 'taper', state: 'granted', lastMonthFen: 20_000, cashFen: 120_000 });
    expect(cash.body.cash).toHaveLength(6);
    const wait = await start(id, waiting(today));
    expect(wait.body).toMatchObject({ state: 'running', from: today, until: plusMonths(today, 9) });
    const years = await start(id, support(today));
    expect(years.body).toMatchObject({ state: 'year-1', until: plusMonths(today, 36) });
    expect(years.body.marks).toHaveLength(12);
    const { items, line } = await of(id);
    expect(items.map(({ kind }: { kind: string }) => kind).sort()).toEqual(['support', 'taper', 'waiting']);
    expect(line.tracks.map(({ kind, until }: { kind: string; until: string }) => [kind, until])).toEqual([
      ['taper', cash.body.until],
      ['waiting', wait.body.until],
      ['support', years.body.until],
    ]);
    expect(line.months[0]).toBe(today.slice(0, 7));
  });

  it('refuse what the rules do not know, a day ahead, and a second of a kind', async () => {
    const { id } = await world.household();
    const code = async (input: object) => {
      const { status, body } = await start(id, input, world.api.officer);
      return [status, body.errors?.[0]?.code ?? body.code];
    };
    expect(await code({ ...waiting(today), grounds: ['unheard-of'] })).toEqual([422, 'waiting-ground-unknown']);
    expect(await code(support(plusDays(today, 1)))).toEqual([422, 'day-ahead']);
    const stranger = (await world.household()).memberIds[0];
    expect(await code({ ...support(today), memberId: stranger })).toEqual([422, 'member-of-other-household']);
    expect((await start(id, { ...taper(today), lastMonthFen: 0 }, world.api.officer)).status).toBe(422);
    expect((await start(id, waiting(today))).status).toBe(201);
    expect(await code(waiting(today))).toEqual([409, 'clock-running']);
    expect((await start(id, waiting(today), world.api.window)).status).toBe(403);
    expect((await start(id, waiting(today), world.api.dispatcher)).status).toBe(403);
  });

  it('stand still only where the rule allows it: a wait, day by day (R38)', async () => {
    const { id } = await world.household();
    const began = plusMonths(today, -2);
    const { id: wait, until } = (await start(id, waiting(began))).body;
    const { id: cash } = (await start(id, taper(today), world.api.officer)).body;
    const { id: years } = (await start(id, support(began))).body;
    const act = (clock: string, name: string, input: object = {}) =>
      world.api.officer.post(`clocks/${clock}/${name}`, input);
    for (const other of [cash, years])
      expect((await act(other, 'pause', { reason: 'yes' })).body.code).toBe('clock-not-pausable');
    const from = plusMonths(today, -1);
    const still = await act(wait, 'pause', { on: from, reason: 'in hospital' });
    expect(still.body).toMatchObject({ state: 'paused', until: null });
    expect((await act(wait, 'pause', { reason: 'again' })).body.code).toBe('move-not-allowed');
    const day = plusDays(from, 10);
    expect((await act(wait, 'resume', { on: day })).body).toMatchObject({
      ...{ state: 'running', until: plusDays(until, 10), pauses: [{ from, until: plusDays(day, -1) }] },
    });
    expect((await act(wait, 'pause', { on: began, reason: 'too early' })).status).toBe(422);
    const others = (await of(id)).items.filter(({ kind }: { kind: string }) => kind !== 'waiting');
    expect(others.map(({ version }: { version: number }) => version)).toEqual([1, 1]);
  });

  it('are moved on by the calendar alone, and none moves another; the worker is told of each end', async () => {
    const { id } = await world.household();
    expect((await world.api.window.post(`households/${id}/cases`)).status).toBe(201);
    await start(id, taper(today), world.api.officer);
    await start(id, waiting(today));
    await start(id, support(today));
    const states = async () => {
      const { items } = await of(id);
      return Object.fromEntries(items.map(({ kind, state }: { kind: string; state: string }) => [kind, state]));
    };
    expect(await states()).toEqual({ taper: 'granted', waiting: 'running', support: 'year-1' });
    await at(plusMonths(`${today.slice(0, 7)}-01`, 1));
    expect(await states()).toEqual({ taper: 'running', waiting: 'running', support: 'year-1' });
    await at(plusMonths(`${today.slice(0, 7)}-01`, 7));
    expect(await states()).toEqual({ taper: 'ended', waiting: 'running', support: 'year-1' });
    await at(plusDays(plusMonths(today, 9), 1));
    expect(await states()).toEqual({ taper: 'ended', waiting: 'ended', support: 'year-1' });
    await at(plusDays(plusMonths(today, 24), 1));
    expect((await states()).support).toBe('year-3');
    await at(plusDays(plusMonths(today, 36), 1));
    expect((await states()).support).toBe('done');
    const told = await world.rows(`select 1 from outbox_events where type = 'clock.ended' and household_id = $1`, [id]);
    expect(told).toHaveLength(3);
    await world.app.drain();
    const written = "select 1 from notifications where template = 'clock-ended' and household_id = $1";
    expect(await world.rows(written, [id])).toHaveLength(3);
  });

  it('are ended early by those who may, with a reason, on the log', async () => {
    const { id } = await world.household();
    const { id: cash } = (await start(id, taper(today), world.api.officer)).body;
    expect((await world.api.station.post(`clocks/${cash}/end`, { reason: 'no' })).body.code).toBe('move-not-allowed');
    expect((await world.api.officer.post(`clocks/${cash}/end`, {})).status).toBe(422);
    const ended = await world.api.officer.post(`clocks/${cash}/end`, { reason: 'income hidden' });
    expect(ended.body).toMatchObject({ state: 'ended-early', endedOn: today, until: today, cash: [], cashFen: 0 });
    const moves = await world.rows<{ move: string; reason: string }>(
      'select move, reason from moves where subject_id = $1',
      [cash],
    );
    expect(moves).toEqual([{ move: 'end-early', reason: 'income hidden' }]);
    expect((await start(id, taper(today), world.api.officer)).status).toBe(201);
  });

  it('show the dates to every reader of the file, sums and papers by C3', async () => {
    const { id } = await world.household();
    await start(id, taper(today), world.api.officer);
    expect((await of(id, world.api.officer)).items[0]).toMatchObject({
      cashFen: 120_000,
      documentNumber: '云民渐〔2026〕3号',
    });
    expect((await of(id, world.api.window)).items[0]).toMatchObject({
      cashFen: 120_000,
      documentNumber: null,
      moves: [],
    });
    const supervisor = world.app.api((await loginAs(world.app, 'supervisor')).token);
    expect((await of(id, supervisor)).items[0]).toMatchObject({
      kind: 'taper',
      cashFen: null,
      cash: [],
      withheld: ['economy'],
    });
    expect((await world.api.dispatcher.get(`households/${id}/clocks`)).status).toBe(403);
  });

  it('are kept by the database to their kind', async () => {
    const { id } = await world.household();
    const { id: wait } = (await start(id, waiting(today))).body;
    for (const change of [
      `state = 'year-1'`,
      `kind = 'taper'`,
      `grounds = '{}'`,
      `last_month_fen = 1`,
      `state = 'ended'`,
    ])
      await expect(world.rows(`update household_clocks set ${change} where id = $1`, [wait])).rejects.toThrow(
        'household_clocks_',
      );
  });

  it('are started, shown on one time line, let stand still and ended in the console', async () => {
    const { id } = await world.household();
    const officer = await new ConsoleVisitor(world.app).signIn(world.logins.officer.username);
    const home = `/console/households/${id}/clocks`;
    const [year = '', month = '', day = ''] = today.split('-');
    const date = { 'startedOn-year': year, 'startedOn-month': month, 'startedOn-day': day };
    expect((await officer.get(home)).text).toContain('还没有开始任何期限');
    const wrong = await officer.submit(`${home}/new?kind=taper`, home, {
      ...date,
      lastMonth: 'abc',
      documentNumber: 'D-1',
    });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('value="abc"');
    const cash = await officer.submit(`${home}/new?kind=taper`, home, {
      ...date,
      lastMonth: '200.50',
      documentNumber: 'D-1',
    });
    expect(cash.status).toBe(303);
    const wait = await officer.submit(`${home}/new?kind=waiting`, home, { ...date, grounds: ['stable-work'] });
    expect(wait.status).toBe(303);
    const years = await officer.submit(`${home}/new?kind=support`, home, {
      ...date,
      occasion: 'business',
      memberId: '',
    });
    expect(years.status).toBe(303);
    const { text } = await officer.get(home);
    expect(text.match(/<rect class="yl-clocks__bar--/g)).toHaveLength(3);
    // Six months of 200.50, and their sum.
    expect(text.match(/200\.50/g)).toHaveLength(6);
    expect(text).toContain('1,203.00');
    expect(text).not.toContain('/clocks/new');
    const { items } = await of(id);
    const clock = items.find(({ kind }: { kind: string }) => kind === 'waiting').id as string;
    const one = `/console/clocks/${clock}`;
    const nothing = await officer.submit(one, one, { act: 'pause', reason: '' });
    expect(nothing.status).toBe(422);
    expect((await officer.submit(one, one, { act: 'pause', reason: '住院' })).status).toBe(303);
    expect((await officer.get(home)).text).toContain('中止期间未定');
    expect((await officer.submit(one, one, { act: 'end-early', reason: '再次陷入困难' })).status).toBe(303);
    expect((await officer.get(one)).text).toContain('提前结束');
    await officer.speak('en');
    for (const page of [home, one, `${home}/new?kind=waiting`]) expect((await officer.get(page)).status).toBe(200);
    const window = await new ConsoleVisitor(world.app).signIn(world.logins.window.username);
    expect((await window.get(home)).text).not.toContain('/clocks/new');
  });
});
