import { ConsoleVisitor } from '../../support/console';
import { loginAs } from '../../support/district';
import { openHousehold } from '../referral/matched-household';
import { ANSWERER, assess, openPeopleWorld, type PeopleWorld, triageAnswers } from './assessed-household';
import { childAnswers } from './child-answers';

const CHILD = { name: '陈小溪', relation: 'child', birthDate: '2016-05-01' };
const PEOPLE = [{ name: '陈大山', relation: 'head', birthDate: '1985-01-01' }, CHILD];

/** Pages of trained assessors, of who answers, and of what red flags ask for (R18, R98, B30, B31, S16). */
describe('pages of safeguards', () => {
  let world: PeopleWorld;
  let household: string;
  let child: string;
  const visitor = (who: 'window' | 'station' | 'centre' | 'officer') =>
    new ConsoleVisitor(world.app).signIn(world.logins[who].username);

  beforeAll(async () => {
    world = await openPeopleWorld();
    household = (await openHousehold(world, PEOPLE)).id;
    const [row] = await world.rows<{ id: string }>(
      'select id from household_members where household_id = $1 and name = $2',
      [household, CHILD.name],
    );
    child = row!.id;
    await assess(world.api.station, household, 'S16', triageAnswers());
  });
  afterAll(() => world.close());

  /** A flag of S09, answered and handed in at the console. */
  async function flagged(): Promise<{ page: string; text: string }> {
    const station = await visitor('station');
    const start = { instrument: 'S09', mode: 'observed', memberId: child };
    const { body } = await world.api.station.post(`households/${household}/assessments`, start);
    const page = `/console/assessments/${(body as { id: string }).id}`;
    const answers = Object.entries(childAnswers({ hurt: 1 })).map(([item, value]) => [
      `answers.${item}`,
      String(value),
    ]);
    const sent = await station.submit(page, page, { act: 'complete', ...Object.fromEntries(answers) });
    expect([sent.status, sent.headers.location]).toEqual([303, page]);
    return { page, text: (await station.get(page)).text };
  }

  /** The form that has this field, where several of a page go to one address. */
  const formWith = (text: string, field: string) => `<form${text.split('<form').find((part) => part.includes(field))!}`;

  it('trainings are recorded and ended at the centre, typed values stay, and the list says who may use which scale', async () => {
    const newcomer = await loginAs(world.app, 'station-worker', { unitId: world.logins.station.actor.unitId! });
    const centre = await visitor('centre');
    const address = '/console/assessor-trainings';
    expect((await (await visitor('window')).get(address)).text).not.toContain('name="accountId"');
    const day = { 'trainedOn-year': '2099', 'trainedOn-month': '1', 'trainedOn-day': '5' };
    const record = async (trainedOn: object) => {
      const form = formWith((await centre.get(address)).text, 'name="accountId"');
      return centre.send(form, address, { accountId: newcomer.accountId, instrument: 'S09', ...trainedOn });
    };
    const refused = await record(day);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('value="2099"');
    expect(refused.text).toMatch(new RegExp(`value="${newcomer.accountId}" selected`));
    const [year, month, date] = world.app.clock.today().split('-') as [string, string, string];
    const today = { 'trainedOn-year': year, 'trainedOn-month': month, 'trainedOn-day': date };
    const sent = await record(today);
    expect(sent.status).toBe(303);
    const list = await centre.get(`${address}?instrument=S09`);
    expect(list.text).toContain(newcomer.username);
    const [row] = await world.rows<{ id: string }>('select id from assessor_trainings where account_id = $1', [
      newcomer.accountId,
    ]);
    const end = (reason: string) => centre.submit(`${address}?instrument=S09`, `${address}/${row!.id}/end`, { reason });
    expect((await end('调离')).text).toContain('value="调离"');
    const ended = await end('调离岗位');
    expect(ended.status).toBe(303);
    expect((await centre.get(`${address}?instrument=S09`)).text).toContain('调离岗位');
  });

  it('whoever answers for somebody else is asked for, nothing typed is lost, and the result names them', async () => {
    const station = await visitor('station');
    const address = `/console/households/${household}/assessments`;
    const [head] = await world.rows<{ id: string }>(
      `select id from household_members where household_id = $1 and relation = 'head'`,
      [household],
    );
    const form = formWith((await station.get(address)).text, 'answeredBy.name');
    const typed = { instrument: 'S01', memberId: head!.id, mode: 'proxy', 'answeredBy.name': ANSWERER.name };
    const refused = await station.send(form, address, typed);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain(`value="${ANSWERER.name}"`);
    const said = { ...typed, 'answeredBy.relation': 'family', 'answeredBy.reason': ANSWERER.reason };
    const started = await station.send(form, address, said);
    expect(started.status).toBe(303);
    const page = started.headers.location as string;
    const acts = ['eat', 'dress', 'bed', 'toilet', 'walk', 'bath', 'groom', 'continence'];
    const answers = Object.fromEntries(acts.map((item) => [`answers.${item}`, '0']));
    expect((await station.submit(page, page, { act: 'complete', ...answers })).status).toBe(303);
    const result = (await station.get(page)).text;
    for (const part of [ANSWERER.name, '家人', ANSWERER.reason]) expect(result).toContain(part);
  });

  it('a result with a flag says step by step what to do now, whom to call and until when', async () => {
    const { text } = await flagged();
    const steps = [...text.matchAll(/<li>([^<]*)/g)]
      .map(([, step]) => step!)
      .filter((step) => /110|120|S16|报告/.test(step));
    expect(steps.length).toBeGreaterThan(2);
    const [safe, report, triage] = ['先保证孩子安全', '马上报告', '马上做急难分诊'].map((step) => text.indexOf(step));
    expect(safe).toBeGreaterThan(0);
    expect(report).toBeGreaterThan(safe!);
    expect(triage).toBeGreaterThan(report!);
    expect(text).toMatch(/马上报告[^<]*<strong>最迟/);
    expect(text).toContain('马上做分诊');
    expect((await (await visitor('station')).get('/console')).text).toContain('强制报告：马上办');
  });

  it('one press leads to the triage, the report is noted on its page, and the lists lose both', async () => {
    const { page, text } = await flagged();
    const station = await visitor('station');
    const [report] = /\/console\/mandatory-reports\/[0-9a-f-]+/.exec(text)!;
    const [task] = /\/console\/flag-tasks\/[0-9a-f-]+/.exec(text)!;
    const empty = await station.submit(report, report, { act: 'report', words: '派出所已出警，孩子在医院' });
    expect(empty.status).toBe(422);
    expect(empty.text).toContain('派出所已出警，孩子在医院');
    const told = { act: 'report', authority: 'police', reference: '110-77' };
    expect((await station.submit(report, report, told)).status).toBe(303);
    expect((await station.get(report)).text).toContain('110-77');
    const short = await station.submit(task, task, { act: 'waive', reason: '否' });
    expect(short.status).toBe(422);
    const press = await station.submit(page, `${page}/triage`);
    expect(press.status).toBe(303);
    const triage = press.headers.location as string;
    const answers = Object.entries(triageAnswers('violence')).map(([item, value]) => [
      `answers.${item}`,
      String(value),
    ]);
    expect((await station.submit(triage, triage, { act: 'complete', ...Object.fromEntries(answers) })).status).toBe(
      303,
    );
    expect((await station.get(task)).text).toContain('已办');
    for (const list of ['/console/mandatory-reports?state=open', '/console/flag-tasks?state=open']) {
      const shown = await station.get(list);
      expect(shown.status).toBe(200);
      expect(shown.text).not.toContain(report);
      expect(shown.text).not.toContain(task);
    }
    expect((await (await visitor('centre')).get(report)).status).toBe(404);
    expect((await (await visitor('officer')).get('/console/mandatory-reports')).status).toBe(403);
  });

  it('a draft whose scale has changed shows its answers and begins anew by one press', async () => {
    const { station } = world.api;
    const start = { instrument: 'S07', mode: 'observed' };
    const { id } = (await station.post(`households/${household}/assessments`, start)).body as { id: string };
    await station.patch(`assessments/${id}`, { answers: { kin: 2 } }, 1);
    await world.rows(`update assessments set instrument_version = '0.9' where id = $1`, [id]);
    const visiting = await visitor('station');
    const page = `/console/assessments/${id}`;
    expect((await visiting.get(page)).text).toContain('有了新版本');
    expect((await (await visitor('window')).get(page)).status).toBe(200);
    const press = await visiting.submit(page, `${page}/restart`);
    expect(press.status).toBe(303);
    expect((await visiting.get(press.headers.location as string)).status).toBe(200);
    expect((await visiting.get(page)).text).toContain(press.headers.location);
    await world.rows(`update assessments set instrument = 'S77' where id = $1`, [id]);
    expect((await visiting.get(page)).text).toContain('已停用');
  });
});
