import { MakeCalculation, ReplayCalculations } from '../../../src/people/calculations';
import { anonymousActor, Transactions } from '../../../src/platform/database';
import { plusDays } from '../../../src/reference/calendar';
import { Policies } from '../../../src/reference/policies';
import type { ApiClient } from '../../support/app';
import { type Login, loginAs } from '../../support/district';
import { openPeopleWorld, type PeopleWorld } from './assessed-household';
import { fillFamilies, raised } from './simulation-world';

const FAMILIES = 60;
const REASON = '区政府常务会议纪要第12号';

interface Body {
  id: string;
  state: string;
  code: string;
  packCode: string;
  packVersion: string;
  version: number;
  households: number;
  errors: Array<{ field: string; code: string }>;
  groups: Array<{ movement: string; state: string; families: number; told: number }>;
  items: Array<{ householdId: string; classAfter: number | null; asSimulated: boolean | null; movement: string }>;
}

describe('adopting a draft and working the files out again (R2, R3)', () => {
  let world: PeopleWorld;
  let second: Login;
  let other: ApiClient;
  let officer: ApiClient;
  beforeAll(async () => {
    world = await openPeopleWorld({ alone: true });
    await fillFamilies(world, FAMILIES);
    second = await loginAs(world.app, 'officer');
    other = world.app.api(second.token);
    officer = world.api.officer;
  }, 180_000);
  afterAll(() => world.close());
  afterEach(() => {
    jest.restoreAllMocks();
    world.app.clock.reset();
  });

  const today = () => world.app.clock.today();
  const ok = async (answer: Promise<{ status: number; body: unknown }>, status = 200): Promise<Body> => {
    const { status: came, body } = await answer;
    expect([came, JSON.stringify(body)]).toEqual([status, expect.any(String)]);
    return body as Body;
  };
  const refused = async (answer: Promise<{ status: number; body: unknown }>, status: number, code: string) => {
    const { status: came, body } = await answer;
    const { code: whole, errors = [] } = body as Body;
    expect([came, [whole, ...errors.map((one) => one.code)]]).toEqual([status, expect.arrayContaining([code])]);
  };
  const simulated = async (fen: number) => {
    const changes = [raised(fen, today())];
    const draft = await ok(officer.post('pack-drafts', { name: `提标到${fen}`, changes }), 201);
    const simulation = await ok(officer.post(`policy-packs/${draft.id}/simulations`), 201);
    await world.app.drain();
    return { draft, simulation };
  };
  const asked = async (fen: number, effectiveFrom = today()) => {
    const { draft, simulation } = await simulated(fen);
    const wish = { simulationId: simulation.id, effectiveFrom, reason: REASON };
    return { draft, simulation, adoption: await ok(officer.post('pack-adoptions', wish), 201) };
  };
  const adopted = async (fen: number, effectiveFrom = today()) => {
    const { draft, simulation, adoption } = await asked(fen, effectiveFrom);
    return {
      draft,
      simulation,
      adoption: await ok(other.post(`pack-adoptions/${adoption.id}/confirm`, { reason: REASON })),
    };
  };
  const workedOut = async (adoptionId: string) => {
    const batch = await ok(officer.post(`pack-adoptions/${adoptionId}/recalculations`), 201);
    await world.app.drain();
    return ok(officer.get(`recalculations/${batch.id}`));
  };
  const families = async (batchId: string, query = '') =>
    (await ok(officer.get(`recalculations/${batchId}/households?limit=200${query}`))).items;
  const withdraw = async (adoptionId: string) => {
    await ok(officer.post(`pack-adoptions/${adoptionId}/withdraw`, { reason: '文件暂缓执行，先撤回' }));
    await world.app.drain();
  };
  const running = async () => {
    // Any transaction of the process looks at the stamp; the worker has another memory than the web side.
    await world.app.as({ ...world.logins.officer.actor, purpose: 'test' }, async () => undefined);
    return world.app.get(Policies).current('990101').version;
  };

  it('takes two people, and only what was simulated is adopted', async () => {
    const { draft, simulation } = await simulated(101_000);
    const wish = { simulationId: simulation.id, effectiveFrom: today(), reason: REASON };
    await refused(officer.post('pack-adoptions', { ...wish, reason: '短' }), 422, 'too-small');
    await refused(officer.post('pack-adoptions', { ...wish, effectiveFrom: '2020-01-01' }), 422, 'adoption-day');
    const adoption = await ok(officer.post('pack-adoptions', wish), 201);
    await refused(officer.post('pack-adoptions', wish), 409, 'adoption-asked-already');
    await refused(
      officer.post(`pack-adoptions/${adoption.id}/confirm`, { reason: REASON }),
      409,
      'adoption-own-request',
    );
    const changes = [raised(102_000, today())];
    await ok(officer.patch(`pack-drafts/${draft.id}`, { changes }, draft.version));
    await refused(
      other.post(`pack-adoptions/${adoption.id}/confirm`, { reason: REASON }),
      409,
      'adoption-simulation-stale',
    );
    await refused(other.post(`pack-adoptions/${adoption.id}/cancel`), 409, 'adoption-not-yours');
    await ok(other.post(`pack-adoptions/${adoption.id}/refuse`, { reason: '草案已经改过，请重来' }));
    await refused(officer.post('pack-adoptions', wish), 409, 'adoption-simulation-stale');
    for (const who of ['window', 'station'] as const)
      expect([who, (await world.api[who].get(`pack-adoptions/${adoption.id}`)).status]).toEqual([who, 403]);
    expect(await running()).toBe('base@2026.3+demonstration@2026.1');
  }, 120_000);

  it('counts from its day in every process, and can be taken back before', async () => {
    const approvedOn = today();
    const day = plusDays(approvedOn, 14);
    const known = await world.app.worker(Policies);
    const { adoption, draft } = await adopted(103_000, day);
    expect(adoption).toMatchObject({
      state: 'adopted',
      packVersion: expect.stringContaining('+demonstration@2026.1+pa-'),
    });
    await refused(
      officer.patch(`pack-drafts/${draft.id}`, { changes: [] }, draft.version + 1),
      409,
      'pack-draft-adopted',
    );
    await refused(officer.post(`pack-adoptions/${adoption.id}/recalculations`), 409, 'recalculation-not-in-force');
    expect(await running()).toBe('base@2026.3+demonstration@2026.1');
    world.app.clock.set(new Date(`${day}T02:00:00Z`));
    expect(await running()).toBe(adoption.packVersion);
    await (await world.app.worker(Transactions)).run(anonymousActor('test'), async () => undefined);
    expect(known.pack(adoption.packCode).version).toBe(adoption.packVersion);
    const shown = (await officer.get(`policy-packs/${adoption.packCode}`)).body as {
      heads: Array<{ code: string; approved: object }>;
    };
    expect(shown.heads.map(({ code }) => code)).toEqual(['base', 'demonstration', adoption.packCode]);
    expect(shown.heads[2]!.approved).toMatchObject({ on: approvedOn });
    await withdraw(adoption.id);
    expect(await running()).toBe('base@2026.3+demonstration@2026.1');
    expect(await ok(officer.get(`pack-drafts/${draft.id}`))).toMatchObject({ state: 'open' });
    await refused(officer.post(`pack-adoptions/${adoption.id}/withdraw`, { reason: REASON }), 409, 'move-not-allowed');
  }, 120_000);

  it('never changes a version that is kept', async () => {
    const granted = await world.rows<{ column: string }>(
      `select column_name as column from information_schema.column_privileges
        where table_name = 'pack_versions' and privilege_type = 'UPDATE' and grantee = 'yuanlian_app'`,
    );
    expect(granted).toEqual([{ column: 'withdrawn_at' }]);
    await expect(world.rows("update pack_versions set content = '{}'")).rejects.toThrow('pack_versions_digest_check');
  });

  it('works every family out to what the simulation said, and changes no file', async () => {
    const { adoption, simulation } = await adopted(104_000);
    const before = await world.rows('select id, primary_class, circle, version from households order by id');
    const batch = await workedOut(adoption.id);
    expect(batch).toMatchObject({ state: 'open', done: before.length, total: before.length });
    expect(await world.rows('select id, primary_class, circle, version from households order by id')).toEqual(before);
    const kept = async (table: string, column: string, id: string) =>
      world.rows(
        `select household_id, class_before, class_after, circle_before, circle_after, fen_before, fen_after, movement, digest_before
          from ${table} where ${column} = $1 order by 1`,
        [id],
      );
    const rows = await kept('recalculation_households', 'recalculation_id', batch.id);
    expect(rows.length).toBeGreaterThanOrEqual(FAMILIES);
    expect(rows).toEqual(await kept('simulation_households', 'simulation_id', simulation.id));
    expect((await families(batch.id)).every(({ asSimulated }) => asSimulated === true)).toBe(true);
    await refused(officer.post(`pack-adoptions/${adoption.id}/recalculations`), 409, 'recalculation-standing');
    await ok(officer.post(`recalculations/${batch.id}/take-back`, { reason: '先不重算，另行安排' }));
    expect(await families(batch.id)).toEqual([]);
    await withdraw(adoption.id);
  }, 120_000);

  it('is confirmed by a person, one or several, set aside, told and closed; what was calculated is done again to the same bytes', async () => {
    const { adoption } = await adopted(105_000);
    const batch = await workedOut(adoption.id);
    const classed = (await families(batch.id)).filter(({ classAfter }) => classAfter !== null);
    const [one, two, three, four] = classed.map(({ householdId }) => householdId) as [string, string, string, string];
    const at = `recalculations/${batch.id}`;
    const sides = await ok(officer.get(`${at}/households/${one}`));
    expect(sides).toMatchObject({ same: true, after: { packVersion: adoption.packVersion } });
    const deviating = { class: classed[0]!.classAfter === 1 ? 2 : 1, secondary: [] };
    await refused(officer.post(`${at}/households/${one}/confirm`, deviating), 422, 'class-reason-required');
    const first = await ok(world.api.centre.post(`${at}/households/${one}/confirm`, {}));
    expect(first).toMatchObject({ state: 'confirmed', newClass: classed[0]!.classAfter, decidedClass: null });
    await refused(officer.post(`${at}/households/${one}/confirm`, {}), 409, 'recalculation-decided');
    const [decided] = await world.rows(
      'select state, pack_version, decided_by from classifications where household_id = $1',
      [one],
    );
    expect(decided).toEqual({
      ...{ state: 'confirmed', pack_version: adoption.packVersion, decided_by: world.logins.centre.accountId },
    });
    await refused(officer.post(`${at}/take-back`, { reason: REASON }), 409, 'recalculation-confirmed');
    await refused(officer.post(`pack-adoptions/${adoption.id}/withdraw`, { reason: REASON }), 409, 'adoption-in-use');
    await refused(officer.post(`${at}/confirm`, { householdIds: [two, one] }), 409, 'recalculation-decided');
    expect((await families(batch.id, '&state=confirmed')).map(({ householdId }) => householdId)).toEqual([one]);
    expect(await ok(officer.post(`${at}/confirm`, { householdIds: [two, three] }))).toEqual({ households: 2 });
    await refused(officer.post(`${at}/households/${four}/set-aside`, { reason: '短' }), 422, 'too-small');
    await ok(officer.post(`${at}/households/${four}/set-aside`, { reason: '家庭情况正在核对之中' }));
    expect((await ok(officer.get(`${at}/notices`))).items).toHaveLength(3);
    await refused(officer.post(`${at}/told`, { householdIds: [four] }), 409, 'recalculation-not-confirmed');
    expect(await ok(officer.post(`${at}/told`, { householdIds: [one, two] }))).toEqual({ households: 2 });
    expect((await ok(officer.get(`${at}/notices`))).items.map(({ householdId }) => householdId)).toEqual([three]);
    await ok(officer.post(`${at}/close`));
    await refused(
      officer.post(`${at}/households/${classed[4]!.householdId}/confirm`, {}),
      409,
      'recalculation-not-open',
    );
    await world.app.drain();
    const closed = await ok(officer.get(at));
    expect(closed.state).toBe('closed');
    expect(new Set(closed.groups.map(({ state }) => state))).toEqual(new Set(['confirmed', 'set-aside', 'lapsed']));
    const left = await world.rows(
      "select 1 from recalculation_households where recalculation_id = $1 and facts <> ''",
      [batch.id],
    );
    expect(left).toEqual([]);
    const recorded = await world.rows<{ action: string }>(
      "select distinct action from audit_events where action like 'recalculation.%' and subject_id = $1 order by 1",
      [batch.id],
    );
    expect(recorded.map(({ action }) => action)).toEqual(
      expect.arrayContaining([
        'recalculation.confirmed',
        'recalculation.set-aside',
        'recalculation.told',
        'recalculation.closed',
      ]),
    );
    const replayed = await (await world.app.worker(ReplayCalculations)).execute();
    expect(replayed).toMatchObject({ different: [] });
    expect(replayed.same).toBeGreaterThanOrEqual(3);
  }, 180_000);

  it('is not confirmed where the file has changed, until it is worked out and looked at again', async () => {
    const { adoption } = await adopted(106_000);
    const batch = await workedOut(adoption.id);
    const at = `recalculations/${batch.id}/households`;
    const [row] = await world.rows<{ id: string }>(
      `select f.household_id as id from recalculation_households f where f.recalculation_id = $1 and f.fen_after > 0
        and exists (select from economy_lines l where l.household_id = f.household_id and l.kind = 'income') limit 1`,
      [batch.id],
    );
    await world.rows(
      "update economy_lines set amount_fen = amount_fen + 90000000 where household_id = $1 and kind = 'income'",
      [row!.id],
    );
    await refused(officer.post(`${at}/${row!.id}/confirm`, {}), 409, 'recalculation-file-changed');
    expect(
      await world.rows("select 1 from classifications where household_id = $1 and state = 'proposed'", [row!.id]),
    ).toEqual([]);
    expect(await ok(officer.post(`${at}/${row!.id}/again`))).toMatchObject({ asSimulated: false, state: 'open' });
    const families = (await ok(officer.get(`${at}?changed=true`))).items;
    expect(families.map(({ householdId }) => householdId)).toEqual([row!.id]);
    await ok(officer.post(`recalculations/${batch.id}/take-back`, { reason: '先不重算，另行安排' }));
    await withdraw(adoption.id);
  }, 120_000);

  it.each(['take-back', 'close', 'withdraw'])(
    'either confirms or ends, never both, whoever is first: %s',
    async (end) => {
      const { adoption } = await adopted(end === 'take-back' ? 107_000 : end === 'close' ? 108_000 : 109_000);
      const batch = await workedOut(adoption.id);
      const classed = (await families(batch.id)).filter(({ classAfter }) => classAfter !== null).slice(0, 4);
      const at = `recalculations/${batch.id}`;
      const ending = () =>
        end === 'withdraw'
          ? officer.post(`pack-adoptions/${adoption.id}/withdraw`, { reason: REASON })
          : officer.post(`${at}/${end}`, end === 'close' ? undefined : { reason: REASON });
      const confirming = classed.map(({ householdId }) => other.post(`${at}/households/${householdId}/confirm`, {}));
      const [ended, ...answers] = await Promise.all([ending(), ...confirming]);
      await world.app.drain();
      const confirmed = answers.filter(({ status }) => status === 200).length;
      for (const { status } of [ended, ...answers]) expect([200, 409]).toContain(status);
      const [kept] = await world.rows<{ count: number }>(
        'select count(*)::integer as count from classifications where pack_version = $1 and decided_at is not null',
        [adoption.packVersion],
      );
      expect(kept!.count).toBe(confirmed);
      if (end !== 'close') expect([ended.status, confirmed > 0]).toEqual([confirmed > 0 ? 409 : 200, confirmed > 0]);
      const { state } = await ok(officer.get(at));
      if (ended.status === 200) expect(['taken-back', 'closed']).toContain(state);
      if (state === 'open' && confirmed > 0) await ok(officer.post(`${at}/close`));
      await world.app.drain();
      if (confirmed === 0 && end !== 'withdraw') await withdraw(adoption.id);
    },
    120_000,
  );

  it('stops while it is worked out; other calculations go by the version in force', async () => {
    const { adoption } = await adopted(110_000);
    const early = await ok(officer.post(`pack-adoptions/${adoption.id}/recalculations`), 201);
    await ok(officer.post(`recalculations/${early.id}/cancel`));
    await world.app.drain();
    expect(await ok(officer.get(`recalculations/${early.id}`))).toMatchObject({ state: 'cancelled', groups: [] });
    const batch = await workedOut(adoption.id);
    await refused(officer.post(`recalculations/${batch.id}/cancel`), 409, 'recalculation-worked-out');
    // A new calculation, outside all batches, is by the version in force.
    const household = await world.household();
    const { calculation } = await world.app.as({ ...world.logins.officer.actor, purpose: 'test' }, () =>
      world.app.get(MakeCalculation).execute(household.id, null),
    );
    expect(JSON.parse(calculation.result)).toMatchObject({ packVersion: adoption.packVersion });
  }, 120_000);
});
