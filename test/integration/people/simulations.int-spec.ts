import { CalculationFactsReader, FactsOfMany, factsUnder, MakeCalculation } from '../../../src/people/calculations';
import { canonicalText } from '../../../src/people/means-test';
import { Simulations } from '../../../src/people/simulations';
import { SimulateBatch } from '../../../src/people/simulations/use-cases/simulate-batch.use-case';
import { Policies, type PolicyPack } from '../../../src/reference/policies';
import { loadedAsFolder } from '../../support/pack-folder';
import { openPeopleWorld, type PeopleWorld } from './assessed-household';
import { comingAndGoing, fillFamilies, raised, tableDigests } from './simulation-world';

const FAMILIES = 300;
/** What an order writes beside its own tables: number, job, deadline, key of the request, and what the record keeps of it. */
const AROUND = [
  ...['simulations', 'simulation_households', 'number_counters', 'job_runs', 'due_items', 'idempotency_keys'],
  ...['audit_events', 'recorded_transactions', 'sessions', 'rate_limits'],
];

interface Simulated {
  id: string;
  state: string;
  done: number;
  total: number;
  totals: { all: { families: number; moved: Record<string, number>; fenBefore: number; fenAfter: number } } & Record<
    'townships' | 'types' | 'circles',
    Array<{ key: string; families: number; moved: Record<string, number>; fenBefore: number; fenAfter: number }>
  >;
}

