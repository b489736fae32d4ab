import type { ApiClient } from '../../support/app';
import { loginAs } from '../../support/district';
import { ANSWERER, assess, openPeopleWorld, type PeopleWorld, triageAnswers } from './assessed-household';

const ADULT = { name: '王强', relation: 'head', birthDate: '1985-01-01' };
const OLD = { name: '王桂芳', relation: 'parent', birthDate: '1949-03-02' };
const GROWN = { name: '王小明', relation: 'child', birthDate: '2011-05-01' };
const HELP = { eat: 0, dress: 0, bed: 0, toilet: 0, walk: 2, bath: 2, groom: 0, continence: 0 };

/** Who may be asked what by whom (R18, R98): when a scale is begun, and again when it is handed in. */
describe('starting rules of scales', () => {
  let world: PeopleWorld;
  let family: string;
  let people: Record<'adult' | 'old' | 'teen', string>;
  const start = (api: ApiClient, body: object, household = family) =>
    api.post(`households/${household}/assessments`, body);
  const fieldsOf = (answer: { body: { errors?: Array<{ field: string; code: string }> } }) =>
    (answer.body.errors ?? []).map(({ field, code }) => `${field} ${code}`);

  beforeAll(async () => {
    world = await openPeopleWorld();
    const { id } = await world.household([ADULT, OLD, GROWN]);
    family = id;
    const rows = await world.rows<{ id: string; name: string }>(
      'select id, name from household_members where household_id = $1',
      [id],
    );
    const of = (name: string) => rows.find((row) => row.name === name)!.id;
    people = { adult: of('王强'), old: of('王桂芳'), teen: of('王小明') };
    await assess(world.api.station, family, 'S16', triageAnswers());
  });
  afterAll(() => world.close());

  describe('a trained assessor', () => {
    it('is told by the centre, not by oneself; whoever is not is refused by name, and may go on once it is recorded', async () => {
      const { app, api, logins } = world;
      const newcomer = await loginAs(app, 'station-worker', { unitId: logins.station.actor.unitId! });
      const client = app.api(newcomer.token);
      const s04 = { instrument: 'S04', mode: 'self', memberId: people.adult };
      const refused = await start(client, s04);
      expect([refused.status, refused.body.code]).toEqual([409, 'assessment-not-trained']);
      expect(refused.text).toContain('S04');
      expect(refused.text).toMatch(/中心|centre/);
      expect((await start(client, { ...s04, instrument: 'S02' })).status).toBe(201);
      const training = { accountId: newcomer.accountId, instrument: 'S04', trainedOn: app.clock.today() };
      expect((await api.station.post('assessor-trainings', training)).status).toBe(403);
      const own = await api.centre.post('assessor-trainings', { ...training, accountId: logins.centre.accountId });
      expect([own.status, own.body.code]).toEqual([403, 'training-own']);
      const wrong = async (body: object) => {
        const answer = await api.centre.post('assessor-trainings', { ...training, ...body });
        return [answer.status, ...fieldsOf(answer)];
      };
      expect(await wrong({ instrument: 'S01' })).toEqual([422, 'instrument training-not-asked']);
      expect(await wrong({ accountId: logins.dispatcher.accountId })).toEqual([
        422,
        'accountId training-worker-needed',
      ]);
      expect(await wrong({ trainedOn: '2099-01-01' })).toEqual([422, 'trainedOn date-in-future']);
      expect(await wrong({ validUntil: '2020-01-01' })).toEqual([422, 'validUntil training-over']);
      const recorded = await api.centre.post('assessor-trainings', training);
      expect([recorded.status, recorded.body.standing]).toEqual([201, true]);
      const again = await api.centre.post('assessor-trainings', training);
      expect([again.status, again.body.code]).toEqual([409, 'training-stands']);
      const draft = await start(client, s04);
      expect(draft.status).toBe(201);
      const list = await api.window.get(`assessor-trainings?accountId=${newcomer.accountId}`);
      expect(list.body.items).toMatchObject([{ instrument: 'S04', standing: true, accountName: newcomer.username }]);

      const path = `assessor-trainings/${recorded.body.id}/end`;
      const end = (version: number) =>
        api.centre.post(path, { reason: '证书已过期' }).set('if-match', `"${String(version)}"`);
      expect((await end(7)).status).toBe(412);
      expect((await end(1)).body).toMatchObject({ standing: false, endReason: '证书已过期' });
      expect((await end(2)).body.code).toBe('training-ended');
      // The training has ended meanwhile: the draft stays, with what was answered.
      const answers = { mood: 1, interest: 1 };
      const saved = await client.patch(`assessments/${draft.body.id}`, { answers }, 1);
      expect(saved.status).toBe(200);
      const late = await client.post(`assessments/${draft.body.id}/complete`);
      expect([late.status, late.body.code]).toEqual([409, 'assessment-not-trained']);
      expect((await client.get(`assessments/${draft.body.id}`)).body).toMatchObject({ state: 'draft', answers });
    });

    it('counts until the last day', async () => {
      const { app, api, logins } = world;
      const newcomer = await loginAs(app, 'window-worker', { unitId: logins.window.actor.unitId! });
      const today = app.clock.today();
      const training = { accountId: newcomer.accountId, instrument: 'S05', trainedOn: today, validUntil: today };
      expect((await api.officer.post('assessor-trainings', training)).status).toBe(201);
      const s05 = { instrument: 'S05', mode: 'self', memberId: people.adult };
      const client = app.api(newcomer.token);
      expect((await start(client, s05)).status).toBe(201);
      app.clock.set(new Date(Date.now() + 30 * 3_600_000));
      expect((await start(client, s05)).body.code).toBe('assessment-not-trained');
      app.clock.reset();
      expect((await start(client, s05)).status).toBe(201);
    });
  });

  it('holds ages: no scale of adults for a child and none of children for adults, with those that fit', async () => {
    const { api } = world;
    const young = await start(api.station, { instrument: 'S04', mode: 'self', memberId: people.teen });
    expect([young.status, ...fieldsOf(young)]).toEqual([422, 'memberId assessment-too-young']);
    expect(young.text).toMatch(/18/);
    expect(young.text).toMatch(/15/);
    expect(young.text).toMatch(/S05/);
    const old = await start(api.station, { instrument: 'S09', mode: 'observed', memberId: people.adult });
    expect([old.status, ...fieldsOf(old)]).toEqual([422, 'memberId assessment-too-old']);
    expect(old.text).toContain('S04');
    expect(old.text).not.toMatch(/S15/);
  });

  it('lets a birth date that is not on file pass, and says so on the result', async () => {
    const { id, memberIds } = await world.household([{ name: '赵无期', relation: 'head' }]);
    await assess(world.api.station, id, 'S16', triageAnswers());
    const { body } = await assess(world.api.station, id, 'S01', HELP, memberIds[0]);
    const steps = (body as unknown as { result: { steps: Array<{ rule: string }> } }).result.steps;
    expect(steps.map(({ rule }) => rule)).toContain('age-unknown');
  });

  describe('who answers for somebody else', () => {
    const s01 = (memberId: string, answeredBy?: object) =>
      start(world.api.station, { instrument: 'S01', mode: 'proxy', memberId, answeredBy });

    it('is named with relation and reason where nobody holds a mandate, and stands on the result', async () => {
      expect(fieldsOf(await s01(people.old))).toEqual(['answeredBy.name assessment-answerer-needed']);
      expect(fieldsOf(await s01(people.old, { name: '李嫂' }))).toEqual([
        'answeredBy.relation assessment-answerer-relation',
        'answeredBy.reason assessment-answerer-reason',
      ]);
      expect(fieldsOf(await s01(people.old, { memberId: people.old }))).toEqual([
        'answeredBy.memberId assessment-answerer-unknown',
      ]);
      const started = await s01(people.old, ANSWERER);
      expect(started.body.answeredBy).toEqual({ ...ANSWERER, basis: 'stated' });
      const [row] = await world.rows<{ sealed: Buffer }>(
        'select answered_by_ciphertext as sealed from assessments where id = $1',
        [started.body.id],
      );
      expect(row!.sealed.toString('utf8')).not.toContain(ANSWERER.name);
    });

    it('is the guardian on file or who holds a mandate; for a child nobody else', async () => {
      const { api, rows } = world;
      const child = { name: '王小小', relation: 'child', birthDate: '2016-05-01' };
      const { id: memberId } = (await api.window.post(`households/${family}/members`, child)).body as { id: string };
      const s10 = (answeredBy?: object) =>
        start(api.station, { instrument: 'S10', mode: 'proxy', memberId, answeredBy });
      expect(fieldsOf(await s10(ANSWERER))).toEqual(['answeredBy.name assessment-guardian-needed']);
      const mandate = {
        ...{ scope: 'assessment', receiverKind: 'department', receiverName: '民政部门', items: ['health'] },
        ...{ decision: 'given', aboutMemberId: memberId, mode: 'guardian', givenByName: '王奶奶' },
        ...{ proofKind: 'household-register', proof: '户口簿第5页' },
      };
      const given = await api.window.post(`households/${family}/consents`, mandate);
      expect([given.status, given.text]).toEqual([201, expect.anything()]);
      expect((await s10({ name: '王奶奶', relation: 'family' })).body.answeredBy).toMatchObject({ basis: 'mandate' });
      await rows('update household_members set guardian_member_id = $2 where id = $1', [memberId, people.adult]);
      expect((await s10()).body.answeredBy).toMatchObject({ name: '王强', relation: 'guardian', basis: 'guardian' });
      // Whoever must not be told speaks for nobody, guardian or not (B30, B31).
      const bar = { barred: true, reason: '据邻居反映有家庭暴力' };
      expect(
        (await api.window.post(`households/${family}/members/${people.adult}/guardian-bar`, bar)).status,
      ).toBeLessThan(300);
      expect(fieldsOf(await s10())).toEqual(['answeredBy.memberId assessment-answerer-barred']);
      expect(fieldsOf(await s01(people.old, { ...ANSWERER, name: '王强' }))).toEqual([
        'answeredBy.name assessment-answerer-barred',
      ]);
    });
  });

  describe('a draft', () => {
    const drafted = async (household = family, memberId = people.old) => {
      const started = await start(
        world.api.station,
        { instrument: 'S01', mode: 'proxy', memberId, answeredBy: ANSWERER },
        household,
      );
      const { id } = started.body as { id: string };
      expect((await world.api.station.patch(`assessments/${id}`, { answers: HELP }, 1)).status).toBe(200);
      return id;
    };

    it('whose scale has changed is begun anew by one call, with the answers that are still asked for', async () => {
      const { station, window } = world.api;
      const id = await drafted();
      expect((await station.post(`assessments/${id}/restart`)).body.code).toBe('assessment-not-outdated');
      await world.rows(`update assessments set instrument_version = '0.9' where id = $1`, [id]);
      const refused = await station.post(`assessments/${id}/complete`);
      expect([refused.status, refused.body.code]).toEqual([409, 'instrument-changed']);
      // What is typed meanwhile is kept, also to questions that are asked no more.
      expect((await station.patch(`assessments/${id}`, { answers: { eat: 3, 'old-question': 1 } }, 2)).status).toBe(
        200,
      );
      expect((await window.post(`assessments/${id}/restart`)).status).toBe(403);
      const next = await station.post(`assessments/${id}/restart`);
      expect(next.status).toBe(201);
      expect(next.body).toMatchObject({
        ...{ state: 'draft', answers: { ...HELP, eat: 3 }, answeredBy: { name: ANSWERER.name } },
      });
      expect((await station.post(`assessments/${id}/restart`)).body.id).toBe(next.body.id);
      const old = (await station.get(`assessments/${id}`)).body;
      expect(old).toMatchObject({ state: 'draft', restartedAs: next.body.id });
      expect(old.answers).toEqual({ ...HELP, eat: 3, 'old-question': 1 });
      expect((await station.post(`assessments/${next.body.id}/complete`)).body.state).toBe('completed');
    });

    it('whose scale is no longer in use stays readable', async () => {
      const { station } = world.api;
      const id = await drafted();
      await world.rows(`update assessments set instrument = 'S77' where id = $1`, [id]);
      for (const act of ['complete', 'restart'])
        expect((await station.post(`assessments/${id}/${act}`)).body.code).toBe('instrument-retired');
      expect((await station.get(`assessments/${id}`)).body.answers).toEqual(HELP);
    });

    it('of somebody who has died, or of a closed file, is not handed in and stays readable', async () => {
      const { station, window } = world.api;
      const { id: household, memberIds } = await world.household([ADULT, OLD]);
      await assess(station, household, 'S16', triageAnswers());
      const [dead] = await world.rows<{ id: string }>(
        `select id from household_members where household_id = $1 and name = '王桂芳'`,
        [household],
      );
      const id = await drafted(household, dead!.id);
      expect(memberIds).toHaveLength(2);
      const left = await window.post(`members/${dead!.id}/leave`, { reason: 'died' });
      expect([left.status, left.text]).toEqual([expect.any(Number), expect.anything()]);
      expect(left.status).toBeLessThan(300);
      const refused = await station.post(`assessments/${id}/complete`);
      expect([refused.status, refused.body.code]).toEqual([409, 'assessment-member-died']);
      expect((await station.get(`assessments/${id}`)).body).toMatchObject({ state: 'draft', answers: HELP });
      await world.rows(`update households set state = 'merged' where id = $1`, [household]);
      const closed = await station.post(`assessments/${id}/complete`);
      expect([closed.status, closed.body.code]).toEqual([409, 'assessment-file-closed']);
      expect((await station.get(`assessments/${id}`)).status).toBe(200);
    });
  });
});
