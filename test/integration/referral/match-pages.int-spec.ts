import { makeOffering, makeProvider } from '../../factories/supply.factory';
import type { MatchView } from '../../../src/referral/matching/dto/match.view';
import type { Offering } from '../../../src/supply/offerings';
import { ConsoleVisitor } from '../../support/console';
import { type MatchWorld, openMatchWorld } from './matched-household';

const EQUAL = ['urgency', 'distance', 'wait', 'continuity', 'language', 'quality', 'confirmed', 'price', 'load'];
const weights = (changes: Record<string, string> = {}): string =>
  new URLSearchParams({ ...Object.fromEntries(EQUAL.map((part) => [part, '1'])), ...changes }).toString();

describe('pages that look into a match', () => {
  let world: MatchWorld;
  let visitor: ConsoleVisitor;
  let match: MatchView;
  let page: string;
  let offerings: Offering[];

  beforeAll(async () => {
    world = await openMatchWorld({ alone: true });
    offerings = [];
    for (const [name, terms] of [
      ['助餐点', {}],
      ['送餐队', { payer: 'household', priceFen: 9000, priceUnit: 'month' }],
      ['儿童餐', { eligibility: { maxAge: 12 } }],
    ] as const)
      offerings.push(await makeOffering(world.app, await makeProvider(world.app), { code: 'LI-02', name, ...terms }));
    const { id } = await world.needy(['LI-02']);
    match = await world.match(id);
    page = `/console/matches/${match.id}`;
    visitor = await new ConsoleVisitor(world.app).signIn(world.logins.window.username);
  }, 60_000);
  afterAll(() => world?.close());

  const recorded = async (action: string): Promise<number> =>
    (await world.rows('select id from audit_events where action = $1 and subject_id = $2', [action, match.id])).length;

  it('refuses wrong weights with everything that was typed, in both languages, and shows a trial that is kept nowhere', async () => {
    const negative = await visitor.get(`${page}/what-if?${weights({ price: '-5', load: '7' })}`);
    expect(negative.status).toBe(422);
    for (const words of ['请输入 0 至 60 之间的整数。', 'value="-5"', 'value="7"'])
      expect(negative.text).toContain(words);
    const emptied = await visitor.get(`${page}/what-if?${weights({ price: '' })}`);
    expect(emptied.status).toBe(422);
    const nought = await visitor.get(`${page}/what-if?${weights().replaceAll('=1', '=0')}&lang=en`);
    expect([nought.status, nought.text.includes('At least one weight has to be more than zero.')]).toEqual([422, true]);
    const trial = await visitor.get(`${page}/what-if?${weights()}&lang=en`);
    expect(trial.status).toBe(200);
    for (const words of ['This is a trial', 'With these weights', '助餐点', '送餐队'])
      expect(trial.text).toContain(words);
    expect(await recorded('match.weights-tried')).toBeGreaterThan(0);
    expect(await world.rows('select id from match_runs')).toHaveLength(1);
    await visitor.get(`${page}?lang=zh-CN`);
  });

  it('keeps fixed and set-aside choices and their reason when something is missing, and matches again when not', async () => {
    const [meals, team] = offerings as [Offering, Offering];
    const form = `${page}/replan`;
    const need = { 'needs.0.id': match.needs[0]!.need.id };
    const refused = await visitor.submit(form, form, {
      ...need,
      ...{ 'needs.0.pin': team.id, 'needs.0.reason': '', 'needs.0.aside': team.id },
    });
    expect(refused.status).toBe(422);
    for (const words of ['同一项服务不能既指定又排除。', '请写明为什么指定这项服务。', `value="${team.id}" selected`])
      expect(refused.text).toContain(words);
    const again = await visitor.submit(form, form, {
      ...need,
      ...{ 'needs.0.pin': team.id, 'needs.0.reason': '王阿姨熟悉送餐员', 'needs.0.aside': meals.id },
    });
    expect(again.status).toBe(303);
    const next = again.headers.location as string;
    const shown = await visitor.get(next);
    for (const words of ['指定', '工作人员本次匹配排除了该服务。']) expect(shown.text).toContain(words);
    expect((await visitor.get(`${next}/print`)).text).toContain('王阿姨熟悉送餐员');
    const row = `select result -> 'plan' -> 'items' -> 0 ->> 'offeringId' as chosen from match_runs where id = $1`;
    expect(await world.rows(row, [next.split('/').at(-1)])).toEqual([{ chosen: team.id }]);
  });

  it('keeps the choices of a plan when something is missing, also the choice of nobody (R34)', async () => {
    const { id } = match.needs[0]!.need;
    const planned = match.plan.items[0]!.offeringId;
    const other = match.needs[0]!.candidates.find(({ offering }) => offering.id !== planned)!.offering.id;
    for (const choice of [`${id} ${other}`, 'none']) {
      const refused = await visitor.submit(page, `${page}/plan`, { 'needs.0': choice, changeReason: '长'.repeat(301) });
      expect(refused.status).toBe(422);
      const checked = [...refused.text.matchAll(/type="radio"[^>]*value="([^"]*)" checked/g)].map(([, value]) => value);
      expect(checked).toEqual([choice]);
    }
  });

  it('lists why not by filter, keeps nonsense out of it, and prints both ways, on the record', async () => {
    const all = await visitor.get(`${page}/why-not`);
    for (const words of ['儿童餐', '改变这一项即可', '共 1 项']) expect(all.text).toContain(words);
    expect((await visitor.get(`${page}/why-not?rule=capacity`)).text).toContain('没有符合筛选条件的服务。');
    expect((await visitor.get(`${page}/why-not?rule=%27;&need=x&after=-2`)).text).toContain('儿童餐');
    const file = await visitor.get(`${page}/print`);
    for (const words of ['使用顺序：社会援助', '儿童餐', 'SHA-256']) expect(file.text).toContain(words);
    const household = await visitor.get(`${page}/print?for=household`);
    expect(household.text).toContain('您自付');
    for (const words of ['得分', '儿童餐', '名额还有']) expect(household.text).not.toContain(words);
    expect([await recorded('match.printed'), await recorded('match.refusals-read')]).toEqual([2, 3]);
  });
});
