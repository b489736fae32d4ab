import { ConsoleVisitor } from '../../support/console';
import { assess, openPeopleWorld, type PeopleWorld, triageAnswers } from './assessed-household';

interface NeedRow {
  id: string;
  code: string;
  severity: number;
  state: string;
  memberId: string | null;
  assessed: boolean;
  everyDays: number | null;
  rootCause: string | null;
  furtherCauses: string[];
  declineReason: string | null;
  evidence: Array<{ kind: string; instrument?: string; items?: string[]; everyDays?: number; text?: string }>;
}

/** S06 with every question at its best; what is given takes its place. */
const ALONE = (answers: Record<string, number> = {}) => ({
  ...{ lonely: 0, forgotten: 0, untold: 0, meet: 3, call: 3, outing: 3, unseen: 0 },
  ...answers,
});
const REFUSED = { name: '王桂芳', mode: 'self', reason: 'My neighbours come by' };

describe('from results to confirmed needs (R18, R34, R40, R95)', () => {
  let world: PeopleWorld;
  beforeAll(async () => {
    world = await openPeopleWorld();
  });
  afterAll(() => world.close());

  const { stringify } = JSON;
  const needs = async (id: string) => (await world.api.station.get(`households/${id}/needs`)).body.items as NeedRow[];
  const need = async (id: string, code: string) => (await needs(id)).filter((one) => one.code === code);
  const post = async (path: string, body: object) =>
    (await world.api.station.post(path, body)) as {
      status: number;
      body: NeedRow & { code: string; errors: Array<{ field: string; code: string }> };
    };
  const begun = async () => {
    const { id, memberIds } = await world.household();
    await assess(world.api.window, id, 'S16', triageAnswers());
    return { id, member: memberIds[0]! };
  };

  it('a need from two instruments is one need, with the highest severity and the evidence of both', async () => {
    const { id, member } = await begun();
    await assess(world.api.station, id, 'S06', ALONE({ lonely: 2, forgotten: 2 }), member);
    const [first] = await need(id, 'SO-01');
    expect(first).toMatchObject({ severity: 1, memberId: member, evidence: [{ instrument: 'S06' }] });
    const { items } = (await world.api.station.get('instruments/S04')).body as { items: Array<{ id: string }> };
    const answers = Object.fromEntries(items.map((item) => [item.id, item.id === 'self-harm' ? 0 : 2]));
    await assess(world.api.station, id, 'S04', answers, member, 'self');
    const both = await need(id, 'SO-01');
    expect(both).toHaveLength(1);
    expect(both[0]!.severity).toBeGreaterThan(1);
    expect(both[0]!.evidence.map(({ instrument }) => instrument)).toEqual(['S06', 'S04']);
  });

  it('keeps how often somebody has to come, also when another result says nothing of it (S06)', async () => {
    const { id, member } = await begun();
    await assess(world.api.station, id, 'S06', ALONE({ unseen: 1 }), member);
    expect(await need(id, 'LI-01')).toMatchObject([{ everyDays: 1, severity: 2, evidence: [{ everyDays: 1 }] }]);
    await assess(world.api.station, id, 'S06', ALONE({ lonely: 3, forgotten: 3, untold: 3 }), member);
    expect(await need(id, 'LI-01')).toMatchObject([{ everyDays: 1, evidence: [{ everyDays: 1 }, {}] }]);
    const visitor = await new ConsoleVisitor(world.app).signIn(world.logins.station.username);
    const page = await visitor.get(`/console/households/${id}/needs`);
    expect(page.text).toContain('需要每天有人上门');
    expect(page.text).toContain('七天没人见过他 → 是');
  });

  it('what was refused stays refused until a result is graver or the household asks for it itself', async () => {
    const { id, member } = await begun();
    await assess(world.api.station, id, 'S06', ALONE({ lonely: 2, forgotten: 2 }), member);
    const [found] = await need(id, 'SO-01');
    expect((await post(`needs/${found!.id}/decline`, REFUSED)).body).toMatchObject({
      ...{ state: 'declined', declineReason: REFUSED.reason, confirmedByName: REFUSED.name, confirmedMode: 'self' },
    });
    await assess(world.api.station, id, 'S06', ALONE({ lonely: 2, untold: 2 }), member);
    expect((await need(id, 'SO-01')).map(({ state }) => state)).toEqual(['declined']);
    await assess(world.api.station, id, 'S06', ALONE({ lonely: 3, forgotten: 3, untold: 3 }), member);
    const graver = (await need(id, 'SO-01')).find(({ state }) => state === 'found');
    expect(graver).toMatchObject({ severity: 2, evidence: [{ instrument: 'S06' }, { instrument: 'S06' }] });
    await post(`needs/${graver!.id}/decline`, REFUSED);
    const asked = { code: 'SO-01', severity: 1, memberId: member, source: 'household', reason: 'She asks for it now' };
    const entered = await post(`households/${id}/needs`, asked);
    expect(entered.body).toMatchObject({ state: 'found', severity: 1, assessed: true, source: 'household' });
    expect(entered.body.evidence.at(-1)).toMatchObject({ kind: 'statement', text: asked.reason });
  });

  it('danger is asked about anew, whatever was refused before (S16)', async () => {
    const { id } = await world.household();
    await assess(world.api.window, id, 'S16', triageAnswers('utilities-cut'));
    const [found] = await need(id, 'MA-05');
    await post(`needs/${found!.id}/decline`, REFUSED);
    await assess(world.api.window, id, 'S16', triageAnswers('utilities-cut'));
    expect((await need(id, 'MA-05')).map(({ state }) => state).sort()).toEqual(['declined', 'found']);
  });

  it('one main root cause and further ones are named by a person, and none is proposed', async () => {
    const { id } = await world.household();
    await assess(world.api.window, id, 'S16', triageAnswers('utilities-cut'));
    const [found] = await need(id, 'MA-05');
    expect(found).toMatchObject({ rootCause: null, furtherCauses: [] });
    const yes = { name: '王桂芳', mode: 'self' };
    const refused = async (causes: object) => (await post(`needs/${found!.id}/confirm`, { ...yes, ...causes })).body;
    expect(stringify((await refused({ furtherCauses: ['illness'] })).errors)).toContain('further-cause-without-main');
    const twice = { rootCause: 'illness', furtherCauses: ['illness'] };
    expect(stringify((await refused(twice)).errors)).toContain('further-cause-twice');
    const named = { rootCause: 'illness', furtherCauses: ['study', 'disaster', 'study'] };
    expect(await refused(named)).toMatchObject({ state: 'confirmed', rootCause: 'illness' });
    expect(await need(id, 'MA-05')).toMatchObject([{ furtherCauses: ['disaster', 'study'] }]);
    const visitor = await new ConsoleVisitor(world.app).signIn(world.logins.station.username);
    expect((await visitor.get(`/console/households/${id}/needs`)).text).toContain('因病 · 另有 因灾 · 因学');
  });

  it('nothing typed is lost where the causes do not fit', async () => {
    const { id } = await world.household();
    await assess(world.api.window, id, 'S16', triageAnswers('utilities-cut'));
    const [found] = await need(id, 'MA-05');
    const visitor = await new ConsoleVisitor(world.app).signIn(world.logins.station.username);
    const page = `/console/households/${id}/needs`;
    const typed = { needs: found!.id, name: '王桂芳', mode: 'self', furtherCauses: 'illness' };
    const again = await visitor.submit(page, `${page}/confirm`, typed);
    expect(again.status).toBe(422);
    expect(again.text).toContain('请先选择主要的根本原因');
    expect(again.text).toMatch(/value="illness"[^>]* checked/);
    expect(again.text).toContain('value="王桂芳"');
  });

  it('a changed answer opens another need, and the older one is said to have lost its ground', async () => {
    const { id, member } = await begun();
    await assess(world.api.station, id, 'S06', ALONE({ outing: 0 }), member);
    expect((await needs(id)).map(({ code }) => code)).toEqual(['SO-02']);
    await assess(world.api.station, id, 'S06', ALONE({ unseen: 1 }), member);
    expect((await needs(id)).map(({ code }) => code).sort()).toEqual(['LI-01', 'SO-02']);
    const visitor = await new ConsoleVisitor(world.app).signIn(world.logins.station.username);
    expect((await visitor.get(`/console/households/${id}/needs`)).text).toContain('已不再支持这项需求');
  });
});
