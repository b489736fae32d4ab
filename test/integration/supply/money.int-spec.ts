import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import type { AppError } from '../../../src/platform/errors';
import { CreateHousehold, OpenHousehold } from '../../../src/people/households';
import { ContractSpending, type ServedUnits } from '../../../src/supply/contracts';
import { Funds, KeepFund, RequestFund } from '../../../src/supply/funds';
import { Offerings } from '../../../src/supply/offerings';
import type { Provider } from '../../../src/supply/providers';
import { systemActor } from '../../../src/trust/access';
import { householdInput, memberInput } from '../../factories/households.factory';
import { makeOffering, makeProvider } from '../../factories/supply.factory';
import type { TestApp } from '../../support/app';
import { DISTRICT, type Login, loginAs, openDistrict } from '../../support/district';

describe('money', () => {
  let app: TestApp;
  let provider: Provider;
  let centre: Login;
  let officer: Login;
  let asker: Login;
  let names = 0;

  beforeAll(async () => {
    app = await openDistrict();
    provider = await makeProvider(app);
    centre = await loginAs(app, 'centre-worker');
    officer = await loginAs(app, 'officer');
    asker = await loginAs(app, 'centre-worker');
  });
  afterAll(() => app.close());

  const system = <T>(work: () => Promise<T>) => app.as(systemActor(DISTRICT, 'test'), work);
  const post = (path: string, body: object = {}, token = centre.token) => app.api(token).post(path, body);
  const candidate = async (id: string) => {
    const query = { districtCode: DISTRICT, codes: ['LI-02'], asOf: app.clock.now() };
    return (await system(() => app.get(Offerings).candidates(query))).find((one) => one.id === id);
  };
  const terms = () => ({
    providerId: provider.id,
    number: `K-${randomUUID().slice(0, 8)}`,
    title: 'Meals',
    startsOn: '2020-01-01',
    endsOn: '2099-12-31',
    unit: 'meal',
    unitPriceFen: 1000,
    quantity: 10,
    budgetFen: 10_000,
  });

  it('of a contract pays in its term, up to budget and quantity (R73, R77)', async () => {
    const made = await post('contracts', terms());
    expect(made.status).toBe(201);
    const { id } = made.body as { id: string };
    const spending = app.get(ContractSpending);
    const commit = (holder = randomUUID()) => system(() => spending.commit(id, holder));
    const deliver = (units: number, extra: Partial<ServedUnits> = {}) => {
      const sourceId = randomUUID();
      const served = {
        contractId: id,
        holderId: randomUUID(),
        sourceId,
        units,
        day: app.clock.today(),
        corrects: null,
      };
      return system(() => spending.spend({ ...served, ...extra })).then(() => sourceId);
    };
    const standing = async () => (await app.api(centre.token).get(`contracts/${id}`)).body as Record<string, unknown>;
    await expect(commit()).rejects.toMatchObject({ code: 'contract-not-running' });
    const offering = await makeOffering(app, provider, { payer: 'contract', contractId: id, priceFen: 1000 });
    expect(await candidate(offering.id)).toMatchObject({
      payer: { kind: 'contract', open: false, leftFen: 10_000, leftUnits: 10 },
    });
    expect((await post(`contracts/${id}/sign`)).body).toMatchObject({ state: 'signed', nearlySpent: false });
    expect(await candidate(offering.id)).toMatchObject({ payer: { open: true } });
    const order = randomUUID();
    await commit(order);
    await commit(order);
    expect(await standing()).toMatchObject({ committedUnits: 1, committedFen: 1000, leftUnits: 9 });
    // The first piece of service uses up what the order bound; later ones take what is free.
    const first = await deliver(2, { holderId: order });
    await deliver(1, { holderId: order });
    expect(await standing()).toMatchObject({ committedUnits: 0, spentUnits: 3, spentFen: 3000, leftFen: 7000 });
    await deliver(1, { holderId: order, corrects: first });
    expect(await standing()).toMatchObject({ spentUnits: 2, spentFen: 2000 });
    await expect(deliver(1, { holderId: order, corrects: first })).rejects.toMatchObject({ code: '23505' });
    await expect(deliver(9)).rejects.toMatchObject({ code: 'contract-budget-spent' });
    await expect(deliver(1, { day: '2019-12-31' })).rejects.toMatchObject({ code: 'contract-not-running' });
    await system(() => spending.release(order, 'over'));
    const { version } = (await standing()) as { version: number };
    const cut = await app.api(centre.token).patch(`contracts/${id}`, { quantity: 1, budgetFen: 1999 }, version);
    const faults = [
      { field: 'quantity', code: 'quantity-below-used' },
      { field: 'budgetFen', code: 'budget-below-used' },
    ];
    expect(cut.body).toMatchObject({ errors: faults });
    const races = await Promise.allSettled(Array.from({ length: 20 }, () => commit()));
    expect(races.filter(({ status }) => status === 'fulfilled')).toHaveLength(8);
    expect(await candidate(offering.id)).toMatchObject({ payer: { leftFen: 0, leftUnits: 0 } });
    expect(await standing()).toMatchObject({ usedPercent: 100, nearlySpent: true });
    const more = await app.api(centre.token).patch(`contracts/${id}`, { quantity: 20, budgetFen: 20_000 }, version);
    expect(more.body).toMatchObject({ leftUnits: 10, leftFen: 10_000, usedPercent: 50, nearlySpent: false });
    const { items } = (await app.api(centre.token).get(`contracts/${id}/entries`)).body as {
      items: Array<{ kind: string }>;
    };
    expect(items[0]).toMatchObject({ kind: 'corrected', units: 10, amountFen: 10_000 });
    const pages = await walk(`contracts/${id}/entries`, 5);
    expect(pages.map((page) => page.length)).toEqual([5, 5, 5, items.length - 15]);
    expect(pages.flat()).toEqual(items);
    await post(`contracts/${id}/end`, { reason: 'over' });
    expect(await candidate(offering.id)).toMatchObject({ payer: { open: false } });
  });

  /** All pages of a list, read one after the other. */
  const walk = async (path: string, limit: number): Promise<object[][]> => {
    const pages: object[][] = [];
    for (let next: string | null = ''; next !== null;) {
      const answer = await app
        .api(centre.token)
        .get(`${path}?limit=${limit}${next && `&after=${next}`}`)
        .expect(200);
      const page = answer.body as { items: object[]; next: string | null };
      pages.push(page.items);
      next = page.next;
    }
    return pages;
  };

  it('of a contract is seen by its provider and the centre only', async () => {
    const { id } = (await post('contracts', terms())).body as { id: string };
    const [own, other] = [
      await loginAs(app, 'dispatcher', { organisationId: provider.id }),
      await loginAs(app, 'dispatcher', { organisationId: (await makeProvider(app)).id }),
    ];
    expect((await app.api(own.token).get(`contracts/${id}`)).status).toBe(200);
    expect((await app.api(other.token).get(`contracts/${id}`)).status).toBe(404);
    expect((await post('contracts', terms(), own.token)).status).toBe(403);
    expect((await post('contracts', { ...terms(), endsOn: '2019-01-01' })).body).toMatchObject({
      errors: [{ code: 'contract-dates-reversed' }],
    });
  });

  const household = async () => {
    const input = CreateHousehold.parse(householdInput({ members: [memberInput({ name: `户${(names += 1)}` })] }));
    return (await app.as({ ...centre.actor, purpose: 'test' }, () => app.get(OpenHousehold).execute(input))).id;
  };
  const fund = async (changes: object = {}, paidIn = 100_000) => {
    const made = await post('funds', { name: 'Pot', purpose: 'urgent help', householdCeilingFen: 50_000, ...changes });
    const { id } = made.body as { id: string };
    await post(`funds/${id}/pay-in`, { amountFen: paidIn });
    return id;
  };
  const ask = async (fundId: string, holderId: string, amountFen: number) =>
    (
      (await post(`funds/${fundId}/requests`, { holderId, amountFen, purpose: 'stove' }, asker.token)).body as {
        id: string;
      }
    ).id;

  it('of a fund is reserved on the word of two different people (R13)', async () => {
    const id = await fund();
    const offering = await makeOffering(app, provider, { payer: 'fund', fundId: id });
    const holder = await household();
    const request = await ask(id, holder, 30_000);
    const move = (one: string, name: string, token?: string, body: object = {}) =>
      post(`funds/${id}/requests/${one}/${name}`, body, token);
    expect((await move(request, 'approve', asker.token)).body).toMatchObject({ code: 'requester-cannot-approve' });
    expect((await move(request, 'approve')).body).toMatchObject({ state: 'approved-once' });
    expect((await move(request, 'approve', asker.token)).body).toMatchObject({ code: 'requester-cannot-approve' });
    expect((await move(request, 'approve')).body).toMatchObject({ code: 'second-approver-needed' });
    expect((await move(request, 'approve', officer.token)).body).toMatchObject({ state: 'reserved' });
    expect(await candidate(offering.id)).toMatchObject({
      layer: 'special-fund',
      payer: { open: true, leftFen: 70_000 },
    });
    const second = await ask(id, holder, 20_001);
    await move(second, 'approve');
    expect((await move(second, 'approve', officer.token)).body).toMatchObject({ code: 'fund-ceiling' });
    expect((await move(second, 'refuse')).body).toMatchObject({ errors: [{ field: 'reason' }] });
    expect((await move(second, 'refuse', undefined, { reason: 'too much' })).body).toMatchObject({ state: 'refused' });
    expect((await move(request, 'pay')).body).toMatchObject({ state: 'paid' });
    expect((await app.api(centre.token).get(`funds/${id}`)).body).toMatchObject({
      balanceFen: 70_000,
      reservedFen: 0,
      leftFen: 70_000,
    });
    const third = await ask(id, await household(), 10_000);
    await move(third, 'approve');
    await move(third, 'approve', officer.token);
    expect((await move(third, 'release')).body).toMatchObject({ state: 'released' });
    const dispatcher = await loginAs(app, 'dispatcher', { organisationId: provider.id });
    expect((await app.api(dispatcher.token).get(`funds/${id}`)).status).toBe(403);
    expect((await post(`funds/${id}/pay-in`, { amountFen: 0.5 })).status).toBe(422);
    const nobody = { holderId: randomUUID(), amountFen: 1, purpose: 'stove' };
    expect((await post(`funds/${id}/requests`, nobody, asker.token)).body).toMatchObject({ code: 'reference-missing' });
  });

  it('of a fund is never overdrawn nor above the ceiling, whatever races', async () => {
    const step = fc.record({
      holder: fc.nat(2),
      amountFen: fc.integer({ min: 1, max: 40_000 }),
      end: fc.constantFrom('pay', 'release', 'keep'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 16, maxLength: 16 }), async (steps) => {
        const id = await fund();
        const holders = [await household(), await household(), await household()];
        const requests = app.get(RequestFund);
        const run = async ({ holder, amountFen, end }: (typeof steps)[number]) => {
          const as = <T>(login: Login, work: () => Promise<T>) => app.as({ ...login.actor, purpose: 'test' }, work);
          const made = await as(asker, () =>
            requests.create(id, { holderId: holders[holder]!, amountFen, purpose: 'x' }),
          );
          await as(centre, () => requests.move(id, made.id, 'approve', null));
          await as(officer, () => requests.move(id, made.id, 'approve', null));
          if (end !== 'keep') await as(centre, () => requests.move(id, made.id, end as 'pay' | 'release', null));
        };
        const outcomes = await Promise.allSettled(steps.map(run));
        const refusals = outcomes.flatMap((one) => (one.status === 'rejected' ? [(one.reason as AppError).code] : []));
        expect(refusals.filter((code) => code !== 'fund-overdrawn' && code !== 'fund-ceiling')).toEqual([]);
        await app.as(centre.actor, async () => {
          const { balanceFen, reservedFen } = await app.get(Funds).get(id);
          const entries = await app.get(Funds).entries(id);
          const sum = (kind: string) =>
            entries.filter((entry) => entry.kind === kind).reduce((total, entry) => total + entry.amountFen, 0);
          expect(balanceFen).toBe(sum('paid-in') - sum('paid-out'));
          expect(reservedFen).toBe(sum('reserved') - sum('released') - sum('paid-out'));
          expect(Math.min(balanceFen, reservedFen, balanceFen - reservedFen)).toBeGreaterThanOrEqual(0);
          for (const holder of holders) {
            expect((await app.get(Funds).givenTo([id], holder)).get(id) ?? 0).toBeLessThanOrEqual(50_000);
          }
        });
      }),
      { numRuns: 4 },
    );
  }, 60_000);

  it('of a closed fund goes nowhere', async () => {
    const id = await fund();
    const request = await ask(id, await household(), 1000);
    await post(`funds/${id}/close`);
    await expect(app.as(centre.actor, () => app.get(KeepFund).payIn(id, { amountFen: 1 }))).rejects.toMatchObject({
      code: 'fund-closed',
    });
    await post(`funds/${id}/requests/${request}/approve`);
    expect((await post(`funds/${id}/requests/${request}/approve`, {}, officer.token)).body).toMatchObject({
      code: 'fund-closed',
    });
  });
});
