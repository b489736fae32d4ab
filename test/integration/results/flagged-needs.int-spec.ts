import { randomUUID } from 'node:crypto';
import { Transactions } from '../../../src/platform/database';
import { Taxonomy } from '../../../src/reference/taxonomy';
import { allows, type Permission, type Role } from '../../../src/trust/access';
import { HouseholdLinks } from '../../../src/trust/accounts';
import { allRoutes } from '../../consistency/routes';
import { makeOffering } from '../../factories/supply.factory';
import type { ApiClient } from '../../support/app';
import { ConsoleVisitor } from '../../support/console';
import { type Login, loginAs } from '../../support/district';
import { assess, triageAnswers } from '../people/assessed-household';
import { childAnswers } from '../people/child-answers';
import { openHousehold } from '../referral/matched-household';
import { type Firm, openReferralWorld, type ReferralWorld } from '../referral/referral-world';

const FLAG = 'child-left-alone';
const REFERENCE = 'kanari-110-7';
const GIVEN = { name: 'Wang', mode: 'self' };

interface Reader {
  name: string;
  role: Role;
  login: Login;
  api: ApiClient;
}

/**
 * What a red flag of S09 tells (B30, B31, C3): the flag, the report, and the needs that the result opens are there for the
 * protected team and for who saw it. The person suspected may be who reads the household's page.
 */
