import { PERMISSIONS, type Role } from '../../../src/trust/access';
import type { ApiClient } from '../../support/app';
import { loginAs } from '../../support/district';
import { openHousehold } from '../referral/matched-household';
import { childAnswers } from './child-answers';
import { assess, openPeopleWorld, type PeopleWorld, triageAnswers } from './assessed-household';

const ADULT = { name: '陈大山', relation: 'head', birthDate: '1985-01-01' };
const CHILD = { name: '陈小溪', relation: 'child', birthDate: '2016-05-01', inEducation: true };
const HOUR = 3_600_000;
type Row = Record<string, never> & { id: string; version: number; state: string; dueAt: string };

/** What red flags open at once (domain D, B30, B31, S16). */
describe('safeguards', () => {
  let world: PeopleWorld;
  const ok = <T = Row>(answer: { status: number; text: string; body: unknown }): T => {
    if (answer.status >= 300) throw new Error(`${answer.status}: ${answer.text}`);
    return answer.body as T;
  };
  const itemsOf = (answer: { status: number; text: string; body: unknown }) => ok<{ items: Row[] }>(answer).items;

  beforeAll(async () => {
    world = await openPeopleWorld();
  });
  afterAll(() => world.close());
  afterEach(() => world.app.clock.reset());

  async function family(): Promise<{ household: string; child: string }> {
    const { id: household } = await openHousehold(world, [ADULT, CHILD]);
    const [row] = await world.rows<{ id: string }>(
      'select id from household_members where household_id = $1 and name = $2',
      [household, CHILD.name],
    );
    await assess(world.api.station, household, 'S16', triageAnswers());
    return { household, child: row!.id };
  }

  /** Fills in a scale that is watched, and hands it in. */
  async function observe(
    api: ApiClient,
    household: string,
    instrument: string,
    answers: Record<string, number>,
    memberId?: string,
    mode = 'observed',
  ): Promise<Row> {
    const { id } = ok(await api.post(`households/${household}/assessments`, { instrument, mode, memberId }));
    ok(await api.patch(`assessments/${id}`, { answers }, 1));
    return ok(await api.post(`assessments/${id}/complete`));
  }

  async function flagged() {
    const { household, child } = await family();
    const done = await observe(world.api.station, household, 'S09', childAnswers({ hurt: 1 }), child);
    const [report] = itemsOf(await world.api.station.get(`mandatory-reports?assessmentId=${done.id}`));
    const tasks = itemsOf(await world.api.station.get(`flag-tasks?assessmentId=${done.id}`));
    return { household, child, assessment: done.id, report: report!, tasks };
  }

  const move = (api: ApiClient, path: string, version: number, body: object) =>
    api.post(path, body).set('if-match', `"${String(version)}"`);
  const later = async (hours: number) => {
    world.app.clock.set(new Date(Date.now() + hours * HOUR));
    await world.app.drain();
  };
  const eventsOf = async (id: string) =>
    (
      await world.rows<{ type: string; data: object }>(
        'select type, data from outbox_events where aggregate_id = $1 order by occurred_at, id',
        [id],
      )
    ).map(({ type, data }) => ({ type, ...data }));

  it('a red flag of S09 opens the report within 2 hours, the triage within one, and clocks, in the same moment', async () => {
    const { child, report, tasks, assessment, household } = await flagged();
    expect(report).toMatchObject({ state: 'open', memberId: child, flags: ['child-hurt'], overdue: false });
    const hours = (row: Row) => (Date.parse(row.dueAt) - Date.now()) / HOUR;
    expect(hours(report)).toBeCloseTo(2, 1);
    expect(tasks).toMatchObject([{ kind: 'emergency-triage', flag: 'child-hurt', state: 'open', restricted: true }]);
    expect(hours(tasks[0]!)).toBeCloseTo(1, 1);
    const result = ok<Record<string, unknown>>(await world.api.station.get(`assessments/${assessment}`));
    expect(result).toMatchObject({ severity: 3, flags: ['child-hurt'], contactBy: expect.any(String) });
    expect(await eventsOf(report.id)).toEqual([{ type: 'mandatory-report.opened' }]);
    // News name neither flag nor level: not everybody who hears them is on the team.
    expect(await eventsOf(assessment)).toEqual([
      { type: 'assessment.completed', instrument: 'S09', severity: null, triage: null, flags: [], route: null },
    ]);
    const needs = await world.rows<{ code: string; restricted: boolean }>(
      'select code, restricted from needs where household_id = $1',
      [household],
    );
    expect(needs.length).toBeGreaterThan(2);
    expect(needs.filter(({ restricted }) => !restricted)).toEqual([]);
  });

  it('an answer that was changed back before handing in opens nothing', async () => {
    const { household, child } = await family();
    const { station } = world.api;
    const { id } = ok(
      await station.post(`households/${household}/assessments`, {
        ...{ instrument: 'S09', mode: 'observed', memberId: child },
      }),
    );
    ok(await station.patch(`assessments/${id}`, { answers: childAnswers({ hurt: 1 }) }, 1));
    ok(await station.patch(`assessments/${id}`, { answers: childAnswers() }, 2));
    ok(await station.post(`assessments/${id}/complete`));
    for (const list of ['mandatory-reports', 'flag-tasks'])
      expect(itemsOf(await station.get(`${list}?assessmentId=${id}`))).toEqual([]);
    const again = await station.patch(`assessments/${id}`, { answers: childAnswers() }, 4);
    expect([again.status, again.body.code]).toEqual([409, 'assessment-completed']);
  });

  it('a later result without the flag leaves the report open', async () => {
    const { household, child, report } = await flagged();
    await observe(world.api.station, household, 'S09', childAnswers(), child);
    expect(ok(await world.api.station.get(`mandatory-reports/${report.id}`)).state).toBe('open');
  });

  it('is reported to whom, when and under which number; once', async () => {
    const { report, household } = await flagged();
    const { window, station } = world.api;
    const path = `mandatory-reports/${report.id}/report`;
    const nobody = await move(window, path, 1, { authority: 'other' });
    expect([nobody.status, nobody.body.errors[0].code]).toEqual([422, 'mandatory-report-whom']);
    const future = { authority: 'police', at: '2099-01-01T00:00:00Z' };
    expect((await move(window, path, 1, future)).body.errors[0].code).toBe('date-in-future');
    expect((await move(window, path, 9, { authority: 'police' })).status).toBe(412);
    expect((await window.post(path, { authority: 'police' })).status).toBe(428);
    const told = { authority: 'police', reference: '110-20261130-7', words: '派出所已出警' };
    const reported = ok<Record<string, unknown>>(await move(window, path, 1, told));
    expect(reported).toMatchObject({ state: 'reported', ...told, reportedByName: world.logins.window.username });
    expect((await move(station, path, 2, told)).body.code).toBe('move-not-allowed');
    const [row] = await world.rows<{ told: Buffer }>(
      'select told_ciphertext as told from mandatory_reports where id = $1',
      [report.id],
    );
    expect(row!.told.toString('utf8')).not.toContain('110-2026');
    await later(3);
    expect((await eventsOf(report.id)).map(({ type }) => type)).toEqual([
      'mandatory-report.opened',
      'mandatory-report.reported',
    ]);
    const recorded = await world.rows<{ action: string }>(
      `select action from audit_events where household_id = $1 and action like 'mandatory-report.%' order by xid, id`,
      [household],
    );
    expect(recorded.map(({ action }) => action)).toEqual(['mandatory-report.opened', 'mandatory-report.reported']);
  });

  it('is taken back by a second person alone, with a reason that stays', async () => {
    const { report } = await flagged();
    const { station, window } = world.api;
    const path = `mandatory-reports/${report.id}/withdraw`;
    const reason = '医院证明是胎记，并非外伤';
    const own = await move(station, path, 1, { reason });
    expect([own.status, own.body.code]).toEqual([409, 'mandatory-report-own-withdrawal']);
    expect((await move(window, path, 1, { reason: '短' })).status).toBe(422);
    expect(ok(await move(window, path, 1, { reason }))).toMatchObject({ state: 'withdrawn', reason });
    const moves = await world.rows<{ reason: string | null }>('select reason from moves where subject_id = $1', [
      report.id,
    ]);
    expect(moves).toEqual([{ reason: null }]);
  });

  it('that nobody makes in time is told upwards, and the centre sees it from then on', async () => {
    const { report, tasks } = await flagged();
    const { centre } = world.api;
    expect((await centre.get(`mandatory-reports/${report.id}`)).status).toBe(404);
    await later(2.1);
    expect((await eventsOf(report.id)).map(({ type }) => type)).toContain('mandatory-report.missed');
    expect((await eventsOf(tasks[0]!.id)).map(({ type }) => type)).toContain('flag-task.missed');
    expect(ok<Record<string, unknown>>(await centre.get(`mandatory-reports/${report.id}`))).toMatchObject({
      ...{ state: 'open', overdue: true, missedAt: expect.any(String) },
    });
    expect(itemsOf(await centre.get('mandatory-reports?overdue=true&limit=200')).map(({ id }) => id)).toContain(
      report.id,
    );
    const path = `mandatory-reports/${report.id}/report`;
    expect(ok(await move(centre, path, 2, { authority: 'civil-affairs' })).state).toBe('reported');
  });

  describe('the emergency triage that a flag asks for', () => {
    it('is one press away, and ends the task when it is handed in', async () => {
      const { assessment, child, tasks } = await flagged();
      const { station } = world.api;
      const [task] = tasks;
      const note = '已经当面看过孩子了';
      const said = await move(station, `flag-tasks/${task!.id}/done`, 1, { note });
      expect([said.status, said.body.code]).toEqual([409, 'flag-task-needs-triage']);
      const draft = await station.post(`assessments/${assessment}/triage`);
      expect([draft.status, draft.body]).toEqual([
        201,
        expect.objectContaining({ instrument: 'S16', memberId: child }),
      ]);
      expect((await station.post(`assessments/${assessment}/triage`)).body.id).toBe(draft.body.id);
      expect((await station.post(`assessments/${draft.body.id}/triage`)).body.code).toBe('assessment-not-completed');
      ok(await station.patch(`assessments/${draft.body.id}`, { answers: triageAnswers('violence') }, 1));
      ok(await station.post(`assessments/${draft.body.id}/complete`));
      expect(ok(await station.get(`flag-tasks/${task!.id}`)).state).toBe('done');
    });

    it('is not needed only for a stated reason', async () => {
      const { tasks } = await flagged();
      const [task] = tasks;
      const { window } = world.api;
      expect((await move(window, `flag-tasks/${task!.id}/waive`, 1, { reason: '否' })).status).toBe(422);
      const waived = ok(await move(window, `flag-tasks/${task!.id}/waive`, 1, { reason: '派出所和医院都已在场' }));
      expect(waived).toMatchObject({ state: 'waived', note: '派出所和医院都已在场' });
    });

    it('counts also when somebody makes it who does not see the task', async () => {
      const { household, tasks } = await flagged();
      await assess(world.api.centre, household, 'S16', triageAnswers());
      const stateOf = async () => ok(await world.api.station.get(`flag-tasks/${tasks[0]!.id}`)).state;
      expect(await stateOf()).toBe('open');
      await later(1.1);
      expect(await stateOf()).toBe('done');
    });
  });

  it('tells the education desk of a child that left school, and runs the hours of flags without a level of triage', async () => {
    const { household, child } = await family();
    const { station, centre } = world.api;
    const fine = {
      attendance: 0,
      learning: 0,
      cost: 0,
      'study-place': 3,
      device: 3,
      special: 0,
      'parent-help': 3,
      outlook: 0,
    };
    const left = await observe(station, household, 'S15', { ...fine, 'dropped-out': 1 }, child);
    const [desk] = itemsOf(await station.get(`flag-tasks?assessmentId=${left.id}`));
    expect(desk).toMatchObject({ kind: 'education-desk', flag: 'dropped-out-of-school', restricted: false });
    expect(await eventsOf(desk!.id)).toEqual([{ type: 'flag-task.opened', kind: 'education-desk' }]);
    const note = '已电话告知区教育局，下周一入户';
    expect(ok(await move(centre, `flag-tasks/${desk!.id}/done`, 1, { note }))).toMatchObject({ state: 'done', note });

    const items = ok<{ items: Array<{ id: string }> }>(await station.get('instruments/S12')).items;
    const safe = Object.fromEntries(items.map(({ id }) => [id, 0]));
    const scale = await observe(station, household, 'S12', { ...safe, gas: 2 });
    const [clock] = itemsOf(await station.get(`flag-tasks?kind=clock&assessmentId=${scale.id}`));
    expect(clock).toMatchObject({ kind: 'clock', flag: 'gas-danger' });
    expect((Date.parse(clock!.dueAt) - Date.now()) / HOUR).toBeCloseTo(24, 1);
  });

  /** What each role may do in each state, by somebody of the team where the role works on households. */
  it('follow their life cycles for every role in every state', async () => {
    const roles: Role[] = ['window-worker', 'station-worker', 'centre-worker', 'officer', 'supervisor', 'evaluator'];
    const told = { authority: 'police' };
    const reason = '核实后没有要报告的情况';
    const found: Record<string, string> = {};
    for (const role of roles) {
      for (const state of ['open', 'reported', 'withdrawn']) {
        for (const act of ['report', 'withdraw']) {
          const { report, household } = await flagged();
          const { id } = report;
          if (state === 'reported') ok(await move(world.api.window, `mandatory-reports/${id}/report`, 1, told));
          if (state === 'withdrawn')
            ok(await move(world.api.window, `mandatory-reports/${id}/withdraw`, 1, { reason }));
          const who = await member(role, household);
          const body = act === 'report' ? told : { reason };
          const answer = await move(who, `mandatory-reports/${id}/${act}`, state === 'open' ? 1 : 2, body);
          found[`${role} ${state} ${act}`] = `${answer.status} ${(answer.body as { code?: string }).code ?? ''}`.trim();
        }
      }
    }
    const expected = Object.fromEntries(
      Object.keys(found).map((key) => {
        const [role, state] = key.split(' ') as [Role, string, string];
        const workers: readonly Role[] = PERMISSIONS['assessments:write'];
        if (!workers.includes(role)) return [key, '403 forbidden'];
        return [key, state === 'open' ? '200' : '409 move-not-allowed'];
      }),
    );
    expect(found).toEqual(expected);
  }, 120_000);

  const known = new Map<Role, { client: ApiClient; accountId: string }>();
  /** Somebody of this role, on the team of the household where the role can be. */
  async function member(role: Role, household: string): Promise<ApiClient> {
    if (!known.has(role)) {
      const { logins, app } = world;
      const unitId = role === 'window-worker' ? logins.window.actor.unitId : undefined;
      const login = await loginAs(app, role, unitId ? { unitId } : {});
      known.set(role, { client: app.api(login.token), accountId: login.accountId });
    }
    const { client, accountId } = known.get(role)!;
    if (role.endsWith('-worker'))
      ok(await world.api.window.post(`households/${household}/protected-team`, { accountId, reason: '一起核实' }));
    return client;
  }
});
