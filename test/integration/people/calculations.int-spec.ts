import { createHash } from 'node:crypto';
import { Calculations, replayCalculationsTask } from '../../../src/people/calculations';
import { createWorker } from '../../../src/platform/start';
import { WorkerModule } from '../../../src/worker.module';
import { connected } from '../consistency/catalogue';
import { openPeopleWorld, type PeopleWorld } from './assessed-household';

interface Stored {
  facts: string;
  result: string;
  digest: string;
}

describe('stored calculations (design 4)', () => {
  let world: PeopleWorld;
  beforeAll(async () => {
    world = await openPeopleWorld();
  });
  afterAll(() => world.close());

  const declare = (id: string, item: string, amountFen: number, kind = 'income') =>
    world.api.window.post(`households/${id}/economy`, { kind, item, amountFen, period: 'month' });
  const proposed = async (): Promise<{ id: string; calculationId: string; proposal: string }> => {
    const { id } = await world.household([
      { name: '王桂芳', relation: 'head', birthDate: '1949-03-02', works: 'stable' },
    ]);
    await declare(id, 'wage', 80_000);
    await declare(id, 'deposit', 0, 'asset');
    const { body } = await world.api.station.post(`households/${id}/classifications`, {});
    return { id, calculationId: body.calculationId, proposal: body.id };
  };
  const stored = async (id: string): Promise<Stored> =>
    (await world.rows<Stored>('select facts, result, digest from calculations where id = $1', [id]))[0]!;
  const replayed = async () => {
    const { config, database } = world.app;
    const urls = { ownerUrl: database.ownerUrl, appUrl: database.appUrl, workerUrl: database.workerUrl };
    const task = replayCalculationsTask(() =>
      createWorker(WorkerModule.forRoot(config, database.workerUrl, { background: false })),
    );
    const { line, data } = await task.run({ words: [], options: {} }, { config, urls });
    return { line, ...(data as { same: number; emptied: number }) };
  };

  it('are made by a proposal, kept as text without a name, and explained step by step', async () => {
    const { id, calculationId } = await proposed();
    const { facts, result, digest } = await stored(calculationId);
    expect(JSON.parse(facts)).toMatchObject({
      asked: { income: true, expenditure: false, asset: true },
      members: [{ key: 'm1', ageYears: 77, counted: true, works: 'stable' }],
      lines: expect.arrayContaining([expect.objectContaining({ item: 'wage', fen: 80_000, memberKey: null })]),
    });
    expect(facts + result).not.toMatch(/王桂芳|1949-03-02/);
    const [rules] = await world.rows<{ version: string }>(
      `select pack_version as version from calculation_rules r join calculations c on c.rules_digest = r.digest
        where c.id = $1`,
      [calculationId],
    );
    expect(rules?.version).toBe('base@2026.3+demonstration@2026.1');
    const list = (await world.api.officer.get(`households/${id}/calculations`)).body.items;
    const one = (await world.api.officer.get(`calculations/${calculationId}`)).body;
    expect(list).toEqual([one]);
    expect(one).toMatchObject({ digest, class: 2, circle: 'C2', incomeMonth: '80000/1', withheld: ['health'] });
    const rulesOf = (steps: Array<{ rule: string }>) => new Set(steps.map(({ rule }) => rule));
    expect(rulesOf(one.lineSteps)).toContain('income-item');
    expect(rulesOf(one.steps)).toContain('circle');
  });

  it('show the sums to the window, single lines to nobody who may not read those (C3)', async () => {
    const { calculationId } = await proposed();
    const { body } = await world.api.window.get(`calculations/${calculationId}`);
    expect(body).toMatchObject({ incomeMonth: '80000/1', lineSteps: [], personalSteps: [], personalScreens: null });
    expect(body.steps.length).toBeGreaterThan(0);
  });

  it('are not there for a provider, and not for another district', async () => {
    const { id, calculationId } = await proposed();
    expect((await world.api.dispatcher.get(`calculations/${calculationId}`)).status).toBe(403);
    expect((await world.api.dispatcher.get(`households/${id}/calculations`)).status).toBe(403);
    const list = async (of: string) => (await world.app.get(Calculations).list(of, { limit: 10 })).items;
    const { officer, dispatcher } = world.logins;
    const elsewhere = { ...officer.actor, districtCodes: ['880101'], purpose: 'test' };
    for (const actor of [elsewhere, { ...dispatcher.actor, purpose: 'test' }])
      expect(await world.app.as(actor, () => list(id))).toEqual([]);
    expect(await world.app.as({ ...officer.actor, purpose: 'test' }, () => list(id))).toHaveLength(1);
  });

  it('are never changed, not even by whoever made them', async () => {
    const { calculationId } = await proposed();
    await connected(world.app.database.workerUrl, (client) =>
      expect(client.query(`update calculations set result = '' where id = $1`, [calculationId])).rejects.toThrow(
        'permission denied',
      ),
    );
  });

  it('come to the same bytes again, after the decision too; one that does not makes the task fail', async () => {
    const before = await replayed();
    const { calculationId, proposal } = await proposed();
    const confirmed = await world.api.station.post(`classifications/${proposal}/confirm`, { class: 2 });
    expect(confirmed.body).toMatchObject({ decidedClass: 2, decidedCircle: 'C2' });
    expect(await replayed()).toMatchObject({ same: before.same + 1, emptied: before.emptied });
    const { result } = await stored(calculationId);
    // The database itself takes no result that its digest does not name, so that whoever cheats has to write both.
    const other = result.replace('"circle":"C2"', '"circle":"C3"');
    const alone = world.rows('update calculations set result = $2 where id = $1', [calculationId, other]);
    await expect(alone).rejects.toThrow('calculations_digest_check');
    const write = (text: string) =>
      world.rows('update calculations set result = $2, digest = $3 where id = $1', [
        ...[calculationId, text],
        createHash('sha256').update(text).digest('hex'),
      ]);
    await write(other);
    await expect(replayed()).rejects.toThrow(calculationId);
    await write(result);
    expect(await replayed()).toMatchObject({ same: before.same + 1 });
  });

  it('date a status from the day it began, whatever was corrected since (R3)', async () => {
    const { id } = await world.household();
    const lines = (await world.api.officer.get(`households/${id}/entitlements`)).body.items;
    const { id: dibao } = lines.find(({ line }: { line: string }) => line === 'dibao');
    const granted = { state: 'granted', documentNumber: 'D-1', grantedFrom: '2025-03-01' };
    expect((await world.api.officer.patch(`entitlements/${dibao}`, granted, 1)).body.grantedFrom).toBe('2025-03-01');
    const corrected = { state: 'granted', documentNumber: 'D-2' };
    expect((await world.api.officer.patch(`entitlements/${dibao}`, corrected, 2)).body.grantedFrom).toBe('2025-03-01');
    const { calculationId } = (await world.api.station.post(`households/${id}/classifications`, {})).body;
    const { statuses } = JSON.parse((await stored(calculationId)).facts);
    expect(statuses).toEqual([{ status: 'dibao', memberKey: null, from: '2025-03-01', until: null }]);
    const lapsed = await world.api.officer.patch(`entitlements/${dibao}`, { state: 'lapsed', reason: 'ended' }, 3);
    expect(lapsed.body.grantedFrom).toBeNull();
    const wrong = { state: 'applied', grantedFrom: '2025-03-01' };
    expect((await world.api.officer.patch(`entitlements/${dibao}`, wrong, 4)).status).toBe(422);
  });

  it('stand on rules that are what their digest names', async () => {
    const { calculationId } = await proposed();
    const forged = world.rows(
      `update calculation_rules set content = content || ' ' where digest =
        (select rules_digest from calculations where id = $1)`,
      [calculationId],
    );
    await expect(forged).rejects.toThrow('calculation_rules_digest_check');
  });

  it('are emptied with their household, and the task says how many', async () => {
    const { id, calculationId } = await proposed();
    const before = await replayed();
    await connected(world.app.database.workerUrl, async (client) => {
      await client.query(`select set_config('app.kind', 'system', false)`);
      await client.query('select app.erase_household($1)', [id]);
    });
    expect(await stored(calculationId)).toEqual({ facts: '', result: '', digest: '' });
    const after = await replayed();
    expect(after).toMatchObject({ same: before.same - 1, emptied: before.emptied + 1 });
    expect(after.line).toContain(`${after.emptied} were emptied`);
  });
});