describe('a flagged child', () => {
  let world: ReferralWorld;
  let firm: Firm;
  let observer: Login;
  let household: string;
  let readers: Reader[];
  /** What may stand in an address, by the part before it. */
  let ids: Record<string, string[]>;
  let needs: Array<{ id: string; code: string }>;
  /** Words that tell of it, in both languages and as codes. */
  let words: string[];

  const ok = <T = { id: string }>(answer: { status: number; text: string; body: unknown }): T => {
    if (answer.status >= 300) throw new Error(`${answer.status}: ${answer.text}`);
    return answer.body as T;
  };

  beforeAll(async () => {
    world = await openReferralWorld();
    const { app, api, rows, logins } = world;
    firm = await world.firm();
    observer = await loginAs(app, 'station-worker', { unitId: logins.station.actor.unitId! });
    const client = app.api(observer.token);
    const trained = { accountId: observer.accountId, instrument: 'S09', trainedOn: app.clock.today() };
    ok(await api.officer.post('assessor-trainings', trained));
    const people = [
      { name: '陈大山', relation: 'head', birthDate: '1985-01-01' },
      { name: '陈小溪', relation: 'child', birthDate: '2016-05-01' },
    ];
    const opened = await openHousehold(world, people);
    household = opened.id;
    const [child] = await rows<{ id: string }>(
      `select id from household_members where household_id = $1 and name = '陈小溪'`,
      [household],
    );
    await assess(api.window, household, 'S16', triageAnswers());
    const start = { instrument: 'S09', mode: 'observed', memberId: child!.id };
    const { id } = ok(await client.post(`households/${household}/assessments`, start));
    ok(await client.patch(`assessments/${id}`, { answers: childAnswers({ alone: 1, school: 2, emotion: 2 }) }, 1));
    ok(await client.post(`assessments/${id}/complete`));
    needs = await rows('select id, code from needs where household_id = $1 order by code', [household]);
    const of = async (table: string) =>
      (await rows<{ id: string }>(`select id from ${table} where household_id = $1`, [household])).map((row) => row.id);
    const reports = await of('mandatory_reports');
    const told = { authority: 'police', reference: REFERENCE, words: REFERENCE };
    ok(await client.post(`mandatory-reports/${reports[0]}/report`, told).set('if-match', '"1"'));
    // A need with an open code goes on to a service, and another one finds none.
    const referral = await served('CH-03');
    ok(await api.window.post(`needs/${needOf('ED-04')}/confirm`, GIVEN));
    ok(await api.window.post(`households/${household}/matches`));
    await app.drain();
    ids = {
      ...{ households: [household], assessments: [id], needs: await of('needs'), referrals: [referral] },
      ...{ 'mandatory-reports': reports, 'flag-tasks': await of('flag_tasks'), cases: await of('cases') },
      ...{ matches: await of('match_runs'), gaps: await of('gaps'), members: opened.memberIds },
    };
    const reader = async (role: Role, place: object = {}, name: string = role): Promise<Reader> => {
      const login = await loginAs(app, role, place);
      return { name, role, login, api: app.api(login.token) };
    };
    readers = [
      await reader('window-worker', { unitId: logins.window.actor.unitId }, 'colleague at the same window'),
      await reader('station-worker', { unitId: logins.station.actor.unitId }, 'colleague at the same station'),
      { name: 'the centre', role: 'centre-worker', login: logins.centre, api: api.centre },
      { name: 'the authority', role: 'officer', login: logins.officer, api: api.officer },
      await reader('supervisor'),
      await reader('evaluator'),
      await reader('volunteer'),
      { name: 'the firm that serves', role: 'dispatcher', login: firm.dispatcher, api: firm.api },
    ];
    words = [
      ...[FLAG, REFERENCE, observer.username, 'mandatory-report.', '"alone"'],
      ...['孩子被独自丢下没人管', 'left with nobody in charge'],
    ];
  }, 180_000);
  afterAll(() => world?.close());

  const needOf = (code: string) => needs.find((need) => need.code === code)!.id;

  /** Confirmed by the lead worker, who is on the team, and sent to the firm. */
  async function served(code: string): Promise<string> {
    const { api, app } = world;
    const checked = { holderName: 'Li Na', kind: 'background-check', expiresOn: '2099-01-01' };
    ok(await api.centre.post(`providers/${firm.provider.id}/credentials`, checked));
    ok(await api.window.post(`needs/${needOf(code)}/confirm`, GIVEN));
    const offering = await makeOffering(app, firm.provider, { code, capacityPerPeriod: 5 });
    await world.consent(household, firm.provider.id);
    const referral = ok(await api.window.post('referrals', { needId: needOf(code), offeringId: offering.id }));
    for (const act of ['consent', 'send']) await world.act(api.window, referral, act);
    return referral.id;
  }

  const routes = allRoutes().filter(
    ({ method, open, permission, path }) => method === 'GET' && !open && permission && !/:(?!id\b)/.test(path),
  );
  const addresses = (path: string): string[] => {
    if (!path.includes(':id')) return [path];
    const before = path.split('/:id')[0]!.split('/').at(-1)!;
    return (ids[before] ?? []).map((one) => path.replace(':id', one));
  };

  /** Addresses of this start at which somebody reads a word of it; of its needs where the household is asked about. */
  async function sweep({ name, role, api, login }: Reader, start: '/api/v1/' | '/console'): Promise<string[]> {
    const visitor = start === '/console' ? await new ConsoleVisitor(world.app).signIn(login.username) : null;
    const codes = needs.map(({ code }) => code).filter((code) => code !== 'CH-03' || role !== 'dispatcher');
    const told: string[] = [];
    let asked = 0;
    for (const route of routes.filter((one) => one.path.startsWith(start))) {
      if (!allows([role], route.permission as Permission)) continue;
      // Who opened the file stands on its list of readings: that says nothing of a report.
      if (route.path.endsWith('/readings')) continue;
      for (const path of addresses(route.path)) {
        asked += 1;
        const { text } = visitor ? await visitor.get(path) : await api.get(path.slice(start.length));
        const named = words.filter((word) => text.includes(word) && !generic(route.path));
        // The pages name all codes in their choices; what the API says of this household names none.
        const coded = !visitor && route.path.includes(':id') ? codes.filter((code) => text.includes(`"${code}"`)) : [];
        if (named.length + coded.length > 0) told.push(`${name} ${path}: ${[...named, ...coded].join(' ')}`);
      }
    }
    expect(asked).toBeGreaterThan(0);
    return told;
  }

  /** Lists of people, and the scales and questions themselves. */
  const generic = (path: string) =>
    /instruments|screening|assessor-trainings|accounts|protected-team|taxonomy|docs/.test(path);

  it('is seen by who saw it and by the lead worker', async () => {
    for (const [login, api] of [
      [observer, world.app.api(observer.token)] as const,
      [world.logins.window, world.api.window] as const,
    ]) {
      const me: Reader = { name: 'team', role: login.actor.roles[0] as Role, login, api };
      const told = await sweep(me, '/api/v1/');
      for (const part of ['mandatory-reports', 'flag-tasks'])
        expect(told.some((line) => line.includes(`/api/v1/${part}/`))).toBe(true);
      expect(told.length).toBeGreaterThan(4);
    }
    expect((await world.api.window.get(`households/${household}/needs`)).body.items).toHaveLength(needs.length);
  });

  it('tells nobody else anything, by any address of the API', async () => {
    for (const reader of readers) if (reader.role !== 'volunteer') expect(await sweep(reader, '/api/v1/')).toEqual([]);
  }, 120_000);

  it('tells nobody else anything, by any page of the console', async () => {
    for (const role of ['window-worker', 'station-worker', 'centre-worker', 'dispatcher'])
      expect(
        await sweep(
          readers.find((reader) => reader.role === role)!,
          '/console',
        ),
      ).toEqual([]);
  }, 180_000);

  it('shows on no page of the household itself', async () => {
    const { app, logins, rows } = world;
    const [place] = await rows<{ districtCode: string; regionPath: string }>(
      'select district_code as "districtCode", region_path as "regionPath" from households where id = $1',
      [household],
    );
    const links = app.get(HouseholdLinks);
    const { token, pin } = await app.as({ ...logins.window.actor, purpose: 'test' }, () =>
      links.issue({ householdId: household, ...place!, holderMemberId: randomUUID() }),
    );
    const cookie = `household=${(await links.verify(token, pin, '127.0.0.1')).token}`;
    const names = needs.map(({ code }) => app.get(Taxonomy).name(code, 'zh-CN'));
    const pages = allRoutes().filter(
      ({ method, path }) => method === 'GET' && /^\/h(\/|$)/.test(path) && !path.includes(':'),
    );
    expect(pages.length).toBeGreaterThan(5);
    for (const { path } of pages) {
      const { text } = await app.api().get(path).set('cookie', cookie);
      const told = [...words, ...names].filter((word) => text.includes(word));
      // Names of services stand in the list that asks for a free wish; the household has seen none of these.
      expect([path, told]).toEqual([path, []]);
    }
    for (const kind of ['needs', 'referrals'])
      for (const one of ids[kind]!)
        expect((await app.api().get(`/h/help/${one}`).set('cookie', cookie)).status).toBe(404);
  });

  it('is no row for anybody outside the team, whatever is asked', async () => {
    const tables = ['mandatory_reports', 'flag_tasks', 'needs', 'assessments', 'referrals', 'gaps', 'match_runs'];
    for (const { name, login, role } of readers) {
      const seen = await world.app.as({ ...login.actor, purpose: 'test' }, async () => {
        const found: string[] = [];
        for (const table of tables) {
          const [row] = await world.app.get(Transactions).manager.query<Array<{ count: string }>>(
            `select count(*) as count from ${table} where household_id = $1
                ${table === 'assessments' ? `and instrument = 'S09'` : ''}`,
            [household],
          );
          if (Number(row!.count) > 0) found.push(table);
        }
        return found;
      });
      expect([name, seen]).toEqual([name, role === 'dispatcher' ? ['referrals'] : []]);
    }
  });

  it('is named in no event, message, deadline, export of counts or record', async () => {
    const rows = await world.rows<{ told: string }>(
      `select e.type || e.data::text as told from outbox_events e where household_id = $1
       union all select a.action || coalesce(a.fields::text, '') || a.purpose from audit_events a where household_id = $1
       union all select n.template || coalesce(n.state_reason, '') from notifications n where household_id = $1
       union all select coalesce(m.reason, '') from moves m where household_id = $1`,
      [household],
    );
    expect(rows.length).toBeGreaterThan(20);
    const codes = needs.map(({ code }) => code).filter((code) => code !== 'CH-03' && code !== 'ED-04');
    const named = rows
      .map(({ told }) => told)
      .filter((told) => [FLAG, REFERENCE, ...codes].some((word) => told.includes(word)));
    expect(named).toEqual([]);
    for (const table of ['needs', 'referrals']) {
      const [row] = await world.app.as({ ...world.logins.centre.actor, purpose: 'test' }, () =>
        world.app
          .get(Transactions)
          .manager.query<Array<{ count: string }>>(`select count(*) as count from ${table} where household_id = $1`, [
            household,
          ]),
      );
      expect([table, row!.count]).toEqual([table, '0']);
    }
  });
});
