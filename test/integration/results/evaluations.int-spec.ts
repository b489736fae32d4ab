import { Households } from '../../../src/people/households';
import type { EvaluationView } from '../../../src/results/evaluations';
import { ConsoleVisitor } from '../../support/console';
import { type Login, loginAs } from '../../support/district';
import { type FinishedWorld, MEMBERS, openFinishedWorld, SECRET_NOTE } from './finished-world';

interface Line {
  id: string;
  pseudonym: string;
  state: string;
  referralId: string | null;
  householdId: string | null;
}
interface Drawn {
  id: string;
  seed: string;
  population: number;
  excluded: number;
  evaluations: Line[];
}

describe('independent evaluation', () => {
  let world: FinishedWorld;
  const referrals: string[] = [];
  const draw = async (body: object) => {
    const input = { evaluatorId: world.evaluator.accountId, from: '2026-11-01', to: '2026-11-30', ...body };
    return world.api.centre.post('evaluation-samples', input);
  };

  /** A goal and a scale of a restricted need, with whoever draws on its team: not a word of them is evidence (R46). */
  async function withRestrictedParts(referral: string): Promise<void> {
    const [row] = await world.rows<{ plan_id: string; household_id: string }>(
      'select plan_id, household_id from referrals where id = $1',
      [referral],
    );
    const copy = (table: string, values: string, where: string) => `insert into ${table}
      select (jsonb_populate_record(t, jsonb_build_object('id', uuidv7(), ${values}))).* from ${table} t where ${where} = $1`;
    await world.rows(copy('plan_items', `'code', 'LE-04', 'need_id', null, 'goal', '安全', 'position', 2`, 'plan_id'), [
      row!.plan_id,
    ]);
    await world.rows(copy('assessments', `'restricted', true, 'instrument', 'S16'`, 'household_id'), [
      row!.household_id,
    ]);
    await world.rows(
      `insert into access_grants (id, household_id, district_code, account_id, ground, source_id, valid_from)
        select uuidv7(), id, district_code, $2, 'protected-team', id, '2020-01-01' from households where id = $1`,
      [row!.household_id, world.logins.centre.accountId],
    );
  }

  beforeAll(async () => {
    world = await openFinishedWorld();
    for (let count = 0; count < 5; count += 1) referrals.push((await world.finished(world.logins.window.accountId)).id);
    for (const referral of referrals) await withRestrictedParts(referral);
    await world.finished(world.evaluator.accountId);
    await world.finished(world.logins.window.accountId, { closedAt: '2026-12-01T02:00:00Z' });
  }, 60_000);
  afterAll(() => world?.close());

  it('draws the same sample for the same seed, of this period only, never what the evaluator worked on', async () => {
    const first = await draw({ seed: 'autumn', minimum: 3 });
    expect(first.status).toBe(201);
    const { seed, population, excluded, evaluations } = first.body as Drawn;
    expect({ seed, population, excluded, drawn: evaluations.length }).toEqual({
      seed: 'autumn',
      population: 5,
      excluded: 1,
      drawn: 3,
    });
    const second = (await draw({ seed: 'autumn', minimum: 3 })).body as Drawn;
    const drawn = evaluations.map(({ referralId }) => referralId);
    expect(second.evaluations.map(({ referralId }) => referralId)).toEqual(drawn);
    expect(drawn.every((id) => referrals.includes(id ?? ''))).toBe(true);
    expect(second.evaluations.map(({ pseudonym }) => pseudonym)).not.toEqual(
      evaluations.map(({ pseudonym }) => pseudonym),
    );
  });

  it('makes and prints a seed when none is given; all are taken when there are fewer than thirty', async () => {
    const { seed, evaluations } = (await draw({})).body as Drawn;
    expect(seed).toMatch(/^[0-9a-f]{12}$/);
    expect(evaluations).toHaveLength(5);
  });

  it('refuses a period turned round, an empty one and somebody who is no evaluator', async () => {
    const codes = async (body: object) => {
      const answer = await draw(body);
      return [answer.status, (answer.body as { errors: Array<{ code: string }> }).errors.map(({ code }) => code)];
    };
    expect(await codes({ from: '2026-11-30', to: '2026-11-01' })).toEqual([422, ['evaluation-period-reversed']]);
    expect(await codes({ from: '2025-01-01', to: '2025-01-31' })).toEqual([422, ['evaluation-nothing-finished']]);
    expect(await codes({ evaluatorId: world.logins.window.accountId })).toEqual([422, ['evaluator-unknown']]);
    expect((await world.evaluatorApi.post('evaluation-samples', {})).status).toBe(403);
  });

  it('shows the evaluator pseudonymous evidence only', async () => {
    const list = (await world.evaluatorApi.get('evaluations?limit=200')).body as { items: Line[] };
    expect(list.items.length).toBeGreaterThan(0);
    for (const { id } of list.items) {
      const { status, text } = await world.evaluatorApi.get(`evaluations/${id}`);
      expect(status).toBe(200);
      for (const { name, phone } of MEMBERS) {
        for (const secret of [name, name.slice(2), phone, '1101051943']) if (secret) expect(text).not.toContain(secret);
      }
      expect(text).not.toContain(SECRET_NOTE);
      // Ids may hold eleven digits in a row by chance.
      expect(text.replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '')).not.toMatch(/\d{11}|[HR]-2026-/);
    }
    const one = (await world.evaluatorApi.get(`evaluations/${list.items[0]!.id}`)).body as Record<string, unknown>;
    expect(one).toMatchObject({
      referralId: null,
      householdId: null,
      state: 'open',
      moves: ['agree', 'disagree', 'send-back'],
    });
    expect(one.goalAttainment).toBe(60);
    const looks = await world.rows<{ purpose: string }>(
      "select purpose from audit_events where action = 'evaluation.evidence-read' and actor_id = $1",
      [world.evaluator.accountId],
    );
    expect(looks.length).toBeGreaterThan(0);
    for (const { purpose } of looks) expect(purpose).toMatch(/^sample: /);
    expect(one.evidence).toMatchObject({
      needCode: 'CA-01',
      outcome: 'helped',
      household: { size: 2, ageBand: '80–89' },
      deliveries: [{ on: '2026-09-10', units: 2, noted: true }],
      scales: [{ instrument: 'S01', version: '1.0', gain: 1, baseline: { score: 12 }, end: { score: 5 } }],
      timers: { answeredInTime: true, daysToStart: 3 },
      goals: [{ weight: 2, expected: 2, attained: 1, x: 1 }],
    });
  });

  it('shows of the evidence what the table of fields gives each role (C3), and says what it does not', async () => {
    const [{ id } = { id: '' }] = ((await world.evaluatorApi.get('evaluations')).body as { items: Line[] }).items;
    const shown = async (login: Login) => {
      const { status, body } = await world.app.api(login.token).get(`evaluations/${id}`);
      expect(status).toBe(200);
      const { evidence, withheld } = body as Pick<EvaluationView, 'evidence' | 'withheld'>;
      const { scales, goals, household } = evidence;
      return [scales.length, goals[0]?.goal === null, household.disabled, ...withheld];
    };
    const [supervisor, officer] = [await loginAs(world.app, 'supervisor'), await loginAs(world.app, 'officer')];
    expect(await shown(world.evaluator)).toEqual([1, false, false]);
    expect(await shown(world.logins.centre)).toEqual([1, false, false]);
    expect(await shown(officer)).toEqual([0, true, false, 'answers', 'plan']);
    expect(await shown(supervisor)).toEqual([0, true, null, 'health', 'answers', 'plan']);
    const visitor = await new ConsoleVisitor(world.app).signIn(officer.username);
    const page = await visitor.get(`/console/evaluations/${id}?lang=en`);
    expect(page.text).toContain('Not shown to your role');
    expect(page.text).not.toContain('S01');
  });

  it('opens nothing else to the evaluator: not the file, not in the database, not another evaluator’s cases', async () => {
    const [{ id: householdId } = { id: '' }] = await world.rows<{ id: string }>('select id from households limit 1');
    const opening = world.app.as(world.evaluator.actor, () => world.app.get(Households).unrecorded(householdId));
    await expect(opening).rejects.toMatchObject({ status: 404, code: 'household-not-found' });
    expect((await world.evaluatorApi.get(`households/${householdId}`)).status).toBe(403);
    const [mine] = ((await world.evaluatorApi.get('evaluations')).body as { items: Line[] }).items;
    const other = await loginAs(world.app, 'evaluator');
    const otherApi = world.app.api(other.token);
    expect((await otherApi.get(`evaluations/${mine!.id}`)).status).toBe(404);
    expect((await otherApi.post(`evaluations/${mine!.id}/agree`)).status).toBe(404);
    expect(((await otherApi.get('evaluations')).body as { items: Line[] }).items).toEqual([]);
    expect(((await otherApi.get('evaluation-samples')).body as { items: Drawn[] }).items).toEqual([]);
  });

  it('goes back and forth once, then the evaluator decides; the record keeps who read and what was decided', async () => {
    const { evaluations } = (await draw({ seed: 'two-sided', minimum: 2 })).body as Drawn;
    const [{ id, householdId }, second] = evaluations as [Line, Line];
    const objection = { reasons: ['end-missing'], finding: 'Only one result of the scale.' };
    expect((await world.evaluatorApi.post(`evaluations/${id}/send-back`, { reasons: [], finding: 'x' })).status).toBe(
      422,
    );
    expect((await world.evaluatorApi.post(`evaluations/${id}/send-back`, objection)).body).toMatchObject({
      state: 'sent-back',
    });
    expect((await world.evaluatorApi.post(`evaluations/${id}/agree`)).body).toMatchObject({ code: 'move-not-allowed' });
    expect((await world.api.station.post(`evaluations/${id}/reply`, { reply: 'x' })).status).toBe(403);
    const reply = await world.api.window.post(`evaluations/${id}/reply`, { reply: '已给欧阳秀珍补做量表' });
    expect(reply.body).toMatchObject({ state: 'answered', reply: '已给[…]补做量表' });
    expect((await world.evaluatorApi.post(`evaluations/${id}/agree`)).body).toMatchObject({
      state: 'agreed',
      moves: [],
    });
    expect((await world.evaluatorApi.post(`evaluations/${second.id}/disagree`, objection)).body).toMatchObject({
      state: 'disagreed',
    });
    const actions = await world.rows<{ action: string }>(
      'select action from audit_events where subject_id = $1 order by id',
      [id],
    );
    expect(actions.map(({ action }) => action)).toEqual([
      'evaluation.decided',
      'evaluation.answered',
      'evaluation.decided',
    ]);
    const events = await world.rows<{ decision: string }>(
      "select data->>'decision' as decision from outbox_events where aggregate_id = $1 order by id",
      [id],
    );
    expect(events.map(({ decision }) => decision)).toEqual(['sent-back', 'answered', 'agreed']);
    const file = await world.api.centre.get(`households/${householdId ?? ''}/evaluations`);
    expect((file.body as { items: Line[] }).items.map((line) => line.state)).toContain('agreed');
    await world.evaluatorApi.get(`evaluations/${id}`);
    const [read] = await world.rows<{ count: string }>(
      "select count(*) from audit_events where subject_id = $1 and action = 'evaluation.evidence-read'",
      [id],
    );
    expect(Number(read!.count)).toBe(1);
  });
});
