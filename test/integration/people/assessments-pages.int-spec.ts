import { ConsoleVisitor } from '../../support/console';
import { ANSWERER, openPeopleWorld, type PeopleWorld, triageAnswers } from './assessed-household';

describe('pages from the declaration to the confirmed need', () => {
  let world: PeopleWorld;
  let station: ConsoleVisitor;
  let window: ConsoleVisitor;
  beforeAll(async () => {
    world = await openPeopleWorld();
    station = await new ConsoleVisitor(world.app).signIn(world.logins.station.username);
    window = await new ConsoleVisitor(world.app).signIn(world.logins.window.username);
  });
  afterAll(() => world.close());

  /** Opens a page and posts the form on it whose action is `action`; the page itself when none is named. */
  const send = (who: ConsoleVisitor, page: string, fields: Record<string, string | string[]>, action = page) =>
    who.submit(`/console/${page}`, `/console/${action}`, fields);
  const open = async (who: ConsoleVisitor, path: string, language = 'zh-CN') => {
    await who.speak(language);
    return who.get(`/console/${path}`);
  };
  const placeOf = (answer: { headers: Record<string, string> }) =>
    (answer.headers.location ?? '').replace('/console/', '');

  it.each(['zh-CN', 'en'])('all pages of a household with everything on it show in %s', async (language) => {
    const { id, memberIds } = await world.household();
    const pages = ['economy', 'entitlements', 'classification', 'assessments', 'needs'].map(
      (page) => `households/${id}/${page}`,
    );
    for (const page of pages) expect((await open(station, page, language)).status).toBe(200);
    await world.api.window.post(`households/${id}/economy`, {
      kind: 'income',
      item: 'wage',
      amountFen: 80_000,
      period: 'month',
    });
    await world.api.station.post(`households/${id}/classifications`, {
      event: { kind: 'accident', date: world.app.clock.today() },
    });
    for (const scale of ['S16', 'S11', 'S07', 'S01']) {
      const memberId = scale === 'S01' ? memberIds[0] : undefined;
      const started = await world.api.station.post(`households/${id}/assessments`, {
        instrument: scale,
        mode: 'proxy',
        memberId,
        answeredBy: memberId ? ANSWERER : undefined,
      });
      const path = `assessments/${started.body.id}`;
      expect((await open(station, path, language)).status).toBe(200);
      const items = (await world.api.station.get(`instruments/${scale}`)).body.items as Array<{ id: string }>;
      const answers = Object.fromEntries(items.map((item) => [item.id, 1]));
      await world.api.station.patch(path, { answers }, 1);
      await world.api.station.post(`${path}/complete`);
      expect((await open(station, path, language)).status).toBe(200);
      expect((await open(window, path, language)).status).toBe(200);
    }
    for (const page of pages) expect((await open(station, page, language)).status).toBe(200);
    // A line is its author's to correct; the station sees the sums (C3).
    const { items } = (await world.api.window.get(`households/${id}/economy`)).body;
    expect((await open(window, `economy/${items[0].id}`, language)).status).toBe(200);
    expect((await open(station, `economy/${items[0].id}`, language)).status).toBe(403);
    const classes = (await world.api.station.get(`households/${id}/classifications`)).body.items;
    expect((await open(station, `classifications/${classes[0].id}/print`, language)).status).toBe(200);
  });

  it('walks: declare, class, triage, result, needs confirmed with the household', async () => {
    const { id } = await world.household();
    const home = `households/${id}`;
    const line = { item: 'wage', amount: '800.00', period: 'month', method: 'declared', memberId: '', note: '' };
    expect((await send(station, `${home}/economy`, line)).status).toBe(303);
    expect((await open(station, `${home}/economy`)).text).toContain('9,600');
    const deposit = { ...line, item: 'deposit', amount: '500.00', period: 'once' };
    expect((await send(station, `${home}/economy`, deposit)).status).toBe(303);
    expect((await send(station, `${home}/classification`, { kind: '' })).status).toBe(303);
    const [proposal] = (await world.api.station.get(`${home}/classifications`)).body.items;
    const page = (await open(station, `${home}/classification`)).text;
    const parts = [
      '四个方面',
      '人均收入低于低保边缘线',
      '财产未超限',
      '刚性支出困难家庭',
      '非认定结论',
      '还要问清的情况',
    ];
    for (const words of parts) expect(page).toContain(words);
    expect(page).toContain('<option value="C2" selected>第二圈层（C2）</option>');
    const deviating = await send(
      station,
      `${home}/classification`,
      { class: '4', reason: '' },
      `classifications/${proposal.id}/confirm`,
    );
    expect(deviating.status).toBe(422);
    expect(deviating.text).toContain('与建议不同，请写明理由');
    const confirm = (circle: string, reason = '') =>
      send(station, `${home}/classification`, { class: '2', circle, reason }, `classifications/${proposal.id}/confirm`);
    expect((await confirm('C3')).text).toContain('与建议不同，请写明理由');
    expect((await confirm('C3', '邻里核实收入略高')).status).toBe(303);
    expect((await open(station, `${home}/classification`)).text).toContain('圈层：第三圈层（C3）');
    const print = (await open(station, `classifications/${proposal.id}/print`)).text;
    for (const words of ['非认定结论', '四个方面', '确认人签名']) expect(print).toContain(words);
    const started = await send(station, `${home}/assessments`, { instrument: 'S16', mode: 'proxy' });
    const path = placeOf(started);
    const answers = Object.fromEntries(
      Object.entries(triageAnswers('no-food-shelter')).map(([item, value]) => [`answers.${item}`, String(value)]),
    );
    expect((await send(station, path, { act: 'save', ...answers })).status).toBe(303);
    expect((await open(station, path)).text).toContain('checked');
    expect((await send(station, path, { act: 'complete', ...answers })).status).toBe(303);
    const result = (await open(station, path)).text;
    expect(result).toContain('红：马上处置');
    expect(result).toContain('2小时内见到人');
    expect((await send(station, path, {}, `${path}/contacted`)).status).toBe(303);
    const [need] = (await world.api.station.get(`${home}/needs`)).body.items;
    const word = { needs: need.id as string, name: '王桂芳', mode: 'assisted', rootCause: 'illness' };
    expect((await send(station, `${home}/needs`, { ...word, needs: '' }, `${home}/needs/confirm`)).status).toBe(422);
    expect((await send(station, `${home}/needs`, word, `${home}/needs/confirm`)).status).toBe(303);
    expect((await world.api.station.get(`needs/${need.id}`)).body).toMatchObject({
      state: 'confirmed',
      rootCause: 'illness',
    });
  });

  it('sets several lines of the checklist at once, and keeps typed values with the error', async () => {
    const { id } = await world.household();
    const { items } = (await world.api.station.get(`households/${id}/entitlements`)).body;
    const lines = [items[0].id, items[1].id] as string[];
    const page = `households/${id}/entitlements`;
    expect((await send(station, page, { state: 'applied' })).status).toBe(422);
    expect((await send(station, page, { lines, state: 'applied' })).status).toBe(303);
    const states = (await world.api.station.get(page)).body.items.filter((line: { id: string }) =>
      lines.includes(line.id),
    );
    expect(states.map((line: { state: string }) => line.state)).toEqual(['applied', 'applied']);
    const wrong = await send(station, `households/${id}/economy`, { item: 'wage', amount: '12,5', period: 'month' });
    expect([wrong.status, wrong.text.includes('value="12,5"')]).toEqual([422, true]);
  });

  it('a triage handed in with open questions names each of them', async () => {
    const { id } = await world.household();
    const started = await send(window, `households/${id}/assessments`, { instrument: 'S16', mode: 'proxy' });
    const path = placeOf(started);
    const refused = await send(window, path, { act: 'complete', 'answers.violence': '0' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('href="#f-answers-eviction"');
    expect(refused.text).not.toContain('href="#f-answers-violence"');
  });
});
