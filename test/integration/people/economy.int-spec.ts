import { openPeopleWorld, OTHER_VILLAGE, type PeopleWorld } from './assessed-household';

const WAGE = { kind: 'income', item: 'wage', amountFen: 288_000, period: 'month' };

describe('economy (R81, B7, B8, B18)', () => {
  let world: PeopleWorld;
  beforeAll(async () => {
    world = await openPeopleWorld();
  });
  afterAll(() => world.close());

  const totals = async (id: string) => (await world.api.window.get(`households/${id}/economy`)).body.totals;

  it('adds lines and sums twelve months in fen, by item and per head', async () => {
    const { id } = await world.household();
    expect(await totals(id)).toMatchObject({ declared: false, incomeFen: 0, incomePerHeadFen: 0 });
    expect((await world.api.window.post(`households/${id}/economy`, WAGE)).status).toBe(201);
    const pension = { kind: 'income', item: 'basic-pension', amountFen: 20_000, period: 'month' };
    await world.api.window.post(`households/${id}/economy`, pension);
    await world.api.window.post(`households/${id}/economy`, {
      ...{ kind: 'expenditure', item: 'medical', amountFen: 2_800_000, period: 'year' },
    });
    expect(await totals(id)).toMatchObject({
      declared: true,
      incomeFen: 3_456_000,
      uncountedFen: 240_000,
      expenditureFen: 2_800_000,
      rigidFen: 2_800_000,
      incomePerHeadFen: 3_456_000,
      expenditureByItem: [{ item: 'medical', fen: 2_800_000, rigid: true }],
    });
  });

  it('changes a line with If-Match and ends it: it stays in the file and leaves the totals', async () => {
    const { id } = await world.household();
    const line = (await world.api.window.post(`households/${id}/economy`, WAGE)).body as { id: string };
    expect((await world.api.window.patch(`economy/${line.id}`, { amountFen: 1 }, 1)).body).toMatchObject({
      amountFen: 1,
      version: 2,
    });
    expect((await world.api.window.patch(`economy/${line.id}`, { amountFen: 2 }, 1)).status).toBe(412);
    expect((await world.api.window.post(`economy/${line.id}/end`)).body.endedAt).not.toBeNull();
    expect(await totals(id)).toMatchObject({ incomeFen: 0, declared: false });
    expect((await world.api.window.patch(`economy/${line.id}`, { amountFen: 2 }, 3)).body.code).toBe(
      'economy-line-ended',
    );
  });

  it('refuses an item of another kind, a day ahead, a stranger, a fraction and an unknown field', async () => {
    const { id } = await world.household();
    const stranger = (await world.household()).memberIds[0];
    const code = async (input: object) => {
      const answer = await world.api.window.post(`households/${id}/economy`, { ...WAGE, ...input });
      return [answer.status, (answer.body as { errors: Array<{ code: string }> }).errors[0]?.code];
    };
    expect(await code({ item: 'medical' })).toEqual([422, 'economy-item-of-other-kind']);
    expect(await code({ asOf: '2999-01-01' })).toEqual([422, 'day-ahead']);
    expect(await code({ memberId: stranger })).toEqual([422, 'member-of-other-household']);
    expect((await code({ amountFen: 0.5 }))[0]).toBe(422);
    expect((await code({ amountFen: -1 }))[0]).toBe(422);
    expect(await code({ colour: 'red' })).toEqual([422, 'unknown-field']);
  });

  it('is out of reach of another village, and of providers', async () => {
    const { id } = await world.household(undefined, OTHER_VILLAGE);
    expect((await world.api.window.get(`households/${id}/economy`)).status).toBe(404);
    expect((await world.api.window.post(`households/${id}/economy`, WAGE)).status).toBe(404);
    expect((await world.api.dispatcher.get(`households/${id}/economy`)).status).toBe(403);
    expect((await world.api.centre.get(`households/${id}/economy`)).status).toBe(200);
  });

  it('puts every reading on the record', async () => {
    const { id } = await world.household();
    await world.api.window.get(`households/${id}/economy`);
    const found = await world.rows(`select 1 from audit_events where action = 'economy.read' and household_id = $1`, [
      id,
    ]);
    expect(found).toHaveLength(1);
  });
});
