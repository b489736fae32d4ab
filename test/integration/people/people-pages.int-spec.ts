import { Sealer } from '../../../src/platform/crypto';
import { systemActor } from '../../../src/trust/access';
import { ConsoleVisitor } from '../../support/console';
import { DISTRICT } from '../../support/district';
import { sentBy } from '../../support/statements';
import { identityNumber, leadInput } from '../../factories/households.factory';
import { openPeopleWorld, type PeopleWorld, VILLAGE } from './assessed-household';

describe('pages of people', () => {
  let world: PeopleWorld;
  let window: ConsoleVisitor;
  let station: ConsoleVisitor;
  let householdPage = '';

  const seen = async (path: string, visitor = window) => {
    const answer = await visitor.get(path);
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${answer.text.slice(0, 600)}`);
    return answer.text.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&');
  };

  beforeAll(async () => {
    world = await openPeopleWorld({ alone: true });
    window = await new ConsoleVisitor(world.app).signIn(world.logins.window.username);
    station = await new ConsoleVisitor(world.app).signIn(world.logins.station.username);
  });
  afterAll(() => world.close());

  it('take a lead to a file with its case, adding a member without script', async () => {
    const sent = await window.submit('/console/leads/new', '/console/leads/new', leadInput({ urgency: 'emergency' }));
    expect(sent.status).toBe(303);
    const leadPage = sent.headers.location!;
    const lead = leadPage.split('/').pop()!;
    expect(await seen(leadPage)).toContain(`/console/households/new?lead=${lead}`);
    expect(await seen('/console/leads?state=new')).toContain(leadPage);
    expect(await seen('/console')).toContain('/console/leads?state=new');
    const intake = await seen(`/console/households/new?lead=${lead}`);
    const typed = {
      regionCode: VILLAGE,
      address: '5组3号',
      'members.0.name': '刘页面',
      'members.0.relation': 'head',
      'members.0.birthDate-year': '1951',
      'members.0.birthDate-month': '2',
      'members.0.birthDate-day': '3',
    };
    const two = await window.send(
      intake.replace('action="/console/households/new"', 'action="/console/households/new/members"'),
      '/console/households/new/members',
      typed,
    );
    expect(two.status).toBe(422);
    expect(two.text).toContain('value="刘页面"');
    expect(two.text).toContain('members.1.name');
    const wrong = {
      ...typed,
      'members.1.name': '刘小',
      'members.1.relation': 'child',
      'members.1.identityKind': 'resident-id',
      'members.1.identityNumber': '110105194912310020',
    };
    const refused = await window.send(two.text, '/console/households/new', wrong);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('href="#f-members-1-identityNumber"');
    const saved = await window.send(refused.text, '/console/households/new', {
      ...wrong,
      'members.1.identityNumber': identityNumber('2012-04-05'),
    });
    expect(saved.status).toBe(303);
    householdPage = saved.headers.location!;
    const file = await seen(householdPage);
    for (const text of ['刘页面', '刘小', '5组3号', '/console/cases/']) expect(file).toContain(text);
  });

  it('warn of a file that may be there already', async () => {
    const typed = {
      regionCode: VILLAGE,
      'members.0.name': '刘页面',
      'members.0.relation': 'head',
      'members.0.birthDate-year': '1951',
      'members.0.birthDate-month': '02',
      'members.0.birthDate-day': '03',
    };
    const warned = await window.submit('/console/households/new', '/console/households/new', typed);
    expect(warned.status).toBe(409);
    expect(warned.text).toContain(householdPage);
    expect((await window.send(warned.text, '/console/households/new', { ...typed, confirmed: 'true' })).status).toBe(
      303,
    );
  });

  it('edit the file and its members', async () => {
    const edited = await window.submit(`${householdPage}/edit`, `${householdPage}/edit`, {
      regionCode: VILLAGE,
      contactChannel: 'phone',
      locale: 'zh-CN',
      languages: ['zh', 'sgn'],
    });
    expect(edited.status).toBe(303);
    const added = await window.submit(`${householdPage}/members/new`, `${householdPage}/members/new`, {
      name: '刘中',
      relation: 'sibling',
      phone: '13900001357',
    });
    expect(added.status).toBe(303);
    const member = [...(await seen(householdPage)).matchAll(/\/members\/([0-9a-f-]{36})"/g)].at(-1)![1]!;
    const page = `${householdPage}/members/${member}`;
    expect(
      (await window.submit(page, page, { name: '刘仲', relation: 'sibling', identityKind: 'none-yet' })).status,
    ).toBe(303);
    const kept = { name: '刘仲', relation: 'sibling', identityKind: 'none-yet' };
    const facts = { ...kept, works: 'seasonal', illness: 'serious', counted: 'false' };
    expect((await window.submit(page, page, facts)).status).toBe(303);
    const told = await seen(householdPage);
    for (const words of ['季节性就业', '患有规定的重病', '依法不计入']) expect(told).toContain(words);
    expect((await window.submit(page, page, { ...kept, works: '', illness: '', counted: 'true' })).status).toBe(303);
    const unasked = await seen(householdPage);
    expect(unasked).not.toMatch(/季节性就业|患有规定的重病|依法不计入/);
    expect(await seen('/console/households?phoneTail=1357')).toContain(householdPage);
    const left = await window.submit(`${page}/leave`, `${page}/leave`, { reason: 'married' });
    expect(left.status).toBe(303);
    expect(await seen(householdPage)).not.toContain('刘仲');
    expect(await seen(`${householdPage}/duplicates`)).toContain('/console/households/');
  });

  it('keep an e-mail and a phone that the editor does not see, until a new one is typed (C3)', async () => {
    const head = { name: '钱留存', relation: 'head', phone: '13900002468' };
    const { id, memberIds } = await world.household([head]);
    const [file, person] = [`/console/households/${id}`, `/console/households/${id}/members/${memberIds[0]}`];
    const patch = async (who: 'window' | 'station', email: string | null | undefined) => {
      const { body } = await world.api[who].get(`households/${id}`);
      return world.api[who].patch(
        `households/${id}`,
        { email, contactChannel: 'email' },
        (body as { version: number }).version,
      );
    };
    const stored = async () => {
      const { body } = await world.api.window.get(`households/${id}`);
      const { email, members } = body as { email: string | null; members: Array<{ phone: string | null }> };
      return [email, members[0]!.phone];
    };
    const fields = { regionCode: VILLAGE, contactChannel: 'phone', locale: 'zh-CN' };
    const edit = (who: ConsoleVisitor, email: string) =>
      who.submit(`${file}/edit`, `${file}/edit`, { ...fields, email });
    const call = (who: ConsoleVisitor, phone: string) =>
      who.submit(person, person, { name: '钱留存', identityKind: 'none-yet', phone });
    expect((await patch('window', 'qian@example.org')).status).toBe(200);

    const page = await seen(`${file}/edit`, station);
    expect(page).not.toContain('qian@');
    expect(page).toContain('已登记，但您看不到');
    const masked = await seen(person, station);
    expect(masked).toContain('留空表示不变（现为 *******2468）');
    expect(masked).not.toContain('value="*');
    expect([(await edit(station, '')).status, (await call(station, '')).status]).toEqual([303, 303]);
    expect(await stored()).toEqual(['qian@example.org', '13900002468']);
    expect((await call(station, '*******2468')).status).toBe(422);
    expect((await patch('station', undefined)).body).toMatchObject({ email: null, emailRecorded: true });
    expect((await patch('station', null)).body).toMatchObject({ status: 422, errors: [{ code: 'value-not-shown' }] });
    expect(await stored()).toEqual(['qian@example.org', '13900002468']);

    expect([(await edit(station, 'neu@example.org')).status, (await call(station, '13900001122')).status]).toEqual([
      303, 303,
    ]);
    expect(await stored()).toEqual(['neu@example.org', '13900001122']);
    expect([(await edit(window, '')).status, (await call(window, '')).status]).toEqual([303, 303]);
    expect(await stored()).toEqual([null, null]);
  });

  it('take a consent with a line struck, print it and take it back', async () => {
    const page = `${householdPage}/consents/new`;
    const sheet = {
      scope: 'referral',
      receiverKind: 'provider-kind',
      receiverProviderKind: 'care-home',
      kept: ['identity', 'contact', 'need'],
      decision: 'given',
      mode: 'self',
    };
    for (const [fields, field] of [
      [{ receiverKind: 'provider', receiverNumber: 'P-2026-999999' }, 'receiverNumber'],
      [{ receiverKind: 'provider', receiverNumber: '' }, 'receiverNumber'],
      [{ receiverProviderKind: '' }, 'receiverProviderKind'],
      [{ receiverKind: 'unit' }, 'receiverName'],
    ] as const) {
      const wrong = await window.submit(page, page, { ...sheet, ...fields });
      expect([field, wrong.status]).toEqual([field, 422]);
      expect(wrong.text).toContain(`href="#f-${field}"`);
    }
    const given = await window.submit(page, page, sheet);
    expect(given.status).toBe(303);
    const consent = given.headers.location!;
    expect(await seen(consent)).toContain('<s>');
    expect(await seen(`${consent}/print`)).toContain('养老机构');
    expect((await window.submit(consent, `${consent}/withdraw`)).status).toBe(303);
  });

  it('hand the case over, and the station finds and accepts it', async () => {
    const casePage = /\/console\/cases\/[0-9a-f-]{36}/.exec(await seen(householdPage))![0];
    expect(await seen('/console/cases?mine=true&open=true')).toContain(casePage);
    expect((await window.submit(casePage, `${casePage}/advance`, { to: 'policy-first' })).status).toBe(303);
    const offered = await window.submit(`${casePage}/handover`, `${casePage}/handover`, {
      tier: 'station',
      reasonCode: 'emergency',
      residualDifficulty: '无人照料',
    });
    expect(offered.status).toBe(303);
    expect(await seen('/console', station)).toContain('/console/handovers');
    const action = /\/console\/handovers\/[0-9a-f-]{36}\/accept/.exec(await seen('/console/handovers', station))![0];
    const accepted = await station.submit('/console/handovers', action);
    expect(accepted.headers.location).toBe(casePage);
    expect((await station.submit(casePage, `${casePage}/suspend`, { kind: 'suspended', reason: '住院' })).status).toBe(
      303,
    );
    expect((await station.submit(casePage, `${casePage}/resume`)).status).toBe(303);
    expect((await station.submit(casePage, `${casePage}/close`, { reason: 'declined' })).status).toBe(303);
  });

  it('reveal a value once, and search by full name and number', async () => {
    const ask = await seen(`${householdPage}/reveal`, station);
    const shown = await station.send(ask, `${householdPage}/reveal`, { field: 'address', reason: '今日入户' });
    expect([shown.status, shown.text.includes('5组3号')]).toEqual([200, true]);
    const number = /H-\d{4}-\d{6}/.exec(await seen(householdPage))![0];
    const found = async (q: string) => (await window.submit('/console/search', '/console/search', { q })).text;
    const name = /yl-identity__name">(?:<a[^>]*>)?([^<]+)/.exec(await seen(householdPage))![1]!;
    for (const q of [number, name]) expect(await found(q)).toContain(householdPage);
    for (const q of ['9999', name.slice(0, 2)]) expect(await found(q)).not.toContain(householdPage);
    expect(await seen('/console/search')).toContain('name="q"');
  });

  it('lead from the file to every part of it', async () => {
    const links = [...(await seen(householdPage)).matchAll(/yl-tabs__link" href="([^"]+)"/g)].map(
      ([, href = '']) => href,
    );
    expect(links).toHaveLength(15);
    for (const href of links) expect([200, 303]).toContain((await window.get(href)).status);
  });

  it('ask at most a dozen statements for a list of fifty, whatever the villages', async () => {
    const place = `from generate_series(1, 50) i join (select id, path, district_code, row_number() over (order by id) as place,
        count(*) over () as places from regions where level = 'village') p on p.place = 1 + i % p.places`;
    await world.rows(`insert into households (id, number, district_code, region_id, region_path, display_name, languages,
        contact_channel, locale, secondary_classes, special_handling, state, created_at, updated_at, version)
      select uuidv7(), 'V-' || i, p.district_code, p.id, p.path, '村户', '{zh}', 'phone', 'zh-CN', '{}', false, 'active',
        '2026-01-01', '2026-01-01', 1 ${place}`);
    await world.rows(`insert into leads (id, number, district_code, region_id, region_path, channel, person_description,
        whereabouts, observed, urgency, state, owner_account_id, attempts, created_at, version)
      select uuidv7(), 'V-' || i, p.district_code, p.id, p.path, 'hotline', '老人', '村口', '无人照料', 'normal', 'new',
        '${world.logins.centre.accountId}', 0, '2026-01-01', 1 ${place}`);
    const phoned = await world.rows<{ id: string }>("select id from leads where number like 'V-%'");
    for (const { id } of phoned) {
      const phone = await world.app.as(systemActor(DISTRICT, 'test'), () =>
        world.app.get(Sealer).seal(id, 'leads.contact_phone', id, '13712345678'),
      );
      await world.rows('update leads set contact_phone_ciphertext = $2 where id = $1', [id, phone]);
    }
    const centre = await new ConsoleVisitor(world.app).signIn(world.logins.centre.username);
    for (const list of ['households', 'leads']) {
      let villages = 0;
      const api = await sentBy(world.app, async () => {
        const { body } = await world.api.centre.get(`${list}?limit=50`).expect(200);
        const { items } = body as { items: Array<{ regionName: string; contactPhone?: string }> };
        expect([items.length, items.every(({ regionName }) => regionName.length > 2)]).toEqual([50, true]);
        const phones = items.filter(({ contactPhone }) => contactPhone === '13712345678').length;
        if (list === 'leads') expect(phones).toBeGreaterThan(40);
        villages = new Set(items.map(({ regionName }) => regionName)).size;
      });
      expect(villages).toBeGreaterThan(12);
      const page = await sentBy(world.app, () => seen(`/console/${list}?limit=50`, centre));
      for (const sent of [api, page]) {
        expect(sent.length).toBeGreaterThan(1);
        expect(sent.length).toBeLessThanOrEqual(12);
      }
    }
  });

  it('are there in English too', async () => {
    await window.speak('en');
    const answer = await window.get(householdPage);
    expect([answer.status, answer.text.includes('lang="en"')]).toEqual([200, true]);
    await window.speak('zh-CN');
  });
});
