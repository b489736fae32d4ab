import { ConsoleVisitor } from '../../support/console';
import { loginAs } from '../../support/district';
import {
  ANSWERER,
  assess,
  openPeopleWorld,
  OTHER_VILLAGE,
  type PeopleWorld,
  triageAnswers,
} from './assessed-household';

interface Choice {
  id: string;
  proposed: string[];
  chosen: string[] | null;
  answers: Record<string, string> | null;
  proposal: { proposed: Array<{ code: string; reasons: object[]; memberIds: string[] }>; passed: object[] } | null;
  decision: { dropped: Record<string, string>; added: string[]; addReason: string | null } | null;
  decidedBy: string | null;
  errors: Array<{ field: string; code: string }>;
  code: string;
}

describe('which scales a household is asked (R18)', () => {
  let world: PeopleWorld;
  beforeAll(async () => {
    world = await openPeopleWorld();
  });
  afterAll(() => world.close());

  const post = async (path: string, body: object) =>
    (await world.api.station.post(path, body)) as { status: number; body: Choice };
  const screen = async (answers: Record<string, string> = { alone: 'yes', goods: 'yes' }) => {
    const { id, memberIds } = await world.household();
    return { household: id, memberIds, ...(await post(`households/${id}/scale-choices`, { answers })).body };
  };
  const codes = ({ errors }: Choice) => errors.map(({ field, code }) => `${field} ${code}`);

  it('are proposed with reasons from answers and file, stored with who and when, and sealed', async () => {
    const choice = await screen();
    expect(choice).toMatchObject({ proposed: ['S06', 'S11', 'S07'], chosen: null, decidedBy: null });
    expect(choice.proposal!.proposed[0]).toMatchObject({
      reasons: [
        { kind: 'answer', id: 'alone', weight: 5 },
        { kind: 'fact', id: 'living-alone', weight: 2 },
        { kind: 'fact', id: 'elder', weight: 1 },
      ],
      memberIds: choice.memberIds,
    });
    const [row] = await world.rows<Record<string, unknown>>('select * from scale_choices where id = $1', [choice.id]);
    expect(row).toMatchObject({ screened_by: world.logins.station.accountId, decided_at: null });
    expect(String(row!.proposal_ciphertext)).not.toContain('living-alone');
    const audit = 'select action from audit_events where subject_id = $1 order by at';
    await world.api.station.get(`scale-choices/${choice.id}`);
    expect((await world.rows<{ action: string }>(audit, [choice.id])).map(({ action }) => action)).toEqual([
      'scale-choice.screened',
      'scale-choice.read',
    ]);
  });

  it('are chosen by a worker alone, who gives a reason for what is left out or added', async () => {
    const { id } = await screen();
    const decide = (body: object) => post(`scale-choices/${id}/decide`, body);
    expect(codes((await decide({ keep: ['S06', 'S07'] })).body)).toEqual(['drop.S11 scale-drop-reason']);
    expect(codes((await decide({ keep: ['S06', 'S07', 'S12'], drop: { S11: '刚发过粮油' } })).body)).toEqual([
      'keep scale-not-proposed',
    ]);
    expect(codes((await decide({ keep: ['S06', 'S11', 'S07'], add: ['S16'], addReason: '家里危险' })).body)).toEqual([
      'add scale-unknown',
    ]);
    expect(codes((await decide({ keep: ['S06', 'S11', 'S07'], add: ['S12'] })).body)).toEqual([
      'addReason scale-add-reason',
    ]);
    const word = { keep: ['S06', 'S07'], drop: { S11: '刚发过粮油' }, add: ['S12'], addReason: '屋顶漏雨' };
    expect((await decide(word)).body).toMatchObject({
      chosen: ['S06', 'S07', 'S12'],
      decidedBy: world.logins.station.accountId,
      decision: { dropped: { S11: '刚发过粮油' }, added: ['S12'], addReason: '屋顶漏雨' },
    });
    expect((await decide(word)).body.code).toBe('scale-choice-decided');
  });

  it('show what was said to who asked, and to another window the scales alone (C3)', async () => {
    const { id } = await world.household();
    const asked = (await world.api.window.post(`households/${id}/scale-choices`, { answers: { alone: 'yes' } }))
      .body as Choice;
    expect(asked.proposal?.proposed[0]).toMatchObject({ code: 'S06' });
    const colleague = await loginAs(world.app, 'window-worker', { unitId: world.logins.window.actor.unitId! });
    const seen = (await world.app.api(colleague.token).get(`scale-choices/${asked.id}`)).body as Choice;
    expect(seen).toMatchObject({ proposed: asked.proposed, proposal: null, answers: null });
    const visitor = await new ConsoleVisitor(world.app).signIn(colleague.username);
    const page = (await visitor.get(`/console/scale-choices/${asked.id}`)).text;
    expect(page).toContain('S06 孤独与隔离');
    expect(page).not.toContain('家里有人很少见人');
  });

  it('leave out what was asked lately, until its next test is due', async () => {
    const { household, memberIds } = await screen();
    await assess(world.api.window, household, 'S16', triageAnswers());
    const well = { lonely: 0, forgotten: 0, untold: 0, meet: 3, call: 3, outing: 3, unseen: 0 };
    await assess(world.api.station, household, 'S06', well, memberIds[0]);
    const again = () => post(`households/${household}/scale-choices`, { answers: { alone: 'yes' } });
    expect((await again()).body.proposal!.passed).toContainEqual({ code: 'S06', weight: 8, why: 'asked-lately' });
    world.app.clock.set(new Date(Date.now() + 95 * 86_400_000));
    expect((await again()).body.proposed).toContain('S06');
    world.app.clock.reset();
  });

  it('refuse a question that nobody asks, and are out of reach of others', async () => {
    const { id } = await world.household(undefined, OTHER_VILLAGE);
    expect((await post(`households/${id}/scale-choices`, { answers: {} })).status).toBe(404);
    const own = await screen();
    const strange = await post(`households/${own.household}/scale-choices`, { answers: { shoe: 'yes' } });
    expect(codes(strange.body)).toEqual(['answers.shoe screening-question-unknown']);
    expect((await world.api.dispatcher.get(`scale-choices/${own.id}`)).status).toBe(403);
    const made = (await world.api.centre.post(`households/${id}/scale-choices`, { answers: {} })).body as Choice;
    expect((await world.api.station.get(`scale-choices/${made.id}`)).status).toBe(404);
  });

  it('on pages: ten questions, the reasons in words, nothing typed is lost, and the way on to the scale', async () => {
    const { id, memberIds } = await world.household();
    const visitor = await new ConsoleVisitor(world.app).signIn(world.logins.station.username);
    const page = `/console/households/${id}/scale-choice`;
    const asked = await visitor.get(page);
    expect(asked.text.match(/<legend/g)).toHaveLength(10);
    expect(asked.text).toContain('先做急难分诊');
    const screened = await visitor.submit(page, page, { 'answers.alone': 'yes', 'answers.home': 'unsure' });
    expect(screened.status).toBe(303);
    const one = (screened.headers.location as string).split('?')[0]!;
    const shown = await visitor.get(one);
    expect(shown.text).toContain('回答“是”：家里有人很少见人、觉得孤单（权重5）');
    expect(shown.text).toContain('档案中：一个人住（权重2）');
    const refused = await visitor.send(shown.text, one, { add: 'S12', addReason: '屋顶漏雨' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('请写明为什么不用这个量表');
    expect(refused.text).toContain('屋顶漏雨');
    expect(refused.text).toMatch(/value="S12"[^>]* checked/);
    const saved = await visitor.send(shown.text, one, {
      ...{ keep: 'S06', 'drop.S07': '下次再问', add: 'S12', addReason: '屋顶漏雨' },
    });
    expect(saved.status).toBe(303);
    expect((await visitor.get(one)).text).toContain('增加：S12');
    await assess(world.api.window, id, 'S16', triageAnswers());
    const ready = await visitor.get(one);
    const start = `${one}/assessments`;
    const begun = await visitor.send(ready.text, start, { instrument: 'S06', memberId: memberIds[0]!, mode: 'self' });
    expect([begun.status, begun.headers.location]).toEqual([303, expect.stringContaining('/console/assessments/')]);
  });

  it('on pages: whoever answers for somebody is asked for where the scale begins, and nothing typed is lost (R98)', async () => {
    const { id, memberIds } = await world.household();
    await assess(world.api.window, id, 'S16', triageAnswers());
    const answers = { alone: 'yes', 'daily-life': 'yes' };
    const choice = (await post(`households/${id}/scale-choices`, { answers })).body;
    expect(choice.proposed.slice(0, 2)).toEqual(['S06', 'S02']);
    const drop = Object.fromEntries(choice.proposed.slice(2).map((code) => [code, '下次再问']));
    await post(`scale-choices/${choice.id}/decide`, { keep: ['S06', 'S02'], drop });
    const visitor = await new ConsoleVisitor(world.app).signIn(world.logins.station.username);
    const page = `/console/scale-choices/${choice.id}`;
    const shown = (await visitor.get(page)).text;
    for (const code of ['S06', 'S02']) expect(shown).toContain(`id="${code}-answeredBy-name"`);

    const typed = { instrument: 'S02', memberId: memberIds[0]!, mode: 'proxy', 'answeredBy.name': ANSWERER.name };
    const refused = await visitor.send(shown, `${page}/assessments`, typed);
    expect(refused.status).toBe(422);
    // The same page, with its reasons; the error leads to the form of this scale, and the other one is empty.
    expect(refused.text).toContain('推荐什么，为什么');
    expect(refused.text).toContain('href="#S02-answeredBy-relation"');
    expect(refused.text).toMatch(new RegExp(`id="S02-answeredBy-name"[^>]*value="${ANSWERER.name}"`));
    expect(refused.text).not.toMatch(/id="S06-answeredBy-name"[^>]*value="/);
    expect(refused.text).toMatch(/id="S02-mode"[\s\S]*?value="proxy" selected/);

    const said = { ...typed, 'answeredBy.relation': ANSWERER.relation, 'answeredBy.reason': ANSWERER.reason };
    const started = await visitor.send(refused.text, `${page}/assessments`, said);
    expect(started.status).toBe(303);
    const assessment = (started.headers.location as string).split('?')[0]!.split('/').at(-1)!;
    expect((await world.api.station.get(`assessments/${assessment}`)).body).toMatchObject({
      ...{ instrument: 'S02', mode: 'proxy', memberId: memberIds[0] },
      answeredBy: { name: ANSWERER.name, relation: ANSWERER.relation, reason: ANSWERER.reason },
    });
  });
});
