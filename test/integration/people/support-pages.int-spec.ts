import { ConsoleVisitor } from '../../support/console';
import { openPeopleWorld, type PeopleWorld } from './assessed-household';

interface Line {
  id: string;
  line: string;
  memberId: string | null;
  version: number;
}

const day = (name: string, date: string) => {
  const [year = '', month = '', of = ''] = date.split('-');
  return { [`${name}-year`]: year, [`${name}-month`]: month, [`${name}-day`]: of };
};

describe('pages of people in extreme difficulty and of the integrity list', () => {
  let world: PeopleWorld;
  let station: ConsoleVisitor;
  let window: ConsoleVisitor;
  beforeAll(async () => {
    world = await openPeopleWorld();
    station = await new ConsoleVisitor(world.app).signIn(world.logins.station.username);
    window = await new ConsoleVisitor(world.app).signIn(world.logins.window.username);
  });
  afterAll(() => world.close());

  const today = () => world.app.clock.today();
  /** The support is in force as the household says, without an application here. */
  const granted = async () => {
    const { id, memberIds } = await world.household();
    await world.api.station.post(`households/${id}/entitlements`);
    const { items } = (await world.api.station.get(`households/${id}/entitlements`)).body as { items: Line[] };
    const line = items.find((one) => one.line === 'tekun')!;
    await world.api.station.patch(`entitlements/${line.id}`, { state: 'granted' }, line.version);
    return { id, memberId: memberIds[0]!, status: line.id };
  };

  it('lead from the household to the file, its acts and its sheets, and lose nothing that was typed', async () => {
    const { id, memberId } = await granted();
    const home = `/console/households/${id}/support-files`;
    const bare = await station.submit(home, home, { memberId, form: 'at-home', place: '侄' });
    expect([bare.status, bare.text.includes('value="侄"')]).toEqual([422, true]);
    const opened = await station.submit(home, home, { memberId, form: 'at-home', place: '侄子王强' });
    expect(opened.status).toBe(303);
    const file = String(opened.headers.location);
    const page = (await station.get(file)).text.replaceAll('&#x3D;', '=');
    for (const words of ['分散供养', '侄子王强', '尚未评估', '没有生效的照料护理协议', `${file}/act?act=assess`])
      expect(page).toContain(words);
    const act = `${file}/act?act=assess`;
    const assessed = await station.submit(act, `${file}/manage`, {
      ...day('assessedOn', today()),
      failedActs: ['walk', 'bath'],
    });
    expect([assessed.status, assessed.headers.location]).toEqual([303, file]);
    expect((await station.get(file)).text).toContain('部分丧失生活自理能力');
    // Before anything is agreed it is a sheet with blanks.
    expect((await station.get(`${file}/agreement`)).text).toContain('yl-print__blank');
    const visit = `${file}/act?act=visit`;
    const refused = await window.submit(visit, file, {
      ...day('visitedOn', today()),
      ...{ seen: 'no', condition: 'better', note: '敲门无人应答，邻居说去了女儿家' },
    });
    expect(refused.status).toBe(422);
    for (const words of ['没有见到本人时，不能填写身体状况', '敲门无人应答，邻居说去了女儿家'])
      expect(refused.text).toContain(words);
    const done = await window.submit(visit, file, {
      ...day('visitedOn', today()),
      ...{ seen: 'yes', condition: 'better', note: '精神很好，正在院里晒太阳' },
    });
    expect(done.status).toBe(303);
    const agreed = await station.submit(`${file}/act?act=agree`, `${file}/manage`, {
      ...{ carer: '侄子王强', duties: '做饭、洗衣、陪同就医', ...day('signedOn', today()) },
      ...{ ...day('startsOn', today()), ...day('untilOn', today()) },
    });
    expect(agreed.status).toBe(303);
    const sheet = (await station.get(`${file}/agreement`)).text;
    for (const words of ['照料护理协议', '王桂芳', '侄子王强', '做饭、洗衣、陪同就医']) expect(sheet).toContain(words);
    expect((await window.get(`${file}/visit-sheet`)).text).toContain('精神很好，正在院里晒太阳');
    expect((await window.get(`${file}/agreement`)).status).toBe(403);
    // Whoever may not do the asked act is shown one that is open to them.
    expect((await window.get(`${file}/act?act=end`)).text).toContain('name="visitedOn-day"');
    const wish = await window.submit(`${file}/act?act=propose`, file, {
      ...{ kind: 'form', place: '镇敬老院', words: '本人愿意住进镇敬老院', ...day('wishedOn', today()) },
    });
    expect(wish.status).toBe(303);
    const decided = await station.submit(`${file}/act?act=decide`, `${file}/decision`, {
      ...{ outcome: 'confirmed', ground: '机构有床位，本人同意入住' },
    });
    expect(decided.status).toBe(303);
    expect((await station.get(file)).text).toContain('集中供养');
    const list = await station.get('/console/support-files?form=institution');
    expect(list.text).toContain(file);
    expect((await station.get('/console/support-files?form=at-home')).text).not.toContain(file);
  });

  it('list what a status lacks, take an answer, and take it back', async () => {
    const { status } = await granted();
    const page = `/console/integrity-list/${status}`;
    const list = async (filter = '') => (await station.get(`/console/integrity-list${filter}`)).text;
    expect(await list('?kind=publicity')).toContain(page);
    expect(await list('?answer=explained')).not.toContain(page);
    const short = await station.submit(page, page, { kind: 'explained', ground: '早先' });
    expect([short.status, short.text.includes('早先')]).toEqual([422, true]);
    const ground = '本系统启用前已认定，纸质档案第12号';
    expect((await station.submit(page, page, { kind: 'explained', ground })).status).toBe(303);
    expect((await station.get(page)).text).toContain(ground);
    expect(await list('?answer=explained')).toContain(page);
    expect((await station.submit(page, page, { reason: '纸质档案里没有公示' })).status).toBe(303);
    expect(await list('?answer=none')).toContain(page);
    expect((await window.get('/console/integrity-list')).status).toBe(403);
    const english = await new ConsoleVisitor(world.app).signIn(world.logins.officer.username);
    await english.speak('en');
    const text = (await english.get('/console/integrity-list')).text;
    expect(text).toContain('By township');
    expect(text).toContain('No publicity');
    expect(text).not.toMatch(/integrity\.(list|hole)\./);
    await english.speak('zh-CN');
  });
});
