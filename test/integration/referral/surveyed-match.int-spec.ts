import { OfferingIndexes } from '../../../src/referral/offering-index';
import { makeOffering, makeProvider } from '../../factories/supply.factory';
import { ConsoleVisitor } from '../../support/console';
import { DISTRICT } from '../../support/district';
import { type MatchWorld, openMatchWorld } from './matched-household';

/** More than are told in full. */
const OTHERS = 2000;

describe('a match of more offerings than can be told', () => {
  let world: MatchWorld;

  const fund = async (name: string, layer: string, ceilingFen: number): Promise<string> => {
    const [made] = await world.rows<{ id: string }>(
      `insert into funds (id, name, district_code, purpose, balance_fen, reserved_fen, household_ceiling_fen, layer, state, created_at, version)
       values (uuidv7(), $1, $2, 'aid', 100000000, 0, $3, $4, 'open', now(), 1) returning id`,
      [name, DISTRICT, ceilingFen, layer],
    );
    return made!.id;
  };
  /** The same offering so many times more. */
  const repeated = (id: string, times: number) =>
    world.rows(
      `insert into offerings select (o).* from (select jsonb_populate_record(o, jsonb_build_object('id', uuidv7(), 'number', gen_random_uuid())) o
         from offerings o, generate_series(1, $2) n where o.id = $1) copies`,
      [id, times],
    );

  beforeAll(async () => {
    world = await openMatchWorld({ alone: true });
    const provider = await makeProvider(world.app);
    const { id } = await makeOffering(world.app, provider, { extraCodes: ['LI-04'] });
    const paidBy = (fundId: string, priceFen: number) =>
      world.rows(
        `update offerings set payer = 'fund', fund_id = $1, price_fen = $2, capacity_known = false,
        capacity_per_period = null where id = $3`,
        [fundId, priceFen, id],
      );
    await paidBy(await fund('Plenty', 'provincial-fund', 0), 100);
    await repeated(id, OTHERS);
    await paidBy(await fund('Scarce', 'special-fund', 500_000), 150_000);
    await repeated(id, 10);
  }, 120_000);
  afterAll(() => world?.close());

  it('reckons with what a fund has given the household, and plans what a fund still can pay (R13)', async () => {
    const { id } = await world.needy(['LI-02', 'LI-04']);
    await world.rows(
      `insert into fund_requests (id, fund_id, district_code, holder_id, amount_fen, purpose, state, requested_by, first_approver,
         second_approver, created_at, version)
       select uuidv7(), id, district_code, $1, 300000, 'aid', 'paid', uuidv7(), uuidv7(), uuidv7(), now(), 1
       from funds where name = 'Scarce'`,
      [id],
    );
    await world.match(id);
    const index = world.app.get(OfferingIndexes);
    while (!index.state()[0]?.offerings) await new Promise((resolve) => setTimeout(resolve, 50));
    const { needs, plan } = await world.match(id);
    expect(needs.map(({ admitted }) => admitted)).toEqual([OTHERS + 11, OTHERS + 11]);
    expect(needs.every(({ excluded }) => excluded.length === 0)).toBe(true);
    expect(plan).toMatchObject({ contested: [], items: [{}, {}] });
  });

  it('says of alternatives and of other weights that they speak of the best alone', async () => {
    const { id: householdId } = await world.needy(['LI-02']);
    const { id, plan } = await world.match(householdId);
    expect(plan.alternativesFrom).toBe('best');
    expect((await world.api.window.get(`matches/${id}/what-if?price=9`)).body).toMatchObject({ reordered: 'best' });
    const visitor = await new ConsoleVisitor(world.app).signIn(world.logins.window.username);
    const weights = 'urgency=1&distance=1&wait=1&continuity=1&language=1&quality=1&confirmed=1&price=1&load=1';
    const trial = await visitor.get(`/console/matches/${id}/what-if?${weights}`);
    expect([trial.status, trial.text.includes('这些权重下，排序和方案都不变')]).toEqual([200, false]);
    expect(trial.text).toContain('试算只重排每项需求按公布权重最靠前的服务');
    expect((await visitor.get(`/console/matches/${id}`)).text).toContain('其他组合只从每项需求得分最靠前的服务中选出');
  });
});
