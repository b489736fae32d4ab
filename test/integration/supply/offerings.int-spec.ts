import { Transactions } from '../../../src/platform/database';
import {
  type CandidateQuery,
  ImportOffering,
  ListOfferings,
  type OfferingCandidate,
  Offerings,
} from '../../../src/supply/offerings';
import type { ImportedOffering, Offering } from '../../../src/supply/offerings';
import type { Provider } from '../../../src/supply/providers';
import { systemActor } from '../../../src/trust/access';
import { makeOffering, makeProvider, offeringInput } from '../../factories/supply.factory';
import type { TestApp } from '../../support/app';
import { DISTRICT, type Login, loginAs, openDistrict } from '../../support/district';

describe('offerings', () => {
  let app: TestApp;
  let provider: Provider;
  let dispatcher: Login;
  let centre: Login;
  let window: Login;

  beforeAll(async () => {
    app = await openDistrict();
    provider = await makeProvider(app);
    dispatcher = await loginAs(app, 'dispatcher', { organisationId: provider.id });
    centre = await loginAs(app, 'centre-worker');
    window = await loginAs(app, 'window-worker');
  });
  afterAll(() => app.close());

  const system = <T>(work: () => Promise<T>) => app.as(systemActor(DISTRICT, 'test'), work);
  const candidates = (changes: Partial<CandidateQuery> = {}): Promise<OfferingCandidate[]> => {
    const query = { districtCode: DISTRICT, codes: ['LI-02'], asOf: app.clock.now(), ...changes };
    return app.as(window.actor, () => app.get(Offerings).candidates(query));
  };
  const candidate = async ({ id }: { id: string }, changes: Partial<CandidateQuery> = {}) =>
    (await candidates(changes)).find((one) => one.id === id);
  const post = (path: string, body: object, token = dispatcher.token) => app.api(token).post(`offerings${path}`, body);

  it('are listed by their provider and a candidate at once', async () => {
    const { providerId, ...rest } = offeringInput(provider.id, {
      extraCodes: ['LI-03'],
      eligibility: { minAge: 60, classes: ['1', '2'] },
      schedule: { slots: [{ day: 1, from: 540, to: 660 }], fixed: true },
      languages: ['zh'],
      priceFen: 1200,
      priceUnit: 'meal',
      latitude: 30.8,
      longitude: 103.9,
    });
    const answer = await post('', { providerId, ...rest });
    expect(answer.body).toMatchObject({ state: 'listed', providerName: provider.name, capacityKnown: true });
    const found = await candidate(answer.body as Offering, { codes: ['LI-03'] });
    expect(found).toMatchObject({
      state: 'open',
      codes: ['LI-02', 'LI-03'],
      layer: 'society',
      areaPaths: [],
      eligibility: { minAge: 60, classes: ['1', '2'] },
      schedule: { slots: [{ day: 1, from: 540, to: 660 }], fixed: true },
      payer: { kind: 'free' },
      capacity: { known: true, left: 3 },
      credential: { state: 'not-required' },
      contact: true,
      priceFen: 1200,
    });
    expect(await candidate(answer.body as Offering, { codes: ['MA-01'] })).toBeUndefined();
  });

  it('change the next match when they are edited, paused, resumed and closed', async () => {
    const { id } = await makeOffering(app, provider);
    const edit = (version: number, change: object) =>
      app.api(dispatcher.token).patch(`offerings/${id}`, change, version);
    expect((await edit(2, { capacityPerPeriod: 8, eligibility: { sex: 'female' } })).body).toMatchObject({
      version: 3,
    });
    expect(await candidate({ id })).toMatchObject({ capacity: { left: 8 }, eligibility: { sex: 'female' } });
    expect((await edit(2, { name: 'late' })).status).toBe(412);
    expect((await edit(3, { capacityPerPeriod: null })).body).toMatchObject({ capacityKnown: false });
    expect(await candidate({ id })).toMatchObject({ capacity: { known: false } });
    expect((await post('/pause', { ids: [id] })).body).toMatchObject({ errors: [{ code: 'supply-reason-missing' }] });
    expect((await post('/pause', { ids: [id], reason: 'kitchen closed' })).status).toBe(200);
    expect(await candidate({ id })).toMatchObject({ state: 'paused' });
    expect((await post('/pause', { ids: [id], reason: 'again' })).body).toMatchObject({ code: 'move-not-allowed' });
    await post('/resume', { ids: [id] });
    expect(await candidate({ id })).toMatchObject({ state: 'open' });
    expect((await post(`/${id}/close`, {})).body).toMatchObject({ state: 'closed' });
    expect(await candidate({ id })).toBeUndefined();
  });

  it('are paused many at once: all or none', async () => {
    const [one, two] = [await makeOffering(app, provider), await makeOffering(app, provider)];
    await post(`/${two.id}/pause`, { reason: 'x' });
    expect((await post('/pause', { ids: [one.id, two.id], reason: 'x' })).status).toBe(409);
    expect(await candidate(one)).toMatchObject({ state: 'open' });
  });

  it('belong to their provider: no other may touch them', async () => {
    const other = await makeProvider(app);
    const stranger = await loginAs(app, 'dispatcher', { organisationId: other.id });
    const { id } = await makeOffering(app, provider);
    const tries = [
      await app.api(stranger.token).patch(`offerings/${id}`, { name: 'mine' }, 2),
      await post('/pause', { ids: [id], reason: 'x' }, stranger.token),
      await post('/confirm', { ids: [id] }, stranger.token),
      await post(`/${id}/capacity`, { period: '2026-12', places: 1 }, stranger.token),
      await post('', offeringInput(provider.id), stranger.token),
    ];
    expect(tries.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
    expect((await app.api(window.token).patch(`offerings/${id}`, { name: 'x' }, 2)).status).toBe(403);
    const manager = () =>
      app.as(stranger.actor, async () => {
        return app
          .get(Transactions)
          .manager.query<[unknown, number]>('update offerings set name = $2 where id = $1', [id, 'mine']);
      });
    expect((await manager())[1]).toBe(0);
    const far = { ...centre.actor, districtCodes: ['990202'], regionPath: '9' };
    await expect(app.as(far, () => app.get(Offerings).get(id))).rejects.toMatchObject({ status: 404 });
  });

  it('say what is wrong with bad input', async () => {
    const codes = async (changes: object) => {
      const answer = await post('', { ...offeringInput(provider.id), ...changes });
      expect(answer.status).toBe(422);
      return (answer.body as { errors: Array<{ field: string; code: string }> }).errors.map(
        (one) => `${one.field} ${one.code}`,
      );
    };
    expect(await codes({ capacityPerPeriod: -1 })).toEqual(['capacityPerPeriod too-small']);
    expect(await codes({ capacityPerPeriod: 1.5 })).toEqual(['capacityPerPeriod invalid-type']);
    expect(await codes({ code: 'LI-99' })).toEqual(['code service-code-unknown']);
    expect(await codes({ eligibility: { minAge: 70, maxAge: 60 } })).toEqual(['eligibility.maxAge ages-reversed']);
    expect(await codes({ schedule: { slots: [{ day: 1, from: 60, to: 30 }] } })).toEqual([
      'schedule.slots.0.to hours-reversed',
    ]);
    expect(await codes({ latitude: 91 })).toEqual(['latitude too-big']);
    expect(await codes({ side: 'government' })).toEqual(['side side-needs-department']);
    expect(await codes({ payer: 'contract' })).toEqual(['contractId contract-of-provider-missing']);
    expect(await codes({ areaRegionCode: '110101' })).toEqual(['areaRegionCode region-not-found']);
    expect(await codes({ colour: 'red' })).toEqual(['colour unknown-field']);
    const { id } = await makeOffering(app, provider);
    for (const places of [-1, 0.5])
      expect((await post(`/${id}/capacity`, { period: '2026-12', places })).status).toBe(422);
    expect((await post(`/${id}/capacity`, { period: '2026-13', places: 1 })).status).toBe(422);
  });

  it('open and correct the places of a month', async () => {
    const { id } = await makeOffering(app, provider);
    const period = app.clock.today().slice(0, 7);
    expect((await post(`/${id}/capacity`, { period, places: 9 })).body).toMatchObject({
      periods: [{ period, opened: 9, left: 9 }],
    });
    expect(await candidate({ id })).toMatchObject({ capacity: { left: 9 } });
    await post(`/${id}/capacity`, { period, places: 4, note: 'cook is ill' });
    expect((await app.api(window.token).get(`offerings/${id}/capacity`)).body).toMatchObject({
      perPeriod: 3,
      periods: [{ opened: 4 }],
    });
  });

  it('are confirmed as still correct by a date', async () => {
    const { id } = await makeOffering(app, provider);
    app.clock.set(new Date(app.clock.now().getTime() + 100 * 86_400_000));
    const due = await app.api(dispatcher.token).get(`offerings?confirm=due&provider=${provider.id}&limit=200`);
    expect((due.body as { items: Offering[] }).items.map((row) => row.id)).toContain(id);
    await post('/confirm', { ids: [id] });
    expect(await candidate({ id })).toMatchObject({ confirmedOn: app.clock.today() });
    app.clock.reset();
  });

  it('show an expired credential and the state of provider, contract and fund', async () => {
    const care = await makeOffering(app, provider, { requiredCredential: 'care-worker' });
    expect(await candidate(care)).toMatchObject({ credential: { state: 'missing' } });
    const credential = { holderName: 'Li Na', kind: 'care-worker', expiresOn: '2020-06-30' };
    await app.api(centre.token).post(`providers/${provider.id}/credentials`, credential);
    expect(await candidate(care)).toMatchObject({ credential: { state: 'expired', validUntil: '2020-06-30' } });
    await app
      .api(centre.token)
      .post(`providers/${provider.id}/credentials`, { ...credential, expiresOn: '2099-01-01' });
    expect(await candidate(care)).toMatchObject({ credential: { state: 'valid' } });
    await app.api(centre.token).post(`providers/${provider.id}/suspend`, { reason: 'complaint' });
    expect(await candidate(care)).toMatchObject({ state: 'paused' });
    await app.api(centre.token).post(`providers/${provider.id}/resume`);
  });

  it('take a whole list, row by row', async () => {
    const rows = [offeringInput(provider.id), { name: 'no code' }, { ...offeringInput(provider.id), code: 'ZZ-01' }];
    const answer = await app.as({ ...dispatcher.actor, purpose: 'test' }, () => app.get(ListOfferings).execute(rows));
    expect(answer.created.map(({ row }) => row)).toEqual([0]);
    expect(answer.problems.map(({ row }) => row)).toEqual([1, 2]);
    expect(answer.problems[1]?.fields).toEqual([
      { field: 'code', code: 'service-code-unknown', params: { code: 'ZZ-01' } },
    ]);
  });

  describe('of an outside directory', () => {
    const record = (sourceId: string, changes: Partial<ImportedOffering> = {}): ImportedOffering => ({
      districtCode: 'directory:test',
      source: 'test',
      sourceId,
      digest: 'one',
      provider: { sourceId: null, name: `Body ${Number(sourceId) % 50}`, phone: '', email: '', website: '' },
      code: 'MA-01',
      extraCodes: [],
      name: `Pantry ${sourceId}`,
      description: '',
      eligibility: { minimumAge: 70, maximumAge: 18, text: 'anybody' },
      schedule: {
        slots: [
          { weekday: 1, opens: '09:00', closes: '24:00' },
          { weekday: 2, opens: '22:00', closes: '02:00' },
        ],
        text: 'Mo',
      },
      languages: ['en'],
      latitude: 25.8,
      longitude: -80.2,
      address: '1 Main St',
      serviceAreas: [],
      fees: '',
      phone: '',
      capacityKnown: false,
      capacityPerPeriod: null,
      active: true,
      ...changes,
    });
    const directory = <T>(work: () => Promise<T>) => app.as(systemActor('directory:test', 'import'), work);
    const found = () => {
      const query = { districtCode: 'directory:test', codes: ['MA-01'], asOf: app.clock.now() };
      return directory(() => app.get(Offerings).candidates(query));
    };

    it('are stored once for each id of the source, and mapped at the desk', async () => {
      const take = (changes: Partial<ImportedOffering>) =>
        directory(() => app.get(ImportOffering).execute(record('1', changes)));
      const { offeringId } = await take({ code: null });
      expect(await found()).toEqual([]);
      await directory(() => app.get(ImportOffering).assignCode(offeringId, 'MA-01'));
      expect(await found()).toMatchObject([
        {
          id: offeringId,
          capacity: { known: false },
          areaPaths: [],
          eligibility: { minAge: null, maxAge: null },
          schedule: { slots: [{ day: 1, from: 540, to: 1440 }] },
        },
      ]);
      expect(await take({ name: 'Renamed', digest: 'two' })).toEqual({ offeringId });
      expect(await found()).toMatchObject([{ name: 'Renamed' }]);
      await take({ active: false });
      expect(await found()).toEqual([]);
      await expect(take({ code: 'MA-99' })).rejects.toMatchObject({ status: 422 });
      expect(
        await system(() =>
          app.get(Offerings).candidates({ districtCode: 'directory:test', codes: ['MA-01'], asOf: '2026-11-24' }),
        ),
      ).toEqual([]);
    });

    it('come in their thousands within seconds', async () => {
      const records = Array.from({ length: 4000 }, (_, at) => record(String(at + 10)));
      const started = performance.now();
      for (let at = 0; at < records.length; at += 200) {
        const ids = await directory(() => app.get(ImportOffering).many(records.slice(at, at + 200)));
        expect(new Set(ids).size).toBe(200);
      }
      expect(performance.now() - started).toBeLessThan(30_000);
      expect(await found()).toHaveLength(4000);
    }, 60_000);
  });
});