describe('simulations of packs (R2, design 4)', () => {
  let world: PeopleWorld;
  let families: string[];
  beforeAll(async () => {
    world = await openPeopleWorld({ alone: true });
    await fillFamilies(world, FAMILIES);
    const found = await world.rows<{ id: string }>("select id from households where state = 'active' order by id");
    families = found.map(({ id }) => id);
  }, 120_000);
  afterAll(() => world.close());
  afterEach(() => jest.restoreAllMocks());

  const officer = () => ({ ...world.logins.officer.actor, purpose: 'test' });
  const draft = async (changes: object[] = [raised(120_000, world.app.clock.today())]) => {
    const { status, body } = await world.api.officer.post('pack-drafts', { name: '提标测算', changes });
    expect([status, JSON.stringify(body)]).toEqual([201, expect.any(String)]);
    return body as { id: string; version: number; number: string };
  };
  const ordered = async (key: string, input: object = {}) => {
    const { status, body } = await world.api.officer.post(`policy-packs/${key}/simulations`, input);
    expect([status, body]).toEqual([201, expect.objectContaining({ state: 'waiting', done: 0 })]);
    return (body as Simulated).id;
  };
  const read = async (id: string) => (await world.api.officer.get(`simulations/${id}`)).body as Simulated;
  const simulated = async (key: string) => {
    const id = await ordered(key);
    await world.app.drain();
    const result = await read(id);
    expect(result).toMatchObject({ state: 'done', done: families.length, total: families.length });
    return result;
  };
  const kept = (id: string) =>
    world.rows<{ household: string; before: string; after: string; movement: string }>(
      `select household_id as household, digest_before as before, digest_after as after, movement
        from simulation_households where simulation_id = $1 order by 1`,
      [id],
    );

  it('read the facts of many files at once exactly as those of one', async () => {
    const policies = world.app.get(Policies);
    await world.app.as(officer(), async () => {
      const many = await world.app.get(FactsOfMany).read(families, world.app.clock.today());
      for (const pack of [policies.pack('demonstration'), policies.pack('beilin')])
        for (const id of families) {
          const { facts } = await world.app.get(CalculationFactsReader).read(id, world.app.clock.today(), null, pack);
          expect(canonicalText(factsUnder(many.get(id)!, pack))).toBe(canonicalText(facts));
        }
    });
    const met = await world.rows<{ acts: number; granted: number }>(
      `select (select count(*)::integer from assessments) as acts, (select count(*)::integer from entitlements) as granted`,
    );
    expect(met[0]!.acts).toBeGreaterThan(50);
    expect(met[0]!.granted).toBeGreaterThan(20);
  }, 120_000);

  it('change nothing but their own rows', async () => {
    const { id } = await draft();
    await world.app.drain();
    const before = await tableDigests(world);
    await simulated(id);
    const after = await tableDigests(world);
    const changed = [...after].filter(([table, digest]) => before.get(table) !== digest).map(([table]) => table);
    expect(changed.filter((table) => !AROUND.includes(table))).toEqual([]);
    expect(changed).toEqual(expect.arrayContaining(['simulations', 'simulation_households']));
  });

  it.each(['draft', 'rows', 'beilin'])(
    'come to what each family comes to once the pack is loaded: %s',
    async (which) => {
      const changes = which === 'rows' ? comingAndGoing(world.app.clock.today()) : undefined;
      const key = which === 'beilin' ? which : (await draft(changes)).id;
      const { id } = await simulated(key);
      const rows = await kept(id);
      expect(rows.map(({ household }) => household)).toEqual(families);
      const policies = world.app.get(Policies);
      const { before, after } = await world.app.as(officer(), () => world.app.get(Simulations).packs(id));
      const packs: Array<[PolicyPack, 'before' | 'after']> = [
        [policies.pack(before.heads.at(-1)!.code), 'before'],
        [which === 'beilin' ? policies.pack(which) : loadedAsFolder(after), 'after'],
      ];
      for (const [pack, side] of packs) {
        jest.spyOn(policies, 'current').mockReturnValue(pack);
        for (const row of rows) {
          const { calculation } = await world.app.as(officer(), () =>
            world.app.get(MakeCalculation).execute(row.household, null),
          );
          expect([row.household, row[side]]).toEqual([row.household, calculation.digest]);
        }
        jest.restoreAllMocks();
      }
      expect(rows.filter((row) => row.before !== row.after).length).toBeGreaterThan(50);
    },
    240_000,
  );

  it('say who moves and what it costs, cut in ways that come to the same', async () => {
    const { totals, id } = await simulated((await draft()).id);
    const { all } = totals;
    expect(all.families).toBe(families.length);
    expect(all.fenAfter).toBeGreaterThan(all.fenBefore);
    expect(all.moved.in).toBeGreaterThan(0);
    expect(all.moved.up).toBeGreaterThan(0);
    expect(Object.values(all.moved).reduce((sum, one) => sum + one, 0)).toBe(families.length);
    for (const cut of [totals.townships, totals.types, totals.circles]) {
      for (const figure of ['families', 'fenBefore', 'fenAfter'] as const)
        expect(cut.reduce((sum, row) => sum + row[figure], 0)).toBe(all[figure]);
      expect(cut.reduce((sum, row) => sum + row.moved.up!, 0)).toBe(all.moved.up);
    }
    expect(totals.townships.length).toBeGreaterThan(1);
    const list = async (query: string) => {
      const { body } = await world.api.officer.get(`simulations/${id}/households?limit=200&${query}`);
      return (body as { items: Array<{ movement: string; fenBefore: number; fenAfter: number }> }).items;
    };
    const inward = await list('movement=in');
    expect(inward).toHaveLength(all.moved.in!);
    expect(inward.every((row) => row.movement === 'in' && row.fenAfter >= row.fenBefore)).toBe(true);
    const [township] = totals.townships;
    expect(await list(`movement=in&township=${township!.key}`)).toHaveLength(township!.moved.in!);
  });

  it('show both calculations of a family again, and the reading stands on the record', async () => {
    const { id } = await simulated((await draft()).id);
    const row = (await kept(id)).find(({ movement }) => movement === 'up')!;
    const { status, body } = await world.api.officer.get(`simulations/${id}/households/${row.household}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      same: true,
      before: { digest: row.before, packVersion: 'base@2026.3+demonstration@2026.1' },
      after: { digest: row.after, packVersion: expect.stringContaining('+draft-pd-') },
    });
    const read = await world.rows(
      "select 1 from audit_events where action = 'household.file-read' and household_id = $1 and actor_id = $2",
      [row.household, world.logins.officer.accountId],
    );
    expect(read).not.toHaveLength(0);
  });

  it('leave nothing half when they are cancelled, before and in the middle', async () => {
    const { id: draftId } = await draft();
    const early = await ordered(draftId);
    expect((await world.api.officer.post(`policy-packs/${draftId}/simulations`)).body).toMatchObject({
      code: 'simulation-running',
    });
    expect((await world.api.officer.post(`simulations/${early}/cancel`)).body).toMatchObject({ state: 'cancelled' });
    await world.app.drain();
    const late = await ordered(draftId);
    const batches = await world.app.worker(SimulateBatch);
    const execute = batches.execute.bind(batches);
    let seen = 0;
    jest.spyOn(batches, 'execute').mockImplementation(async (id, sides) => {
      if (seen > 0) {
        expect(await kept(late)).toHaveLength(250);
        expect((await world.api.officer.post(`simulations/${late}/cancel`)).status).toBe(200);
      }
      seen += 1;
      return execute(id, sides);
    });
    await world.app.drain();
    expect(seen).toBe(2);
    for (const id of [early, late]) {
      expect(await read(id)).toMatchObject({ state: 'cancelled', totals: null });
      expect(await kept(id)).toEqual([]);
    }
    expect((await world.api.officer.post(`simulations/${late}/cancel`)).body).toMatchObject({
      code: 'simulation-over',
    });
  });

  it('go on where a worker died, to the same end', async () => {
    const { id: draftId } = await draft();
    const whole = await kept((await simulated(draftId)).id);
    const id = await ordered(draftId);
    const batches = await world.app.worker(SimulateBatch);
    const execute = batches.execute.bind(batches);
    let seen = 0;
    // The first batch is kept, the second is lost with the worker.
    jest.spyOn(batches, 'execute').mockImplementation(async (simulation, sides) => {
      const progress = await execute(simulation, sides);
      seen += 1;
      if (seen === 2) throw new Error('worker died');
      return progress;
    });
    await world.app.drain();
    expect(await read(id)).toMatchObject({ state: 'running', done: 250 });
    expect(await kept(id)).toHaveLength(250);
    await world.rows('update job_runs set next_at = clock_timestamp() where finished_at is null');
    await world.app.drain();
    expect(await read(id)).toMatchObject({ state: 'done', done: families.length });
    expect(await kept(id)).toEqual(whole);
  });

  it('are not there for another district, nor for others than the office', async () => {
    const { id } = await simulated((await draft()).id);
    for (const who of ['window', 'station', 'centre', 'dispatcher'] as const)
      expect([who, (await world.api[who].get(`simulations/${id}`)).status]).toEqual([who, 403]);
    const elsewhere = { ...officer(), districtCodes: ['880101'] };
    const room = world.app.get(Simulations);
    await expect(world.app.as(elsewhere, () => room.get(id))).rejects.toMatchObject({ code: 'simulation-not-found' });
    expect((await world.app.as(elsewhere, () => room.totals(id))).all.families).toBe(0);
    expect((await world.app.as(elsewhere, () => room.list({ limit: 10 }))).items).toEqual([]);
  });

  it('are dropped with their draft, and end after thirty days', async () => {
    const { id: draftId } = await draft();
    const first = await simulated(draftId);
    expect((await world.api.officer.delete(`pack-drafts/${draftId}`)).status).toBe(204);
    await world.app.drain();
    expect(await read(first.id)).toMatchObject({ state: 'ended', endReason: 'draft-dropped', totals: null });
    expect(await kept(first.id)).toEqual([]);
    expect((await world.api.officer.post(`policy-packs/${draftId}/simulations`)).body).toMatchObject({
      code: 'pack-draft-dropped',
    });
    const second = await simulated('beilin');
    world.app.clock.set(new Date(world.app.clock.now().getTime() + 31 * 86_400_000));
    await world.app.drain();
    world.app.clock.reset();
    expect(await read(second.id)).toMatchObject({ state: 'ended', endReason: 'expired' });
    expect(await kept(second.id)).toEqual([]);
  });
});

describe('drafts of packs', () => {
  let world: PeopleWorld;
  beforeAll(async () => {
    world = await openPeopleWorld();
  });
  afterAll(() => world.close());
  const made = (changes: object[]) => world.api.officer.post('pack-drafts', { name: '试算', changes });

  it('refuse what is no pack with section, row and reason, in both languages', async () => {
    const today = world.app.clock.today();
    const change = (path: string, value: number | string) => ({ path, value, from: today, reason: '试算' });
    const refused = await world.api.officer.post('pack-drafts', {
      ...{ name: '试算', packCode: 'beilin' },
      changes: [change('allowances.table.oldest.amount', '60000'), change('deductions.employment-cost.percent', 120)],
    });
    expect([refused.status, refused.body]).toEqual([
      422,
      expect.objectContaining({
        code: 'pack-check',
        errors: [
          expect.objectContaining({
            field: 'deductions.employment-cost.percent',
            code: 'pack-too-big',
            message: expect.stringContaining('100'),
          }),
        ],
      }),
    ]);
    const twice = [raised(80_000, today), raised(90_000, today)];
    expect((await made(twice)).body).toMatchObject({
      errors: [expect.objectContaining({ code: 'pack-change-twice' })],
    });
    expect((await made([{ ...raised(1, today), path: 'nothing.at.all' }])).status).toBe(422);
  });

  it('are changed by their version, listed, and dropped', async () => {
    const { body } = await made([]);
    const { id, version } = body as { id: string; version: number };
    const changes = [raised(80_000, world.app.clock.today())];
    expect((await world.api.officer.patch(`pack-drafts/${id}`, { changes }, version + 1)).status).toBe(412);
    const changed = await world.api.officer.patch(`pack-drafts/${id}`, { changes }, version);
    expect(changed.body).toMatchObject({ changes, version: version + 1, baseCode: 'demonstration', state: 'open' });
    const list = async () =>
      ((await world.api.officer.get('pack-drafts')).body as { items: Array<{ id: string }> }).items;
    expect((await list()).map((one) => one.id)).toContain(id);
    expect((await world.api.centre.get('pack-drafts')).status).toBe(403);
    expect((await world.api.officer.delete(`pack-drafts/${id}`)).status).toBe(204);
    expect((await list()).map((one) => one.id)).not.toContain(id);
    expect((await world.api.officer.patch(`pack-drafts/${id}`, { changes }, version + 2)).body).toMatchObject({
      code: 'pack-draft-dropped',
    });
  });
});
