import { randomUUID } from 'node:crypto';
import { ContractSpending } from '../../../src/supply/contracts';
import { CreateHousehold, OpenHousehold } from '../../../src/people/households';
import type { Provider } from '../../../src/supply/providers';
import { creditCode, dispatcherOf, makeOffering, makeProvider } from '../../factories/supply.factory';
import type { TestApp } from '../../support/app';
import { ConsoleVisitor } from '../../support/console';
import { DISTRICT, type Login, loginAs, openDistrict } from '../../support/district';

describe('pages of supply', () => {
  let app: TestApp;
  let provider: Provider;
  let dispatcher: Login;
  let centre: Login;
  let officer: Login;
  let asker: Login;

  beforeAll(async () => {
    app = await openDistrict({ alone: true });
    provider = await makeProvider(app);
    dispatcher = await loginAs(app, 'dispatcher', { organisationId: provider.id });
    centre = await loginAs(app, 'centre-worker');
    officer = await loginAs(app, 'officer');
    asker = await loginAs(app, 'centre-worker');
  });
  afterAll(() => app.close());

  const visitors = new Map<string, ConsoleVisitor>();
  const visitorOf = async (login?: Login): Promise<ConsoleVisitor> => {
    const name = login?.username ?? '';
    const known = visitors.get(name) ?? new ConsoleVisitor(app);
    if (login && !visitors.has(name)) await known.signIn(login.username);
    visitors.set(name, known);
    return known;
  };
  const page = async (path: string, login?: Login, locale = 'zh-CN') => {
    const visitor = await (await visitorOf(login)).speak(locale);
    const answer = await visitor.get(`/console${path && `/${path}`}`);
    expect([path, answer.status, answer.status === 500 ? answer.text : '']).toEqual([path, 200, '']);
    return answer.text;
  };
  /** Posts without having opened the page, with the secret of the session. */
  const send = async (path: string, fields: Record<string, string | string[]>, login?: Login) => {
    const secret = login ? (/name="_csrf" value="([^"]*)"/.exec(await page('', login))?.[1] ?? '') : '';
    const form = `<form action="/console/${path}"><input type="hidden" name="_csrf" value="${secret}"><input type="hidden" name="_key" value="${randomUUID()}">`;
    return (await visitorOf(login)).send(form, `/console/${path}`, fields);
  };
  const lastPart = (location: unknown): string => String(location).split('/').pop() ?? '';

  it('open in both languages for those who work there', async () => {
    const { id } = await makeOffering(app, provider);
    const both = [
      '',
      'providers',
      `providers/${provider.id}`,
      `providers/${provider.id}/edit`,
      'offerings',
      'offerings/new',
      `offerings/${id}`,
      `offerings/${id}/edit`,
      'contracts',
    ];
    for (const locale of ['zh-CN', 'en']) {
      for (const path of both) for (const login of [dispatcher, centre]) await page(path, login, locale);
      for (const path of ['contracts/new', 'funds', 'funds/new']) await page(path, centre, locale);
      await page('register-provider', undefined, locale);
    }
    expect(await page(`offerings?q=${randomUUID()}&code=LI&state=listed`, centre)).toContain('没有符合条件的资源');
  });

  it('let a provider register without script and the centre decide', async () => {
    const form = {
      name: 'Warm Hands',
      kind: 'charity',
      creditCode: '51000000000000000Q',
      regionCode: DISTRICT,
      contactName: 'Li',
      phone: '028-87000000',
    };
    const refused = await send('register-provider', form);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Warm Hands');
    const done = await send('register-provider', { ...form, creditCode: creditCode() });
    expect(done.status).toBe(303);
    expect(await page(String(done.headers.location).replace('/console/', ''))).toContain('P-');
    expect(await page('', centre)).toContain('家机构等待审核');
    const list = await page('providers?state=applied&q=Warm', centre);
    const id = /\/console\/providers\/([0-9a-f-]{36})/.exec(list)?.[1] ?? '';
    expect((await send(`providers/${id}/decide`, { decision: 'refuse' }, centre)).status).toBe(422);
    const approved = await send(`providers/${id}/decide`, { decision: 'approve' }, centre);
    expect(approved.status).toBe(200);
    expect(approved.text).toContain('invitations');
    expect(await page(`providers/${id}`, centre)).toContain('已通过');
  });

  const typed = {
    name: 'Hot lunch',
    code: 'LI-02',
    extraCodes: ['LI-03'],
    side: 'society',
    mode: 'home',
    minAge: '60',
    classes: ['1', '2'],
    'slots.0.day': '1',
    'slots.0.from': '9:00',
    'slots.0.to': '11:30',
    price: '12.50',
    priceUnit: 'meal',
    payer: 'free',
    capacityPerPeriod: '20',
    languages: ['zh', 'bo'],
  };

  it('let a provider write, correct, pause and confirm an offering', async () => {
    const wrong = await send('offerings/new', { ...typed, capacityPerPeriod: '-1', 'slots.0.to': '' }, dispatcher);
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('Hot lunch');
    const made = await send('offerings/new', typed, dispatcher);
    expect([made.status, made.text]).toEqual([303, expect.anything()]);
    const id = lastPart(made.headers.location);
    const stored = await app.api(dispatcher.token).get(`offerings/${id}`);
    expect(stored.body).toMatchObject({
      providerId: provider.id,
      state: 'listed',
      priceFen: 1250,
      extraCodes: ['LI-03'],
      eligibility: { minAge: 60, classes: ['1', '2'] },
      schedule: { slots: [{ day: 1, from: 540, to: 690 }] },
      languages: ['zh', 'bo'],
      capacityPerPeriod: 20,
    });
    expect(await page(`offerings/${id}/edit`, dispatcher)).toContain('value="11:30"');
    const { version } = stored.body as { version: number };
    expect(
      (await send(`offerings/${id}/edit`, { ...typed, name: 'Warm lunch', _version: String(version) }, dispatcher))
        .status,
    ).toBe(303);
    expect((await send(`offerings/${id}/edit`, { ...typed, _version: String(version) }, dispatcher)).status).toBe(412);
    const month = app.clock.today().slice(0, 7);
    expect((await send(`offerings/${id}/capacity`, { period: month, places: '7' }, dispatcher)).status).toBe(303);
    expect((await send(`offerings/${id}/capacity`, { period: month, places: '0.5' }, dispatcher)).status).toBe(422);
    expect((await send(`offerings/${id}/confirm`, {}, dispatcher)).status).toBe(303);
    expect((await send('offerings/many', { ids: id, act: 'pause' }, dispatcher)).status).toBe(422);
    expect((await send('offerings/many', { ids: id, act: 'pause', reason: 'holiday' }, dispatcher)).status).toBe(303);
    expect(await page(`offerings/${id}`, dispatcher)).toContain('holiday');
    expect((await send(`offerings/${id}/move`, { move: 'resume' }, dispatcher)).status).toBe(303);
    expect((await send(`offerings/${id}/move`, { move: 'resume' }, dispatcher)).status).toBe(409);
  });

  it('keep credentials, contracts and funds with plain forms', async () => {
    const credential = {
      holderName: 'Li Na',
      kind: 'care-worker',
      'expiresOn-year': '2099',
      'expiresOn-month': '1',
      'expiresOn-day': '2',
    };
    expect((await send(`providers/${provider.id}/credentials`, credential, dispatcher)).status).toBe(303);
    expect(await page(`providers/${provider.id}`, dispatcher)).toContain('Li Na');
    const date = (name: string, year: string) => ({
      [`${name}-year`]: year,
      [`${name}-month`]: '1',
      [`${name}-day`]: '1',
    });
    const contract = {
      providerId: provider.id,
      number: 'K1',
      title: 'Meals',
      ...date('startsOn', '2020'),
      ...date('endsOn', '2099'),
      unit: 'meal',
      unitPrice: '10',
      quantity: '5',
      budget: '50',
    };
    const made = await send('contracts/new', contract, centre);
    expect([made.status, made.headers.location]).toEqual([303, expect.stringContaining('/console/contracts/')]);
    const contractId = lastPart(made.headers.location);
    expect((await send(`contracts/${contractId}/move`, { move: 'sign' }, centre)).status).toBe(303);
    expect(await page(`contracts/${contractId}`, dispatcher)).toContain('已签订');
    await page('contracts?state=signed', centre);
    const spend = { contractId, holderId: randomUUID(), sourceId: randomUUID(), day: app.clock.today() };
    await app.as(dispatcherOf(provider), () => app.get(ContractSpending).spend({ ...spend, units: 4, corrects: null }));
    const used = await page(`contracts/${contractId}`, centre);
    for (const text of ['已用 80%', '还剩 1meal', '服务付款', '合同登记']) expect(used).toContain(text);
    expect(await page('contracts?nearlySpent=true', centre)).toContain(`contracts/${contractId}`);
    expect(await page('', centre)).toContain('1 份合同快用完了');
    const pot = await send('funds/new', { name: 'Pot', purpose: 'help', layer: 'special-fund', ceiling: '50' }, centre);
    const fund = lastPart(pot.headers.location);
    expect((await send(`funds/${fund}/pay-in`, { paidIn: '100' }, centre)).status).toBe(303);
    const input = CreateHousehold.parse({
      regionCode: '990101001001',
      members: [{ name: '王桂芳', relation: 'head', birthDate: '1949-03-02' }],
    });
    const { number } = await app.as({ ...centre.actor, purpose: 'test' }, () => app.get(OpenHousehold).execute(input));
    const ask = (fields: object) =>
      send(
        `funds/${fund}/requests`,
        { householdNumber: number.toLowerCase(), amount: '40', purpose: 'stove', ...fields },
        asker,
      );
    const unknown = await ask({ householdNumber: 'H-2026-999999' });
    expect(unknown.status).toBe(422);
    for (const text of ['value="H-2026-999999"', 'value="40"', 'stove', 'href="#f-householdNumber"']) {
      expect(unknown.text).toContain(text);
    }
    expect((await ask({})).status).toBe(303);
    expect(await page(`funds/${fund}`, centre)).toContain('王桂芳 · stove');
    const request = /requests\/([0-9a-f-]{36})/.exec(await page(`funds/${fund}`, centre))?.[1] ?? '';
    for (const login of [centre, officer]) {
      expect((await send(`funds/${fund}/requests/${request}`, { move: 'approve' }, login)).status).toBe(303);
    }
    expect((await send(`funds/${fund}/requests/${request}`, { move: 'pay' }, centre)).status).toBe(303);
    expect(await page(`funds/${fund}`, centre, 'en')).toContain('Paid out');
    expect((await ask({ amount: '20.5', purpose: 'roof' })).status).toBe(303);
    const second = /requests\/([0-9a-f-]{36})/.exec(await page(`funds/${fund}`, centre))?.[1] ?? '';
    await send(`funds/${fund}/requests/${second}`, { move: 'approve' }, centre);
    const above = await send(`funds/${fund}/requests/${second}`, { move: 'approve' }, officer);
    expect(above.status).toBe(409);
    expect(above.text).toContain('这户已有 40.00 元');
  });
});
