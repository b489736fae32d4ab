import { ConsoleVisitor } from '../../support/console';
import { type FinishedWorld, MEMBERS, openFinishedWorld } from './finished-world';

describe('pages on evaluations', () => {
  let world: FinishedWorld;
  let evaluationId: string;
  let sampleId: string;
  let evaluator: ConsoleVisitor;
  let centre: ConsoleVisitor;
  let worker: ConsoleVisitor;

  beforeAll(async () => {
    world = await openFinishedWorld();
    await world.finished(world.logins.window.accountId);
    const input = { evaluatorId: world.evaluator.accountId, from: '2026-11-01', to: '2026-11-30', seed: 'pages' };
    const drawn = (await world.api.centre.post('evaluation-samples', input)).body as {
      id: string;
      evaluations: Array<{ id: string }>;
    };
    sampleId = drawn.id;
    evaluationId = drawn.evaluations[0]!.id;
    const { householdId, id } = await world.finished(world.logins.window.accountId);
    const [place] = await world.rows<{ region_path: string; district_code: string }>(
      'select region_path, district_code from households where id = $1',
      [householdId],
    );
    await world.rows(
      `insert into follow_ups (id, household_id, referral_id, district_code, region_path, months, due_on, owner_account_id, state, version)
       values ($1, $2, $1, $3, $4, 3, '2026-11-20', $5, 'due', 1)`,
      [id, householdId, place!.district_code, place!.region_path, world.logins.window.accountId],
    );
    evaluator = await new ConsoleVisitor(world.app).signIn(world.evaluator.username);
    centre = await new ConsoleVisitor(world.app).signIn(world.logins.centre.username);
    worker = await new ConsoleVisitor(world.app).signIn(world.logins.window.username);
  }, 60_000);
  afterAll(() => world?.close());

  const shown = async (visitor: ConsoleVisitor, path: string, language: string) => {
    await visitor.speak(language);
    const answer = await visitor.get(`/console${path}`);
    expect([path, answer.status, answer.status === 500 ? answer.text : '']).toEqual([path, 200, '']);
    return answer.text;
  };

  it.each(['zh-CN', 'en'])('are there for evaluator, centre and worker in %s', async (language) => {
    expect(await shown(evaluator, '', language)).toContain('/console/evaluations');
    expect(await shown(evaluator, '/evaluations?state=open', language)).toContain(
      `/console/evaluations/${evaluationId}`,
    );
    const evidence = await shown(evaluator, `/evaluations/${evaluationId}`, language);
    for (const secret of [...MEMBERS.map(({ name }) => name), '13912345678', '秀珍'])
      expect(evidence).not.toContain(secret);
    expect(evidence).toContain('60.0');
    expect(evidence).toContain('S01');
    expect(await shown(centre, '/evaluation-samples', language)).toContain(world.evaluator.accountId);
    expect(await shown(centre, `/evaluation-samples/${sampleId}`, language)).toContain('pages');
    await shown(worker, '/evaluation-replies', language);
    await shown(worker, `/evaluation-replies/${evaluationId}`, language);
    const due = await shown(worker, '/follow-ups?state=due&mine=true', language);
    const [, path] = /href="\/console(\/follow-ups\/[0-9a-f-]{36})"/.exec(due) ?? [];
    expect(await shown(worker, path ?? '', language)).toContain('name="finding"');
  });

  it('keep the typed words and say what is missing when an objection has no reason', async () => {
    const path = `/console/evaluations/${evaluationId}`;
    const post = (fields: Record<string, string | string[]>) => evaluator.submit(path, path, fields);
    const refused = await post({ decision: 'send-back', finding: 'typed words stay' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('typed words stay');
    const done = await post({ decision: 'send-back', reasons: 'end-missing', finding: 'no end' });
    expect(done.status).toBe(303);
    expect((await worker.get('/console/evaluation-replies')).text).toContain(evaluationId);
    const replies = `/console/evaluation-replies/${evaluationId}`;
    expect((await worker.submit(replies, replies, { reply: 'done again' })).status).toBe(303);
    expect((await post({ decision: 'agree' })).status).toBe(303);
  });

  it('draw by form', async () => {
    const input = {
      evaluatorId: world.evaluator.accountId,
      from: '2026-11-01',
      to: '2026-11-30',
      sharePercent: '10',
      minimum: '30',
      seed: '',
    };
    const answer = await centre.submit('/console/evaluation-samples', '/console/evaluation-samples', input);
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toMatch(/^\/console\/evaluation-samples\//);
  });
});
