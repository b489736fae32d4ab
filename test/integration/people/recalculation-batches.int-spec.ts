import { DecideFitting } from '../../../src/people/recalculations/use-cases/decide-fitting.use-case';
import { WorkOutFamilies } from '../../../src/people/recalculations/use-cases/work-out-families.use-case';
import type { ApiClient } from '../../support/app';
import { ConsoleVisitor } from '../../support/console';
import { loginAs } from '../../support/district';
import { openPeopleWorld, type PeopleWorld } from './assessed-household';
import { fillFamilies, raised } from './simulation-world';

const FAMILIES = 300;
const REASON = '区政府常务会议纪要第12号';

interface Body {
  id: string;
  state: string;
  code: string;
  families: number;
  withoutClass: number;
  done: number;
  left: number;
  undone: number;
  items: Array<{ id: string; householdId: string; townshipId: number; state: string; movement: string }>;
}

describe('a batch of recalculated files, decided by what families have in common (R2, R3, R12)', () => {
  let world: PeopleWorld;
  let other: ApiClient;
  let officer: ApiClient;
  let centre: ApiClient;
  beforeAll(async () => {
    world = await openPeopleWorld({ alone: true });
    await fillFamilies(world, FAMILIES);
    other = world.app.api((await loginAs(world.app, 'officer')).token);
    ({ officer, centre } = world.api);
  }, 180_000);
  afterAll(() => world.close());
  afterEach(() => jest.restoreAllMocks());

  const ok = async (answer: Promise<{ status: number; body: unknown }>, status = 200): Promise<Body> => {
    const { status: came, body } = await answer;
    expect([came, JSON.stringify(body)]).toEqual([status, expect.any(String)]);
    return body as Body;
  };
  const refused = async (answer: Promise<{ status: number; body: unknown }>, status: number, code: string) => {
    const { status: came, body } = await answer;
    const { code: whole, errors = [] } = body as Body & { errors?: Array<{ code: string }> };
    expect([came, [whole, ...errors.map((one) => one.code)]]).toEqual([status, expect.arrayContaining([code])]);
  };
  const adopted = async (fen: number) => {
    const changes = [raised(fen, world.app.clock.today())];
    const draft = await ok(officer.post('pack-drafts', { name: `提标到${fen}`, changes }), 201);
    const simulation = await ok(officer.post(`policy-packs/${draft.id}/simulations`), 201);
    await world.app.drain();
    const wish = { simulationId: simulation.id, effectiveFrom: world.app.clock.today(), reason: REASON };
    const adoption = await ok(officer.post('pack-adoptions', wish), 201);
    await ok(other.post(`pack-adoptions/${adoption.id}/confirm`, { reason: REASON }));
    return adoption.id;
  };
  const ordered = async (adoptionId: string) =>
    (await ok(officer.post(`pack-adoptions/${adoptionId}/recalculations`), 201)).id;
  const rowsOf = (batch: string) =>
    world.rows(
      `select household_id, class_after, circle_after, fen_before, fen_after, movement, digest_before, digest_after, as_simulated
        from recalculation_households where recalculation_id = $1 order by 1`,
      [batch],
    );
  const goOn = async () => {
    await world.rows('update job_runs set next_at = clock_timestamp() where finished_at is null');
    await world.app.drain();
  };
  const fitting = (batch: string, query = '') => ok(centre.get(`recalculations/${batch}/confirmable?${query}`));
  const order = async (batch: string, filter: object, families: number) =>
    ok(centre.post(`recalculations/${batch}/confirmations`, { ...filter, families }), 201);
  const read = async (batch: string, id: string) =>
    (await ok(centre.get(`recalculations/${batch}/confirmations`))).items.find(
      (one) => one.id === id,
    ) as unknown as Body;
  const standings = () =>
    world.rows<{ id: string; primary_class: number | null; circle: string | null }>(
      `select h.id, h.primary_class, h.secondary_classes, h.circle,
          (select count(*)::integer from classifications c where c.household_id = h.id and c.state = 'confirmed') as decisions,
          (select r.due_on::text from rechecks r where r.household_id = h.id and r.state = 'open') as recheck
        from households h order by 1`,
    );
  /** The worker dies with the batch that it has in hand, `at` batches in. */
  const dyingWorker = <T extends object>(on: T, method: keyof T & string, at: number) => {
    const real = (on[method] as (...given: unknown[]) => Promise<unknown>).bind(on);
    let seen = 0;
    jest.spyOn(on as never, method as never).mockImplementation((async (...given: unknown[]) => {
      const progress = await real(...given);
      seen += 1;
      if (seen === at) throw new Error('worker died');
      return progress;
    }) as never);
  };

  let batch: string;

  it('goes on where the worker died, and loses or doubles no family', async () => {
    const adoptionId = await adopted(111_000);
    const whole = await ordered(adoptionId);
    await world.app.drain();
    const expected = await rowsOf(whole);
    expect(expected.length).toBeGreaterThanOrEqual(FAMILIES);
    await ok(officer.post(`recalculations/${whole}/take-back`, { reason: '先不重算，另行安排' }));
    batch = await ordered(adoptionId);
    dyingWorker(await world.app.worker(WorkOutFamilies), 'execute', 2);
    await world.app.drain();
    expect(await ok(officer.get(`recalculations/${batch}`))).toMatchObject({ state: 'running', done: 250 });
    expect(await rowsOf(batch)).toHaveLength(250);
    await goOn();
    expect(await ok(officer.get(`recalculations/${batch}`))).toMatchObject({ state: 'open', done: expected.length });
    expect(await rowsOf(batch)).toEqual(expected);
  }, 180_000);

  it('shows how many fit by way and township, and confirms no other number', async () => {
    const all = await fitting(batch);
    const open = (await rowsOf(batch)).length;
    expect(all.families + all.withoutClass).toBe(open);
    const ways = ['in', 'out', 'up', 'down', 'same'];
    const each = await Promise.all(ways.map((way) => fitting(batch, `movement=${way}`)));
    expect(each.reduce((sum, one) => sum + one.families, 0)).toBe(all.families);
    await refused(
      centre.post(`recalculations/${batch}/confirmations`, { movement: 'up', families: all.families + 1 }),
      409,
      'recalculation-count-changed',
    );
    await refused(centre.post(`recalculations/${batch}/confirmations`, { families: 0 }), 422, 'too-small');
    for (const who of ['window', 'station'] as const)
      expect((await world.api[who].post(`recalculations/${batch}/confirmations`, { families: 1 })).status).toBe(403);
  }, 60_000);

  it('confirms those of a township that move one way, goes on after a death, and can be undone until they are told', async () => {
    const [most] = await world.rows<{ township: number; movement: string; count: number }>(
      `select township_id as township, movement, count(*)::integer as count from recalculation_households
        where recalculation_id = $1 and class_after is not null group by 1, 2 having count(*) > 25 order by 3 desc limit 1`,
      [batch],
    );
    const { township, movement, count } = most!;
    const before = await standings();
    expect(await fitting(batch, `movement=${movement}&township=${township}`)).toMatchObject({ families: count });
    dyingWorker(await world.app.worker(DecideFitting), 'confirm', 2);
    const { id } = await order(batch, { movement, township }, count);
    await refused(
      centre.post(`recalculations/${batch}/confirmations`, { families: (await fitting(batch)).families }),
      409,
      'recalculation-confirming',
    );
    await world.app.drain();
    const halfway = await read(batch, id);
    expect(halfway.state).toBe('running');
    expect(halfway.done).toBeGreaterThan(0);
    expect(halfway.done).toBeLessThan(count);
    await goOn();
    expect(await read(batch, id)).toMatchObject({ state: 'done', done: count, left: 0 });
    const [decided] = await world.rows<{ rows: number; decisions: number; by: string[] }>(
      `select count(*)::integer as rows, count(distinct c.id)::integer as decisions, array_agg(distinct c.decided_by::text) as by
        from recalculation_households f join classifications c on c.household_id = f.household_id and c.state = 'confirmed'
        where f.recalculation_id = $1 and f.state = 'confirmed' and f.movement = $2 and f.township_id = $3`,
      [batch, movement, township],
    );
    expect(decided).toEqual({ rows: count, decisions: count, by: [world.logins.centre.accountId] });
    expect(await fitting(batch, `movement=${movement}&township=${township}`)).toMatchObject({ families: 0 });
    // Two are told, and one is decided anew: these stay, all others are as they were.
    const kept = (
      await ok(centre.get(`recalculations/${batch}/households?limit=200&state=confirmed&township=${township}`))
    ).items.slice(0, 3);
    const told = kept.slice(0, 2).map(({ householdId }) => householdId);
    await ok(centre.post(`recalculations/${batch}/told`, { householdIds: told }));
    const single = kept[2]!.householdId;
    await refused(
      centre.post(`recalculations/${batch}/households/${told[0]}/undo`, { reason: REASON }),
      409,
      'recalculation-told',
    );
    expect(
      await ok(centre.post(`recalculations/${batch}/households/${single}/undo`, { reason: REASON })),
    ).toMatchObject({ state: 'open', classificationId: null, confirmationId: null });
    await refused(centre.post(`recalculations/${batch}/confirmations/${id}/undo`, { reason: '短' }), 422, 'too-small');
    jest.restoreAllMocks();
    dyingWorker(await world.app.worker(DecideFitting), 'undo', 2);
    await ok(centre.post(`recalculations/${batch}/confirmations/${id}/undo`, { reason: REASON }));
    await world.app.drain();
    expect((await read(batch, id)).state).toBe('undoing');
    await goOn();
    expect(await read(batch, id)).toMatchObject({ state: 'undone', undone: count - 3 });
    const after = await standings();
    const others = (rows: typeof after) => rows.filter((row) => !told.includes(row.id));
    expect(others(after)).toEqual(others(before));
    await refused(
      centre.post(`recalculations/${batch}/confirmations/${id}/undo`, { reason: REASON }),
      409,
      'recalculation-confirmation-undone',
    );
    const actions = await world.rows<{ action: string }>(
      "select distinct action from audit_events where subject_id = $1 and action like 'recalculation.confirmation%' order by 1",
      [batch],
    );
    expect(actions.map(({ action }) => action)).toEqual([
      'recalculation.confirmation-done',
      'recalculation.confirmation-ordered',
      'recalculation.confirmation-undoing',
      'recalculation.confirmation-undone',
    ]);
  }, 240_000);

  it('brings the decision before into force again, and leaves alone what was decided since', async () => {
    const [first] = (await ok(centre.get(`recalculations/${batch}/households?limit=200&state=open&movement=up`))).items;
    const at = `recalculations/${batch}/households/${first!.householdId}`;
    const confirmed = async (input: object) =>
      (await ok(centre.post(`${at}/confirm`, input))) as unknown as { classificationId: string };
    const { classificationId: earlier } = await confirmed({});
    await ok(centre.post(`${at}/undo`, { reason: REASON }));
    const state = async (id: string) =>
      (await world.rows<{ state: string }>('select state from classifications where id = $1', [id]))[0]!.state;
    expect(await state(earlier)).toBe('superseded');
    // A decision of another kind stands; the batch takes its place and is undone: it stands again.
    const proposal = await ok(centre.post(`households/${first!.householdId}/classifications`, {}), 201);
    await ok(
      centre.post(`classifications/${proposal.id}/confirm`, { class: 3, secondary: [], reason: '入户核实后另作决定' }),
    );
    const { classificationId } = await confirmed({});
    expect([await state(proposal.id), await state(classificationId)]).toEqual(['superseded', 'confirmed']);
    await ok(centre.post(`${at}/undo`, { reason: REASON }));
    expect([await state(proposal.id), await state(classificationId)]).toEqual(['confirmed', 'superseded']);
    const [household] = await world.rows('select primary_class from households where id = $1', [first!.householdId]);
    expect(household).toEqual({ primary_class: 3 });
    await confirmed({});
    const next = await ok(centre.post(`households/${first!.householdId}/classifications`, {}), 201);
    await ok(
      centre.post(`classifications/${next.id}/confirm`, { class: 2, secondary: [], reason: '此后情况又有变化' }),
    );
    await refused(centre.post(`${at}/undo`, { reason: REASON }), 409, 'classification-decided-since');
  }, 120_000);

  it('ends with its stop only what that job carries out, whether an undo begins before or behind it', async () => {
    const { families } = await fitting(batch);
    expect(families).toBeGreaterThan(40);
    const deciding = await world.app.worker(DecideFitting);
    const confirm = deciding.confirm.bind(deciding);
    const at = (id: string) => `recalculations/${batch}/confirmations/${id}`;
    const jobs: string[] = [];
    const jobOf = async (id: string) =>
      (
        await world.rows<{ job: string }>('select job_run_id as job from recalculation_confirmations where id = $1', [
          id,
        ])
      )[0]!.job;
    // The job has looked whether it was cancelled, and is about to go on: in this moment a person stops it and begins to undo.
    let steps = 0;
    jest.spyOn(deciding, 'confirm').mockImplementation(async (job) => {
      steps += 1;
      if (steps === 2) {
        jobs.push(await jobOf(job.id));
        await ok(centre.post(`${at(job.id)}/cancel`, {}));
        await ok(centre.post(`${at(job.id)}/undo`, { reason: REASON }));
        jobs.push(await jobOf(job.id));
        const progress = await confirm(job);
        expect(progress).toBeNull();
        return progress;
      }
      return confirm(job);
    });
    const before = await standings();
    const first = await order(batch, {}, families);
    await world.app.drain();
    expect(new Set(jobs).size).toBe(2);
    const undone = await read(batch, first.id);
    expect(undone).toMatchObject({ state: 'undone', undone: undone.done });
    expect(undone.done).toBeGreaterThan(0);
    expect(await standings()).toEqual(before);
    // The job gives up first; the undo comes behind it, and once more the stop of that job.
    jest.restoreAllMocks();
    steps = 0;
    jest.spyOn(deciding, 'confirm').mockImplementation((job) => {
      steps += 1;
      return steps === 2 ? Promise.resolve(null) : confirm(job);
    });
    const second = await order(batch, {}, families);
    await world.app.drain();
    expect((await read(batch, second.id)).state).toBe('cancelled');
    const stopped = await jobOf(second.id);
    await ok(centre.post(`${at(second.id)}/undo`, { reason: REASON }));
    await world.app.as({ ...world.logins.centre.actor, purpose: 'test' }, () =>
      world.app.app.get(DecideFitting, { strict: false }).stop({ id: second.id, jobRunId: stopped }),
    );
    expect((await read(batch, second.id)).state).toBe('undoing');
    await world.app.drain();
    expect((await read(batch, second.id)).state).toBe('undone');
    expect(await standings()).toEqual(before);
  }, 240_000);

  it('leaves a family whose file has changed since, and can be stopped', async () => {
    const { families } = await fitting(batch, 'movement=up');
    const [changed] = await world.rows<{ id: string }>(
      `select f.household_id as id from recalculation_households f where f.recalculation_id = $1 and f.movement = 'up'
        and f.state = 'open' and f.class_after is not null and exists (select from economy_lines l
          where l.household_id = f.household_id and l.kind = 'income') order by 1 limit 1`,
      [batch],
    );
    await world.rows(
      "update economy_lines set amount_fen = amount_fen + 90000000 where household_id = $1 and kind = 'income'",
      [changed!.id],
    );
    const early = await order(batch, { movement: 'up' }, families);
    await ok(centre.post(`recalculations/${batch}/confirmations/${early.id}/cancel`, {}));
    await world.app.drain();
    expect(await read(batch, early.id)).toMatchObject({ state: 'cancelled', done: 0 });
    await refused(
      centre.post(`recalculations/${batch}/confirmations/${early.id}/cancel`, {}),
      409,
      'recalculation-confirmation-over',
    );
    const { id } = await order(batch, { movement: 'up' }, families);
    await world.app.drain();
    expect(await read(batch, id)).toMatchObject({ state: 'done', done: families - 1, left: 1 });
    const [row] = await world.rows(
      'select state from recalculation_households where recalculation_id = $1 and household_id = $2',
      [...[batch, changed!.id]],
    );
    expect(row).toEqual({ state: 'open' });
  }, 180_000);

  it('is on the home page, and on pages that show the number before and undo after', async () => {
    const visitor = await new ConsoleVisitor(world.app).signIn(world.logins.centre.username);
    expect((await visitor.get('/console')).text).toContain('href="/console/recalculations?state&#x3D;open"');
    const at = `/console/recalculations/${batch}`;
    expect((await visitor.get('/console/recalculations?state=open')).text).toContain(`href="${at}"`);
    const list = await visitor.get(`${at}/households?movement=same&state=open`);
    expect(list.text).toContain(`${at}/confirmations/new?`);
    const { families } = await fitting(batch, 'movement=same');
    const page = `${at}/confirmations/new?movement=same`;
    expect((await visitor.get(page)).text).toContain(`确认这${families}户`);
    const wrong = await visitor.submit(page, `${at}/confirmations`, { families: String(families + 1) });
    expect([wrong.status, wrong.text.includes(`现在符合条件的是${families}户`)]).toEqual([409, true]);
    const sent = await visitor.submit(page, `${at}/confirmations`);
    expect([sent.status, sent.headers['location']]).toEqual([303, `${at}/confirmations`]);
    expect((await visitor.get(`${at}/confirmations`)).headers['refresh']).toBe('2');
    await world.app.drain();
    const [last] = (await ok(centre.get(`recalculations/${batch}/confirmations`))).items;
    const which = { confirmationId: last!.id };
    const short = await visitor.submit(`${at}/confirmations`, `${at}/confirmations/undo`, { ...which, reason: '短' });
    expect([short.status, short.text.includes('短</textarea>')]).toEqual([422, true]);
    const undone = await visitor.submit(`${at}/confirmations`, `${at}/confirmations/undo`, {
      ...which,
      reason: REASON,
    });
    expect(undone.status).toBe(303);
    await world.app.drain();
    expect(await fitting(batch, 'movement=same')).toMatchObject({ families });
  }, 120_000);
});
