import { ConsoleVisitor } from '../../support/console';
import { loginAs } from '../../support/district';
import { answered, DAY, type FileWorld, openFileWorld, type Order, RESULT } from './department-file-world';

const NOTHING = { [RESULT]: '无', [DAY]: '2026-11-20' };
const reason = '部门来电：系统停用，余下的无法答复';
const MOVES = 'select move from moves where subject_id = $1 order by id';

describe('the end of an order whose rest never comes (R65, R93)', () => {
  let world: FileWorld;
  beforeAll(async () => {
    world = await openFileWorld();
  });
  afterEach(() => world.app.clock.reset());
  afterAll(() => world.close());

  /** An order with two questions about a household, its file, and the clock a moment after its day. */
  const overdue = async () => {
    await world.way('finance', 'file');
    const household = await world.signed();
    const requestId = await world.ask(household.id, { items: ['deposits', 'securities'] });
    const order = await world.order('finance');
    await world.way('finance', 'service');
    const { content } = await world.file(order.id);
    const late = () => world.app.clock.set(new Date(Date.parse(order.dueAt) + 60_000));
    return { ...household, requestId, order, content, late };
  };
  const taken = async (content: Buffer) => {
    const { status, body } = await world.upload(content);
    expect([status, body.errors]).toEqual([201, undefined]);
    const confirmed = await world.act(body, 'confirm');
    expect([confirmed.status, confirmed.body.code]).toEqual([200, undefined]);
    return confirmed.body;
  };
  const row = (content: Buffer, wanted: number) => answered(content, (_, at) => (at === wanted ? NOTHING : null));
  const now = async ({ id }: Order) => (await world.api.centre.get(`department-orders/${id}`)).body as Order;
  const close = (order: Order, body: object = { reason }) =>
    world.api.centre.post(`department-orders/${order.id}/close`, body);
  const call = async (requestId: string) => {
    const [only] = (await world.sheet(requestId)).calls;
    return [only!.state, only!.answers.map(({ state }) => state).sort()];
  };

  it('is closed by a person with a reason once its day is over: what has no answer had none in time', async () => {
    const { order, requestId, content, late } = await overdue();
    await taken(await row(content, 0));
    const early = await close(order);
    expect([early.status, early.body.code]).toEqual([409, 'department-order-not-due']);
    late();
    expect((await close(order, { reason: '不等了' })).status).toBe(422);
    const station = await world.api.station.post(`department-orders/${order.id}/close`, { reason });
    expect(station.status).toBe(403);
    const closed = await close(order);
    expect([closed.status, closed.body]).toMatchObject([
      200,
      { state: 'closed', overdue: false, closeReason: reason, closedByName: expect.any(String), answeredCount: 1 },
    ]);
    expect(await call(requestId)).toEqual(['timed-out', ['answered', 'timed-out']]);
    const lines = (await world.api.centre.get(`department-orders/${order.id}/lines`)).body.items as object[];
    expect(lines).toMatchObject([
      { answered: true, silent: false },
      { answered: false, silent: true },
    ]);
    const waiting = (await world.api.centre.get('department-orders?late=true')).body.items as Order[];
    expect(waiting.map(({ id }) => id)).not.toContain(order.id);
    expect([(await close(order)).body.code, (await world.file(order.id)).status]).toEqual(['move-not-allowed', 410]);
    const record = await world.rows<{ action: string }>(
      'select action from audit_events where subject_id = any ($1) and action like any ($2)',
      [
        [order.id, requestId],
        ['department-order.close', 'check.answered'],
      ],
    );
    expect(record.map(({ action }) => action)).toEqual(expect.arrayContaining(['department-order.close']));
    expect(record.length).toBeGreaterThanOrEqual(2);
  });

  it('hears a late file as a late answer, and forgets it when that is taken back', async () => {
    const { order, requestId, content, late } = await overdue();
    late();
    expect((await close(order)).status).toBe(200);
    expect(await call(requestId)).toEqual(['timed-out', ['timed-out', 'timed-out']]);
    const first = await taken(await row(content, 0));
    expect([first.late, await now(order)]).toMatchObject([true, { state: 'closed', answeredCount: 1 }]);
    expect(await call(requestId)).toEqual(['timed-out', ['late', 'timed-out']]);
    const second = await taken(await row(content, 1));
    expect(await now(order)).toMatchObject({ state: 'answered', answeredCount: 2, closeReason: reason });
    expect(await call(requestId)).toEqual(['late', ['late', 'late']]);
    expect((await world.act(second, 'undo')).body.state).toBe('undone');
    expect(await now(order)).toMatchObject({ state: 'closed', answeredCount: 1 });
    expect(await call(requestId)).toEqual(['timed-out', ['late', 'timed-out']]);
    expect((await world.act(first, 'undo')).body.state).toBe('undone');
    expect([await now(order), await call(requestId)]).toMatchObject([
      { state: 'closed', answeredCount: 0, overdue: false },
      ['timed-out', ['timed-out', 'timed-out']],
    ]);
    const moves = await world.rows<{ move: string }>(MOVES, [order.id]);
    expect(moves.map(({ move }) => move)).toEqual([
      ...['close', 'answer-late', 'answer-all', 'take-back-late', 'take-back-late'],
    ]);
  });

  it('is closed by nobody who does not see all of it', async () => {
    const { id, requestId, order, late } = await overdue();
    const relative = await loginAs(world.app, 'centre-worker');
    const [file] = await world.rows<{ number: string }>('select number from households where id = $1', [id]);
    const kin = world.app.api(relative.token);
    expect((await kin.post('conflicts', { householdKey: file!.number, kind: 'relative' })).status).toBe(201);
    late();
    const refused = await kin.post(`department-orders/${order.id}/close`, { reason });
    expect([refused.status, refused.body.code]).toEqual([409, 'department-order-out-of-reach']);
    expect(await call(requestId)).toEqual(['sent', ['waiting', 'waiting']]);
  });

  it('has a form on its page that keeps what was typed, in both languages', async () => {
    const { order, requestId, late } = await overdue();
    const page = `/console/department-orders/${order.id}`;
    const early = await new ConsoleVisitor(world.app).signIn(world.logins.centre.username);
    expect((await early.get(page)).text).not.toContain('结束委托');
    late();
    const visitor = await new ConsoleVisitor(world.app).signIn(world.logins.centre.username);
    expect((await visitor.get(page)).text).toContain('结束委托，不再等待');
    const short = await visitor.submit(page, `${page}/close`, { reason: '没来' });
    expect([short.status, short.text.includes('没来')]).toEqual([422, true]);
    const done = await visitor.submit(page, `${page}/close`, { reason });
    expect([done.status, done.headers.location]).toEqual([303, page]);
    const shown = (await visitor.get(page)).text;
    for (const words of ['未答全已结束', '超时未答复', reason]) expect(shown).toContain(words);
    expect(shown).not.toContain('结束委托，不再等待');
    expect((await visitor.get('/console/department-orders?state=closed')).text).toContain(order.number);
    expect((await visitor.get(`/console/verifications/${requestId}`)).text).toContain('超时未答复');
    await visitor.speak('en');
    expect((await visitor.get(page)).text).toContain('Closed without all answers');
    await visitor.speak('zh-CN');
  });
});
