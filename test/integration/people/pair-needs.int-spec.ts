import { ConsoleVisitor } from '../../support/console';
import { assess, openPeopleWorld, type PeopleWorld, triageAnswers } from './assessed-household';

interface NeedRow {
  id: string;
  code: string;
  severity: number;
  state: string;
  assessed: boolean;
  lostGround: boolean;
  evidence: Array<{ kind: string; assessmentId?: string }>;
}

const WELL = { worry: 0, quality: 0, amount: 0, skipped: 0, heat: 0, clothing: 0, hygiene: 0, utilities: 0 };
/** Three of eight: moderate. MA-01 by worry and amount, LI-02 by amount, MA-02 and MA-05 by heat. */
const HUNGRY = { ...WELL, worry: 1, amount: 1, heat: 1, 'whole-day': 0 };
/** One of eight: mild. MA-01 alone. */
const WORRIED = { ...WELL, worry: 1, 'whole-day': 0 };
const REASON = '入户时亲眼看到米缸是满的';

/** The first assessor sits at the window, the second at the station (domain D). */
describe('needs of two assessors', () => {
  let world: PeopleWorld;
  let station: ConsoleVisitor;
  beforeAll(async () => {
    world = await openPeopleWorld();
    station = await new ConsoleVisitor(world.app).signIn(world.logins.station.username);
  });
  afterAll(() => world.close());

  const needs = async (household: string, who: 'station' | 'window' = 'station') => {
    const { items } = (await world.api[who].get(`households/${household}/needs`)).body as { items: NeedRow[] };
    return Object.fromEntries(items.map((one) => [one.code, one]));
  };
  const idOf = async (household: string, code: string) => {
    const sql = 'select id from needs where household_id = $1 and code = $2 and replaced_by is null';
    return (await world.rows<{ id: string }>(sql, [household, code]))[0]!.id;
  };
  const begun = async () => {
    const { id } = await world.household();
    await assess(world.api.window, id, 'S16', triageAnswers());
    return id;
  };
  const second = async (first: string) =>
    ((await world.api.station.post(`assessments/${first}/second`)).body as { id: string }).id;
  const handIn = async (id: string, answers: object) => {
    expect((await world.api.station.patch(`assessments/${id}`, { answers }, 1)).status).toBe(200);
    expect((await world.api.station.post(`assessments/${id}/complete`)).status).toBe(200);
  };
  const decide = async (first: string, counts: 'first' | 'second') => {
    const { version } = (await world.api.station.get(`assessments/${first}/agreement`)).body as { version: number };
    const decided = await world.api.station
      .post(`assessments/${first}/decision`, { counts, reason: REASON })
      .set('if-match', `"${version}"`);
    expect(decided.status).toBe(200);
  };

  it('a second assessor who is not done sees none that the first result alone speaks for', async () => {
    const id = await begun();
    const HAND = { code: 'MA-05', severity: 1, reason: '欠着两个月电费' };
    expect((await world.api.station.post(`households/${id}/needs`, HAND)).status).toBe(201);
    const first = await assess(world.api.window, id, 'S11', HUNGRY, undefined, 'self');
    expect(Object.keys(await needs(id)).sort()).toEqual(['LI-02', 'MA-01', 'MA-02', 'MA-05']);
    const own = await second(first.id);

    const known = await needs(id);
    expect(Object.keys(known)).toEqual(['MA-05']);
    // What was entered by hand is there as it was entered: without the level that the result gave it.
    expect(known['MA-05']).toMatchObject({ severity: 1, assessed: false, evidence: [{ kind: 'statement' }] });
    const hidden = await idOf(id, 'LI-02');
    const word = { name: '王桂芳', mode: 'self' };
    for (const answer of [
      await world.api.station.get(`needs/${hidden}`),
      await world.api.station.post(`needs/${hidden}/confirm`, word),
      await world.api.station.post(`needs/${hidden}/decline`, { ...word, reason: '不要' }),
    ])
      expect([answer.status, answer.body.code]).toEqual([404, 'need-not-found']);
    const file = (await world.api.station.get(`households/${id}/file`)).body as { needs: Array<{ code: string }> };
    expect(file.needs.map(({ code }) => code)).toEqual(['MA-05']);
    const page = (await station.get(`/console/households/${id}/needs`)).text;
    expect(page).toContain(await idOf(id, 'MA-05'));
    expect(page).not.toContain(hidden);
    expect(page).toContain('您正在做第二份评估');
    const result = (await station.get(`/console/assessments/${first.id}`)).text;
    expect(result).toContain('您提交自己的一份以后');
    expect(result).not.toContain('LI-02');
    // Everybody else sees them all.
    expect(Object.keys(await needs(id, 'window')).sort()).toEqual(['LI-02', 'MA-01', 'MA-02', 'MA-05']);

    await handIn(own, WORRIED);
    expect(Object.keys(await needs(id)).sort()).toEqual(['LI-02', 'MA-01', 'MA-02', 'MA-05']);
  });

  it('the needs follow the result that is chosen; a confirmed one stays and says that it lost its ground', async () => {
    const id = await begun();
    const HAND = { code: 'MA-05', severity: 1, reason: '欠着两个月电费' };
    await world.api.station.post(`households/${id}/needs`, HAND);
    const first = await assess(world.api.window, id, 'S11', HUNGRY, undefined, 'self');
    const word = { name: '王桂芳', mode: 'self' };
    expect((await world.api.station.post(`needs/${await idOf(id, 'MA-02')}/confirm`, word)).status).toBe(200);
    const own = await second(first.id);
    await handIn(own, WORRIED);
    const before = await needs(id);
    expect(before['MA-01']).toMatchObject({ severity: 2, lostGround: false });

    await decide(first.id, 'second');
    const after = await needs(id);
    expect(after['LI-02']).toMatchObject({ state: 'closed', lostGround: true });
    expect(after['MA-02']).toMatchObject({ state: 'confirmed', severity: 2, lostGround: true });
    expect(after['MA-01']).toMatchObject({ state: 'found', severity: 1, lostGround: false });
    expect(after['MA-01']!.evidence.map(({ assessmentId }) => assessmentId)).toEqual([own]);
    expect(after['MA-05']).toMatchObject({ state: 'found', severity: 1, assessed: false, lostGround: false });
    const [log] = await world.rows<{ move: string; reason: string }>(
      'select move, reason from moves where subject_id = $1 order by at desc limit 1',
      [after['LI-02']!.id],
    );
    expect(log).toEqual({ move: 'withdraw', reason: first.id });
    const record = await world.rows<{ action: string }>(
      `select action from audit_events where subject_id = $1 and action = 'need.withdrawn'`,
      [after['LI-02']!.id],
    );
    expect(record).toHaveLength(1);

    const page = (await station.get(`/console/households/${id}/needs`)).text;
    for (const words of ['已失去依据', '已撤回：', '（这份结果没有被采用）']) expect(page).toContain(words);
    const pair = (await station.get(`/console/assessments/${first.id}/agreement`)).text;
    for (const words of ['保留，但失去依据', '已撤回，没有别的依据']) expect(pair).toContain(words);

    await decide(first.id, 'first');
    const again = await needs(id);
    expect(again['MA-01']).toMatchObject({ severity: 2, evidence: [{ assessmentId: first.id }] });
    expect(again['MA-02']).toMatchObject({ state: 'confirmed', lostGround: false });
    expect(again['MA-05']).toMatchObject({ severity: 2, assessed: true });
    const open = await world.rows<{ count: string }>(
      `select count(*) from needs where household_id = $1 and code = 'LI-02' and state = 'found'`,
      [id],
    );
    expect(open).toEqual([{ count: '1' }]);
  });

  it('what was refused before is refused again when the graver result does not count', async () => {
    const id = await begun();
    await assess(world.api.window, id, 'S11', WORRIED, undefined, 'self');
    const refusal = { name: '王桂芳', mode: 'self', reason: '儿子送米来' };
    const refused = await idOf(id, 'MA-01');
    expect((await world.api.station.post(`needs/${refused}/decline`, refusal)).status).toBe(200);
    const first = await assess(world.api.window, id, 'S11', HUNGRY, undefined, 'self');
    const asked = (await world.api.station.get(`households/${id}/needs?state=found`)).body as { items: NeedRow[] };
    const askedAgain = asked.items.find(({ code }) => code === 'MA-01')!;
    expect(askedAgain).toMatchObject({ severity: 2, evidence: [{ kind: 'assessment' }, { kind: 'assessment' }] });
    await handIn(await second(first.id), { ...WELL, 'whole-day': 0 });
    await decide(first.id, 'second');
    const states = await world.rows<{ id: string; state: string }>(
      `select id, state from needs where household_id = $1 and code = 'MA-01' and replaced_by is null order by found_at`,
      [id],
    );
    expect(states).toEqual([
      { id: refused, state: 'declined' },
      { id: askedAgain.id, state: 'closed' },
    ]);
  });
});
