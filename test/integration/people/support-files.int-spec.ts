import { setTimeout as sleep } from 'node:timers/promises';
import { SupportFilesStore } from '../../../src/people/support-files/support-files.store';
import { CompareSelfCare } from '../../../src/people/support-files/use-cases/compare-self-care.use-case';
import { plusDays, WorkCalendar } from '../../../src/reference/calendar';
import { ConsoleVisitor } from '../../support/console';
import { assess, openPeopleWorld, OTHER_VILLAGE, type PeopleWorld, triageAnswers } from './assessed-household';

interface Row {
  id: string;
  state: string;
  [field: string]: unknown;
}
type Who = 'window' | 'station' | 'centre' | 'officer' | 'dispatcher';

const GROUND = '入户核实，无劳动能力也无赡养人';
const NOTE = '老人在家，精神尚好，饮食正常';
const WORDS = '本人愿意住进镇敬老院，由本人提出';
const CHILD = { name: '王小禾', relation: 'head', birthDate: '2018-03-02' };

describe('files of people in extreme difficulty (B21-B23)', () => {
  let world: PeopleWorld;
  beforeAll(async () => {
    world = await openPeopleWorld({ alone: true });
  });
  afterEach(() => world.app.clock.reset());
  afterAll(() => world.close());

  const today = () => world.app.clock.today();
  const at = (day: string) => world.app.clock.set(new Date(`${day}T02:00:00Z`));
  /** The act is granted as the household or a ledger says, without an application here. */
  const granted = async (members?: object[], village?: string) => {
    const home = await world.household(members, village);
    await world.api.officer.post(`households/${home.id}/entitlements`);
    const { items } = (await world.api.officer.get(`households/${home.id}/entitlements`)).body as { items: Row[] };
    const line = items.find((one) => one.line === 'tekun' && one.memberId === home.memberIds[0])!;
    const set = await world.api.centre.patch(`entitlements/${line.id}`, { state: 'granted' }, Number(line.version));
    expect(set.status).toBe(200);
    return home;
  };
  const post = (who: Who, id: string, move: string, body?: object) =>
    world.api[who].post(`support-files/${id}/${move}`, body);
  const done = async (...asked: Parameters<typeof post>) => {
    const { status, body } = await post(...asked);
    expect([status, body.errors ?? body.code]).toEqual([200, undefined]);
    return body as Row;
  };
  const refused = async (...asked: Parameters<typeof post>) => {
    const { status, body } = await post(...asked);
    return [status, body.errors?.[0]?.code ?? body.code] as [number, string];
  };
  const opened = async (more: object = {}, members?: object[]) => {
    const home = await granted(members);
    const { status, body } = await world.api.station.post(`households/${home.id}/support-files`, {
      ...{ memberId: home.memberIds[0], form: 'at-home', place: '侄子王强照料', ...more },
    });
    expect([status, body.errors ?? body.code]).toEqual([201, undefined]);
    return body as Row;
  };
  const agreement = (startsOn: string, untilOn: string) => ({
    ...{ carer: '侄子王强', duties: '做饭、洗衣、陪同就医', signedOn: today(), startsOn, untilOn },
  });
  const visit = (more: object = {}) => ({ visitedOn: today(), seen: true, condition: 'stable', note: NOTE, ...more });

  it('are opened from the granted application, once for a person', async () => {
    const { id } = await world.household();
    const open = (body: object) =>
      world.api.station.post(`households/${id}/support-files`, { form: 'institution', place: '镇敬老院', ...body });
    const early = await open({});
    expect([early.status, early.body.errors[0].code]).toEqual([422, 'support-not-granted']);
    const filed = (await world.api.window.post(`households/${id}/applications`, { act: 'tekun' })).body as Row;
    const move = async (who: Who, name: string, body?: object) =>
      expect((await world.api[who].post(`applications/${filed.id}/${name}`, body)).status).toBe(200);
    const investigatorIds = [world.logins.window.actor.userId, world.logins.station.actor.userId];
    await move('station', 'accept');
    await move('station', 'check', { visitedOn: today(), investigatorIds, result: 'meets', note: NOTE });
    await move('station', 'publish', { amountFen: 90_000 });
    at(plusDays(today(), 8));
    await move('officer', 'decide', { outcome: 'granted', ground: GROUND });
    const { status, body } = await open({ applicationId: filed.id });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      ...{ applicationId: filed.id, memberId: filed.applicantId, form: 'institution', place: '镇敬老院' },
      ...{ state: 'open', careLevel: null, agreedUntil: null, visitLate: false },
    });
    expect(String(body.number)).toMatch(/^SF-\d{4}-\d{6}$/);
    const again = await open({ applicationId: filed.id });
    expect([again.status, again.body.code]).toEqual([409, 'support-file-open']);
    const record = await world.rows<{ action: string }>('select action from audit_events where subject_id = $1', [
      body.id,
    ]);
    expect(record.map(({ action }) => action)).toContain('support-file.opened');
    const listed = (await world.api.window.get(`households/${id}/support-files`)).body.items as Row[];
    expect(listed.map((row) => row.id)).toEqual([body.id]);
  });

  it('are opened once, whatever races, and never ahead of their day', async () => {
    const home = await granted();
    const ask = (more: object = {}) =>
      world.api.station.post(`households/${home.id}/support-files`, {
        ...{ memberId: home.memberIds[0], form: 'at-home', place: '邻居李芳照料', ...more },
      });
    expect((await ask({ openedOn: plusDays(today(), 1) })).body.errors[0].code).toBe('day-ahead');
    const answers = await Promise.all([ask(), ask(), ask()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  it('are opened once also when the second comes between the two looks of the first', async () => {
    const home = await granted();
    const wish = { memberId: home.memberIds[0], form: 'at-home', place: '邻居李芳照料' };
    const ask = async () => {
      const { status, body } = await world.api.station.post(`households/${home.id}/support-files`, wish);
      return [status, body.errors?.[0]?.code ?? body.code];
    };
    const store = world.app.get(SupportFilesStore);
    const look = store.isOpen.bind(store);
    let second: ReturnType<typeof ask> | undefined;
    const between = jest.spyOn(store, 'isOpen').mockImplementationOnce(async (memberId) => {
      const open = await look(memberId);
      second = ask();
      await Promise.race([second, sleep(1000)]);
      return open;
    });
    const first = await ask();
    between.mockRestore();
    expect([first, await second]).toEqual([
      [201, undefined],
      [409, 'support-file-open'],
    ]);
  });

  it.each([
    [[], 'able', 'months'],
    [['eat'], 'partly', 'days'],
    [['eat', 'bath', 'walk'], 'partly', 'days'],
    [['eat', 'bath', 'walk', 'bed'], 'fully', 'days'],
  ] as const)('say of the acts %j that they come to %s (B23)', async (failedActs, careLevel, unit) => {
    const file = await opened();
    const assessed = await done('station', file.id, 'assess', { assessedOn: today(), failedActs });
    expect(assessed).toMatchObject({ careLevel, assessedOn: today(), rhythm: { unit, mark: 'default' } });
    expect(assessed.assessments).toEqual([expect.objectContaining({ failedActs, level: careLevel })]);
    // The exact acts are health data: the civil affairs see the level.
    const { body } = await world.api.officer.get(`support-files/${file.id}`);
    expect(body.assessments).toEqual([expect.objectContaining({ failedActs: null, level: careLevel })]);
  });

  it('are assessed again within ten working days of a reported change (B23)', async () => {
    const file = await opened();
    await done('station', file.id, 'assess', { assessedOn: today(), failedActs: [] });
    const reported = await done('window', file.id, 'report-change', { words: '老人摔伤后不能自己起床' });
    const due = world.app.get(WorkCalendar).addWorkDays(world.app.clock.now(), 10);
    expect(String(reported.reassessBy).slice(0, 10)).toBe(due.toISOString().slice(0, 10));
    expect(reported).toMatchObject({ change: '老人摔伤后不能自己起床', reassessLate: false, careLevel: 'able' });
    const waiting = async (filter: string) =>
      ((await world.api.officer.get(`support-files?limit=200&${filter}`)).body.items as Row[]).map(({ id }) => id);
    expect(await waiting('reassess=true')).toContain(file.id);
    expect(await waiting('lateReassess=true')).not.toContain(file.id);
    at(plusDays(due.toISOString().slice(0, 10), 1));
    const again = await done('window', file.id, 'report-change', { words: '现在连吃饭也要别人喂了' });
    // A second report does not give more time.
    expect(again).toMatchObject({ reassessBy: reported.reassessBy, reassessLate: true });
    expect(await waiting('lateReassess=true')).toContain(file.id);
    expect(await refused('station', file.id, 'assess', { assessedOn: plusDays(today(), 1), failedActs: [] })).toEqual([
      422,
      'day-ahead',
    ]);
    const acts = { assessedOn: today(), failedActs: ['eat', 'bed', 'walk', 'toilet'] };
    expect(await done('station', file.id, 'assess', acts)).toMatchObject({
      ...{ careLevel: 'fully', reassessBy: null, change: null },
    });
    expect(await refused('station', file.id, 'assess', { ...acts, assessedOn: plusDays(today(), -3) })).toEqual([
      422,
      'support-assessed-later',
    ]);
  });

  it('are assessed again within ten working days of a scale that comes to another level (B23, S01)', async () => {
    const file = await opened();
    const read = async () => (await world.api.window.get(`support-files/${file.id}`)).body as Row;
    const scale = async (help: number) => {
      const items = ['eat', 'dress', 'bed', 'toilet', 'walk', 'bath', 'groom', 'continence'];
      const answers = Object.fromEntries(items.map((item, place) => [item, place < 4 ? help : 0]));
      const { id } = await assess(world.api.station, String(file.householdId), 'S01', answers, String(file.memberId));
      await world.app.drain();
      return id;
    };
    await assess(world.api.station, String(file.householdId), 'S16', triageAnswers());
    // Nobody has assessed for the file: that is on a list of its own, and no change.
    await scale(3);
    expect(await read()).toMatchObject({ reassessBy: null, reassessGround: null });
    await done('station', file.id, 'assess', { assessedOn: today(), failedActs: [] });
    await scale(0);
    expect((await read()).reassessBy).toBeNull();
    await scale(3);
    const found = await read();
    const due = world.app.get(WorkCalendar).addWorkDays(world.app.clock.now(), 10);
    expect(String(found.reassessBy).slice(0, 10)).toBe(due.toISOString().slice(0, 10));
    // It determines nothing.
    expect(found).toMatchObject({ careLevel: 'able', change: null, reassessGround: 'scale', reassessLate: false });
    const station = await new ConsoleVisitor(world.app).signIn(world.logins.station.username);
    const page = await station.get(`/console/support-files/${file.id}`);
    expect(page.text).toContain('已完成的日常自理量表与档案登记的等级不同');
    const log = await world.rows(
      "select actor_kind as kind from moves where subject_id = $1 and move = 'find-change'",
      [file.id],
    );
    expect(log).toEqual([{ kind: 'system' }]);
    at(plusDays(today(), 3));
    const newest = await scale(2);
    const reported = await done('window', file.id, 'report-change', { words: '老人摔伤后不能自己起床' });
    expect(reported).toMatchObject({ reassessBy: found.reassessBy, reassessGround: 'reported' });
    const acts = { assessedOn: today(), failedActs: ['eat'] };
    expect(await done('station', file.id, 'assess', acts)).toMatchObject({ reassessBy: null, reassessGround: null });
    // What somebody has found since stands, also when the news of the scale comes late.
    await world.app.as({ ...world.logins.station.actor, purpose: 'test' }, () =>
      world.app.get(CompareSelfCare).execute(newest),
    );
    expect(await read()).toMatchObject({ careLevel: 'partly', reassessBy: null });
  });

  it('are visited in the rhythm of the pack; whoever was not met stays due', async () => {
    const file = await opened();
    const level = await done('station', file.id, 'assess', { assessedOn: today(), failedActs: ['bath'] });
    expect(level.nextVisitOn).toBe(plusDays(today(), 14));
    at(plusDays(today(), 15));
    const late = ((await world.api.window.get('support-files?lateVisit=true&limit=200')).body.items as Row[]).map(
      ({ id }) => id,
    );
    expect(late).toContain(file.id);
    const wrong = (more: object) => refused('window', file.id, 'visit', visit(more));
    expect(await wrong({ condition: undefined })).toEqual([422, 'support-condition-needed']);
    expect(await wrong({ seen: false })).toEqual([422, 'support-not-met']);
    expect(await wrong({ visitedOn: plusDays(today(), 1) })).toEqual([422, 'day-ahead']);
    expect(await wrong({ visitedOn: plusDays(today(), -40) })).toEqual([422, 'support-before-opening']);
    const missed = await done('window', file.id, 'visit', visit({ seen: false, condition: undefined }));
    expect(missed).toMatchObject({ nextVisitOn: level.nextVisitOn, visitLate: true });
    const seen = await done('window', file.id, 'visit', visit({ condition: 'worse', selfCareChanged: true }));
    expect(seen).toMatchObject({ nextVisitOn: plusDays(today(), 14), visitLate: false, change: NOTE });
    expect(seen.reassessBy).not.toBeNull();
    const visits = seen.visits as Row[];
    expect(visits.map((one) => [one.seen, one.condition])).toEqual([
      [true, 'worse'],
      [false, null],
    ]);
  });

  it('hold care agreements of which no two run on one day', async () => {
    const file = await opened();
    const year = (from: number, until: number) => agreement(plusDays(today(), from), plusDays(today(), until));
    expect(await refused('station', file.id, 'agree', year(10, 0))).toEqual([422, 'support-agreement-backwards']);
    const made = await done('station', file.id, 'agree', year(0, 365));
    expect(made).toMatchObject({ agreedUntil: plusDays(today(), 365) });
    expect(made.agreements).toEqual([expect.objectContaining({ carer: '侄子王强', state: 'in-force' })]);
    expect(await refused('station', file.id, 'agree', year(365, 400))).toEqual([422, 'support-agreement-overlaps']);
    const [{ id: agreementId }] = made.agreements as [Row];
    const end = { agreementId, endedOn: plusDays(today(), 400), reason: '侄子外出务工，不能再照料' };
    expect(await refused('station', file.id, 'end-agreement', end)).toEqual([422, 'support-agreement-day']);
    const ended = await done('station', file.id, 'end-agreement', { ...end, endedOn: plusDays(today(), 30) });
    expect(ended.agreements).toEqual([expect.objectContaining({ state: 'ended', endNote: end.reason })]);
    expect(await refused('station', file.id, 'end-agreement', end)).toEqual([409, 'move-not-allowed']);
    expect(await refused('station', file.id, 'agree', year(30, 90))).toEqual([422, 'support-agreement-overlaps']);
    const both = await Promise.all([
      post('station', file.id, 'agree', year(31, 90)),
      post('centre', file.id, 'agree', year(60, 120)),
    ]);
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
    const without = await opened();
    const ids = (
      (await world.api.officer.get('support-files?withoutAgreement=true&limit=200')).body.items as Row[]
    ).map(({ id }) => id);
    expect(ids).toContain(without.id);
    expect(ids).not.toContain(file.id);
  });

  it('change the form by the wish of the person that somebody confirms with a ground (R3)', async () => {
    const file = await opened();
    const wish = { kind: 'form', wishedOn: today(), words: WORDS };
    expect(await refused('window', file.id, 'propose', wish)).toEqual([422, 'support-place-needed']);
    const asked = await done('window', file.id, 'propose', { ...wish, place: '镇敬老院' });
    expect(asked).toMatchObject({ form: 'at-home', place: '侄子王强照料' });
    expect(asked.proposals).toEqual([expect.objectContaining({ state: 'proposed', toForm: 'institution' })]);
    expect(await refused('window', file.id, 'propose', { ...wish, place: '别处的敬老院' })).toEqual([
      409,
      'support-proposal-open',
    ]);
    const decision = { outcome: 'confirmed', ground: GROUND };
    expect(await refused('window', file.id, 'decide', decision)).toEqual([403, 'forbidden']);
    expect((await post('station', file.id, 'decide', { outcome: 'confirmed' })).status).toBe(422);
    const changed = await done('station', file.id, 'decide', decision);
    expect(changed).toMatchObject({ form: 'institution', place: '镇敬老院', rhythm: { unit: 'months', value: 3 } });
    expect(changed.proposals).toEqual([expect.objectContaining({ state: 'confirmed', ground: GROUND })]);
    expect(await refused('station', file.id, 'decide', decision)).toEqual([409, 'support-no-proposal']);
    await done('window', file.id, 'propose', { ...wish, place: '回侄子家里照料' });
    expect((await done('window', file.id, 'withdraw')).form).toBe('institution');
    await done('window', file.id, 'propose', { ...wish, place: '回侄子家里照料' });
    const kept = await done('officer', file.id, 'decide', { outcome: 'refused', ground: '家中无人照料，暂不调整' });
    expect(kept).toMatchObject({ form: 'institution' });
    expect((kept.proposals as Row[]).map(({ state }) => state)).toEqual(['refused', 'withdrawn', 'confirmed']);
  });

  it('end by a confirmed exit, which the civil affairs alone confirm (R3)', async () => {
    const file = await opened();
    await done('station', file.id, 'agree', agreement(today(), plusDays(today(), 100)));
    await done('window', file.id, 'propose', { kind: 'exit', wishedOn: today(), words: '找到了赡养义务人，能够履行' });
    const decision = { outcome: 'confirmed', ground: GROUND };
    expect(await refused('station', file.id, 'decide', decision)).toEqual([409, 'support-authority-ends']);
    const open = (await world.api.station.get(`support-files/${file.id}`)).body;
    expect([open.state, open.proposals[0].state]).toEqual(['open', 'proposed']);
    const ended = await done('officer', file.id, 'decide', decision);
    expect(ended).toMatchObject({ state: 'ended', endReason: 'exit', endedOn: today(), nextVisitOn: null });
    expect(ended.agreements).toEqual([expect.objectContaining({ state: 'ended', endedOn: today() })]);
  });

  it('end after a death, and for a minor who takes the support of orphans (B23); nothing happens on them then', async () => {
    const old = await opened();
    const end = (reason: string) => ({ reason, endedOn: today(), note: '经与本人及村委会核实后办理' });
    expect(await refused('station', old.id, 'end', end('orphan-support'))).toEqual([422, 'support-not-minor']);
    expect((await post('station', old.id, 'end', end('exit'))).status).toBe(422);
    expect(await done('station', old.id, 'end', end('died'))).toMatchObject({ state: 'ended', endReason: 'died' });
    for (const [who, move, body] of [
      ['window', 'visit', visit()],
      ['window', 'report-change', { words: WORDS }],
      ['station', 'assess', { assessedOn: today(), failedActs: [] }],
      ['station', 'agree', agreement(today(), today())],
      ['window', 'propose', { kind: 'exit', wishedOn: today(), words: WORDS }],
      ['station', 'end', end('died')],
    ] as const)
      expect([move, ...(await refused(who, old.id, move, body))]).toEqual([move, 409, 'move-not-allowed']);
    const child = await opened({}, [CHILD]);
    expect(await done('station', child.id, 'end', end('orphan-support'))).toMatchObject({
      endReason: 'orphan-support',
    });
  });

  it.each([
    ['window', 'assess', 403],
    ['window', 'agree', 403],
    ['window', 'end', 403],
    ['window', 'decide', 403],
    ['centre', 'decide', 403],
    ['dispatcher', 'visit', 403],
    ['centre', 'end', 200],
    ['officer', 'report-change', 200],
  ] as const)('answer %s who would %s with %i', async (who, move, status) => {
    const { id } = await opened();
    const bodies: Record<string, object> = {
      assess: { assessedOn: today(), failedActs: [] },
      agree: agreement(today(), today()),
      end: { reason: 'died', endedOn: today(), note: '村委会证明，已经办理后事' },
      decide: { outcome: 'refused', ground: GROUND },
      visit: visit(),
      'report-change': { words: WORDS },
    };
    expect((await post(who, id, move, bodies[move])).status).toBe(status);
  });

  it('are listed by the nearest visit within the own reach, page by page', async () => {
    const mine = await opened();
    const home = await granted(undefined, OTHER_VILLAGE);
    const far = (
      await world.api.officer.post(`households/${home.id}/support-files`, {
        ...{ memberId: home.memberIds[0], form: 'institution', place: '区社会福利院' },
      })
    ).body as Row;
    const ids = async (filter: string, who: Who = 'officer') =>
      ((await world.api[who].get(`support-files?limit=200&${filter}`)).body.items as Row[]).map((row) => row.id);
    expect(await ids('state=open')).toEqual(expect.arrayContaining([mine.id, far.id]));
    expect(await ids('state=open', 'window')).not.toContain(far.id);
    expect(await ids('form=institution')).toContain(far.id);
    expect(await ids('form=institution')).not.toContain(mine.id);
    expect(await ids('level=none')).toContain(mine.id);
    expect(await ids('level=fully')).not.toContain(mine.id);
    expect((await world.api.window.get(`support-files/${far.id}`)).status).toBe(404);
    expect((await world.api.dispatcher.get('support-files')).status).toBe(403);
    const first = (await world.api.officer.get('support-files?limit=1')).body;
    const next = (await world.api.officer.get(`support-files?limit=1&after=${encodeURIComponent(first.next)}`)).body;
    expect(next.items[0].id).not.toBe(first.items[0].id);
  });
});
