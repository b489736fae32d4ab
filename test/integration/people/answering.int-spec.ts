import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Config } from '../../../src/platform/config';
import type { ApiClient } from '../../support/app';
import { ANSWERER, assess, openPeopleWorld, type PeopleWorld, triageAnswers } from './assessed-household';

const ALONE = { eat: 0, dress: 0, bed: 0, toilet: 0, walk: 0, bath: 0, groom: 0, continence: 0 };
const HELPED = { ...ALONE, eat: 3, dress: 2, bed: 3, toilet: 2, bath: 3 };
const CHILD = { name: '王小明', relation: 'head', birthDate: '2022-05-01' };
const BEFORE_SCHOOL = { guardian: 0, care: 1, safety: 0, emotion: 1, contact: 1, capacity: 0, surroundings: 1 };

interface Question {
  item: string;
  state: string;
  because: unknown;
  factMissing: boolean;
}

describe('how scales are answered (R18, R103)', () => {
  let world: PeopleWorld;
  beforeAll(async () => {
    world = await openPeopleWorld();
  });
  afterAll(() => world.close());

  const triaged = async (members?: object[]) => {
    const household = await world.household(members);
    await assess(world.api.window, household.id, 'S16', triageAnswers());
    return household;
  };
  const start = async (api: ApiClient, householdId: string, input: object) => {
    const started = await api.post(`households/${householdId}/assessments`, { mode: 'observed', ...input });
    expect(started.status).toBe(201);
    return `assessments/${started.body.id as string}`;
  };
  const stateOf = (questions: Question[], item: string) => questions.find((one) => one.item === item);

  it('tells of a scale what is skipped, computed, trained for and read aloud', async () => {
    const of = async (code: string) => (await world.api.window.get(`instruments/${code}`)).body;
    const health = await of('S03');
    expect(stateOf(health.items, 'control')).toBeUndefined();
    const control = health.items.find((one: { id: string }) => one.id === 'control');
    expect(control).toMatchObject({ askIf: { item: 'conditions', atLeast: 1 }, ages: null, computed: null });
    const child = await of('S09');
    expect(child).toMatchObject({ childWords: true, assessors: 'trained', training: { zh: expect.any(String) } });
    expect(child.items[3]).toMatchObject({ id: 'school', ages: { from: 6, to: 17 } });
    expect((await of('S13')).items[1].computed).toMatchObject({ measure: 'percent', bands: [30, 50, 70] });

    const folder = join(world.app.get(Config).dataDir, 'read-aloud', 'S02');
    mkdirSync(folder, { recursive: true });
    const [{ id: item, audio }] = (await of('S02')).items;
    expect(audio).toEqual([
      { language: 'zh-CN', file: `S02/${item}.zh-CN.mp3`, available: false },
      { language: 'en', file: `S02/${item}.en.mp3`, available: false },
    ]);
    writeFileSync(join(folder, `${item}.zh-CN.mp3`), 'ID3 sound');
    expect((await of('S02')).items[0].audio[0].available).toBe(true);
    const sound = await world.api.window.get(`instruments/S02/recordings/${item}/zh-CN`);
    expect([sound.status, sound.headers['content-type']]).toEqual([200, 'audio/mpeg']);
    for (const path of [`S02/recordings/${item}/en`, 'S02/recordings/..%2F..%2Fsecret/zh-CN']) {
      const none = await world.api.window.get(`instruments/${path}`);
      expect([none.status, none.body.code]).toEqual([404, 'recording-not-found']);
    }
  });

  it('decides itself what does not apply, and keeps no answer to it', async () => {
    const { id, memberIds } = await triaged([CHILD]);
    const child = await start(world.api.window, id, { instrument: 'S09', memberId: memberIds[0] });
    const before = (await world.api.window.get(child)).body;
    expect(stateOf(before.questions, 'school')).toMatchObject({ state: 'skipped', because: 'age' });
    const saved = await world.api.window.patch(child, { answers: { ...BEFORE_SCHOOL, school: 3 } }, 1);
    expect([saved.status, saved.body.answers]).toEqual([200, BEFORE_SCHOOL]);
    const grown = await triaged();
    const health = await start(world.api.window, grown.id, {
      ...{ instrument: 'S03', mode: 'self', memberId: grown.memberIds[0] },
    });
    const none = (await world.api.window.patch(health, { answers: { conditions: 0 } }, 1)).body.questions;
    expect(stateOf(none, 'control')).toMatchObject({ state: 'skipped', because: { item: 'conditions' } });
    const some = (await world.api.window.patch(health, { answers: { conditions: 2 } }, 2)).body.questions;
    expect(stateOf(some, 'control')).toMatchObject({ state: 'asked', because: null });
  });

  it('computes what the file says, over what was typed, and asks what the file lacks (S13)', async () => {
    const { id } = await triaged();
    const line = { period: 'month', amountFen: 100_000 };
    await world.api.window.post(`households/${id}/economy`, { ...line, kind: 'income', item: 'wage' });
    const poor = await start(world.api.station, id, { instrument: 'S13', mode: 'self' });
    expect(stateOf((await world.api.station.get(poor)).body.questions, 'rigid-share')).toMatchObject({
      state: 'asked',
      factMissing: true,
    });
    const spent = { ...line, kind: 'expenditure', item: 'medical', amountFen: 60_000 };
    await world.api.window.post(`households/${id}/economy`, spent);
    const felt = { 'month-end': 1, sudden: 1, 'cut-back': 0, strain: 0, arrears: 1, debt: 0 };
    const typed = { answers: { ...felt, 'rigid-share': 0 } };
    const saved = (await world.api.station.patch(poor, typed, 1)).body;
    expect(stateOf(saved.questions, 'rigid-share')).toMatchObject({ state: 'computed', value: 2, factMissing: false });
    const { body } = await world.api.station.post(`${poor}/complete`);
    expect(body.answers).toMatchObject({ ...felt, 'rigid-share': 2 });
    const steps = body.result.steps as Array<{ rule: string; inputs: object }>;
    expect(steps.find(({ rule }) => rule === 'rigid-share')?.inputs).toMatchObject({ percent: 60 });
    expect(steps.map(({ rule }) => rule)).toContain('computed');
  });

  it('records who was there and the time it took, and seals a child’s own words (S09)', async () => {
    const { id, memberIds } = await triaged([CHILD]);
    const child = await start(world.api.window, id, {
      ...{ instrument: 'S09', memberId: memberIds[0], present: ['person'] },
    });
    const words = '晚上我一个人在家，有点怕';
    const how = { present: ['person', 'guardian', 'person'], childWords: words, seconds: 42 };
    const saved = (await world.api.window.patch(child, { answers: BEFORE_SCHOOL, ...how }, 1)).body;
    expect(saved).toMatchObject({ present: ['person', 'guardian'], childWords: words, secondsActive: 42 });
    // Somebody went away for an hour: that is no time at the questions.
    const away = (await world.api.window.patch(child, { answers: BEFORE_SCHOOL, seconds: 3600 }, 2)).body;
    expect([away.secondsActive, away.childWords]).toEqual([342, words]);
    const [row] = await world.rows<{ sealed: Buffer; plain: string }>(
      'select child_words_ciphertext as sealed, row_to_json(a)::text as plain from assessments a where id = $1',
      [child.split('/')[1]],
    );
    expect([row!.sealed.length > 0, row!.plain.includes(words)]).toEqual([true, false]);
    await world.api.window.post(`${child}/complete`);
    expect((await world.api.station.get(child)).body.childWords).toBe(words);
    expect((await world.api.centre.get(child)).body).toMatchObject({ childWords: null, answers: null });
    const taken = await start(world.api.station, id, { instrument: 'S09', memberId: memberIds[0] });
    await world.api.station.patch(taken, { answers: {}, childWords: words }, 1);
    expect((await world.api.station.patch(taken, { answers: {}, childWords: '' }, 2)).body.childWords).toBeNull();
    const food = await start(world.api.window, id, { instrument: 'S11', mode: 'self' });
    const refused = await world.api.window.patch(food, { answers: {}, childWords: words }, 1);
    expect([refused.status, refused.body.errors[0].code]).toEqual([422, 'child-words-not-asked']);
  });

  it('takes a form from paper with the day of its answers, never one ahead', async () => {
    const { id } = await triaged();
    const food = await start(world.api.window, id, { instrument: 'S11', mode: 'self', paper: true });
    const answers = { worry: 1, quality: 0, amount: 0, skipped: 0, heat: 0, clothing: 0, hygiene: 0, utilities: 0 };
    await world.api.window.patch(food, { answers }, 1);
    const undated = await world.api.window.post(`${food}/complete`);
    expect([undated.status, undated.body.errors[0].code]).toEqual([422, 'answered-on-required']);
    const ahead = await world.api.window.patch(food, { answers, answeredOn: '2099-01-01' }, 2);
    expect([ahead.status, ahead.body.errors[0].code]).toEqual([422, 'day-ahead']);
    await world.api.window.patch(food, { answers, answeredOn: '2026-01-15' }, 2);
    const done = await world.api.window.post(`${food}/complete`);
    expect(done.body).toMatchObject({ state: 'completed', paper: true, answeredOn: '2026-01-15' });
  });

  describe('with two assessors', () => {
    it('keeps both blind until both are done, shows agreement, and lets a person decide with a reason', async () => {
      const { id, memberIds } = await triaged();
      const { window, station, centre } = world.api;
      const first = await start(window, id, {
        instrument: 'S01',
        mode: 'proxy',
        memberId: memberIds[0],
        answeredBy: ANSWERER,
      });
      await window.patch(first, { answers: ALONE }, 1);
      const own = await window.post(`${first}/second`);
      expect([own.status, own.body.code]).toEqual([409, 'second-by-same-assessor']);
      const begun = await station.post(`${first}/second`);
      expect(begun.body).toMatchObject({ secondOf: first.split('/')[1], counts: false, mode: 'proxy', answers: {} });
      const second = `assessments/${begun.body.id as string}`;
      expect((await centre.post(`${first}/second`)).body.code).toBe('second-already');
      expect((await centre.post(`${second}/second`)).body.code).toBe('second-of-second');

      const completed = await window.post(`${first}/complete`);
      expect(completed.body.severity).toBe(0);
      const hidden = { answers: null, score: null, severity: null, result: null };
      expect((await station.get(first)).body).toMatchObject(hidden);
      const { items } = (await station.get(`households/${id}/assessments`)).body as { items: Array<{ id: string }> };
      expect(items.find((one) => first.endsWith(one.id))).toMatchObject({ score: null, severity: null });
      expect((await station.get(`${first}/agreement`)).body.code).toBe('second-not-done');

      await station.patch(second, { answers: HELPED }, 1);
      await station.post(`${second}/complete`);
      expect((await station.get(first)).body).toMatchObject({ answers: ALONE, severity: 0 });
      const agreement = await station.get(`${first}/agreement`);
      // 3 of 8 alike. Found 9+4+9+4+9 = 35; the first is 0 throughout, so chance differs as much: kappa 0.
      expect(agreement.body).toMatchObject({ both: 8, same: 3, kappa: 0, counts: 'first', reason: null });
      expect(agreement.body.items[0]).toEqual({ item: 'eat', first: 0, second: 3, same: false });
      expect((await centre.get(`${first}/agreement`)).body.code).toBe('agreement-answers-withheld');

      const needs = async () =>
        ((await station.get(`households/${id}/needs`)).body.items as Array<{ code: string }>).map(({ code }) => code);
      expect(await needs()).not.toContain('CA-01');
      const decide = (counts: string, reason: string, version: number) =>
        station.post(`${first}/decision`, { counts, reason }).set('if-match', `"${version}"`);
      const version = agreement.body.version as number;
      expect((await decide('second', '看过', version)).status).toBe(422);
      const decided = await decide('second', '入户时亲眼看到需要人帮', version);
      expect(decided.body).toMatchObject({ counts: 'second', reason: '入户时亲眼看到需要人帮' });
      expect((await decide('first', '再想一想还是第一份', version)).status).toBe(412);
      expect(await needs()).toContain('CA-01');
      expect((await station.get(first)).body.counts).toBe(false);
      const actions = await world.rows<{ action: string }>(
        `select action from audit_events where household_id = $1 and action in ('assessment.second-started', 'assessment.decided')`,
        [id],
      );
      expect(actions.map(({ action }) => action).sort()).toEqual([
        ...['assessment.decided', 'assessment.decided', 'assessment.second-started'],
      ]);
    });

    it('hides a second result from the first assessor who is still at it', async () => {
      const { id } = await triaged();
      const { window, station } = world.api;
      const first = await start(station, id, { instrument: 'S11', mode: 'self' });
      const second = `assessments/${(await window.post(`${first}/second`)).body.id as string}`;
      await window.patch(second, { answers: { worry: 1, amount: 1, skipped: 1 } }, 1);
      await window.post(`${second}/complete`);
      expect((await station.get(second)).body).toMatchObject({ answers: null, score: null, severity: null });
    });
  });
});
