import { randomUUID } from 'node:crypto';
import { Needs } from '../../../src/people/needs';
import { anonymousActor, Transactions } from '../../../src/platform/database';
import type { PlanView } from '../../../src/referral/plans/dto/plan.view';
import { Taxonomy } from '../../../src/reference/taxonomy';
import { allows, type Permission, type Role } from '../../../src/trust/access';
import { allRoutes, type Route } from '../../consistency/routes';
import { makeOffering } from '../../factories/supply.factory';
import type { ApiClient } from '../../support/app';
import { ConsoleVisitor } from '../../support/console';
import { type Login, loginAs } from '../../support/district';
import { OTHER_VILLAGE, spokenFor } from '../people/assessed-household';
import { confirmedNeed } from '../referral/matched-household';
import { type Firm, openReferralWorld, type ReferralWorld } from '../referral/referral-world';

const CODES = ['SO-05', 'LE-04', 'CH-01', 'CR-04'];
const OWN = { side: 'self', field: 'capability', goal: 'Walks', action: 'Walks daily', ownerName: 'Wang' };

interface Walked {
  code: string;
  offering: string;
  contract: string;
  household: string;
  need: string;
  referral: string;
  /** What may stand in an address, by the part before it. */
  ids: Record<string, string[]>;
}
interface Stranger {
  name: string;
  role: Role;
  api: ApiClient;
  login: Login;
}

/** Restricted needs and all that hangs on them: seen by the named team, by nobody else (R46, B30–B32, C3). */
describe('restricted needs', () => {
  let world: ReferralWorld;
  let firm: Firm;
  let shelter: Firm;
  let walked: Walked[];
  let strangers: Stranger[];
  const canary = (code: string) => `kanari${code.replace('-', '').toLowerCase()}`;
  const ok = <T = { id: string }>(answer: { status: number; text: string; body: unknown }): T => {
    if (answer.status >= 300) throw new Error(`${answer.status}: ${answer.text}`);
    return answer.body as T;
  };

  /** Need → match → plan → referral → delivery → follow-up, with the canary in every text that belongs to the need. */
  async function walk(code: string): Promise<Walked> {
    const { api } = world;
    const word = canary(code);
    const contract = await contractOf(firm);
    const paid = { payer: 'contract', contractId: contract };
    const offering = await makeOffering(world.app, firm.provider, { code, capacityPerPeriod: 5, ...paid });
    const { id: household } = await world.needy([]);
    const found = ok(await api.window.post(`households/${household}/needs`, { code, severity: 3, reason: word }));
    await spokenFor(world, found.id);
    ok(await api.window.post(`needs/${found.id}/confirm`, { name: word, mode: 'self' }));
    const open = await confirmedNeed(world, household, 'LI-02');
    const match = await world.match(household);
    const items = [
      OWN,
      { ...OWN, side: 'society', field: 'inclusion', needId: found.id, code, goal: word, action: word },
      // A line may name another service than its need.
      { ...OWN, side: 'society', field: 'inclusion', needId: open, code, goal: word, action: word },
    ];
    const plan = ok<PlanView>(await api.window.post('plans', { householdId: household, matchId: match.id, items }));
    const consent = await world.consent(household, firm.provider.id);
    const texts = { needId: found.id, offeringId: offering.id, message: word, safetyNote: word };
    const referral = ok(await api.window.post('referrals', texts));
    for (const act of ['consent', 'send']) await world.act(api.window, referral, act);
    await world.act(firm.api, referral, 'accept', { message: word });
    await world.act(firm.api, referral, 'schedule', { scheduledFor: world.app.clock.now().toISOString() });
    await world.act(firm.api, referral, 'start');
    const day = { deliveredOn: world.app.clock.today(), units: 1, note: word };
    ok(await firm.api.post(`referrals/${referral.id}/deliveries`, day));
    await world.act(firm.api, referral, 'complete');
    await world.act(api.window, referral, 'confirm', { mode: 'assisted', byName: word });
    await world.act(api.window, referral, 'close', { outcome: 'helped', reason: word });
    await makeOffering(world.app, shelter.provider, { code });
    const other = await world.consent(household, shelter.provider.id);
    ok(await api.window.post(`consents/${other}/withdraw`, { reason: word }));
    await world.app.drain();
    const more = async (table: string) =>
      (await world.rows<{ id: string }>(`select id from ${table} where household_id = $1`, [household])).map(
        ({ id }) => id,
      );
    const ids = {
      ...{ households: [household], needs: [found.id], matches: [match.id], plans: [plan.id] },
      consents: [consent, other],
      ...{ referrals: [referral.id], cases: await more('cases'), gaps: await more('gaps') },
      ...{ 'follow-ups': await more('follow_ups'), notifications: await more('notifications') },
    };
    return { code, offering: offering.id, contract, household, need: found.id, referral: referral.id, ids };
  }

  async function contractOf({ provider }: Firm): Promise<string> {
    const { centre } = world.api;
    const terms = {
      ...{ providerId: provider.id, number: `K-${randomUUID().slice(0, 8)}`, title: 'Service', unit: 'day' },
      ...{ startsOn: '2020-01-01', endsOn: '2099-12-31', unitPriceFen: 1000, quantity: 10, budgetFen: 10_000 },
    };
    const { id } = ok(await centre.post('contracts', terms));
    ok(await centre.post(`contracts/${id}/sign`, {}));
    return id;
  }

  beforeAll(async () => {
    world = await openReferralWorld();
    firm = await world.firm();
    shelter = await world.firm();
    const { app, logins } = world;
    const stranger = async (role: Role, place: object = {}, name: string = role): Promise<Stranger> => {
      const login = await loginAs(app, role, place);
      return { name, role, login, api: app.api(login.token) };
    };
    const other = await world.firm();
    strangers = [
      await stranger('window-worker', { unitId: logins.window.actor.unitId }, 'colleague at the same window'),
      await stranger('supervisor'),
      await stranger('evaluator'),
      await stranger('audit-administrator'),
      { name: 'the centre', role: 'centre-worker', login: logins.centre, api: world.api.centre },
      { name: 'another firm', role: 'dispatcher', login: other.dispatcher, api: other.api },
    ];
    walked = [];
    for (const code of CODES) walked.push(await walk(code));
  }, 120_000);
  afterAll(() => world?.close());

  it('are those that the code list marks, in the database too', async () => {
    const taxonomy = world.app.get(Taxonomy);
    const marked = await world.rows<{ code: string; marked: boolean }>(
      'select code, app.restricted_code(code) as marked from unnest($1::text[]) code',
      [taxonomy.all().map(({ code }) => code)],
    );
    expect(
      marked
        .filter((row) => row.marked)
        .map(({ code }) => code)
        .sort(),
    ).toEqual([...CODES].sort());
    for (const { code, marked: restricted } of marked)
      expect([code, taxonomy.restricted(code)]).toEqual([code, restricted]);
  });

  it.each(CODES)('%s is there for the lead worker, in every part of the file', async (code) => {
    const { household, need, referral } = walked.find((one) => one.code === code)!;
    const { window } = world.api;
    // Of a need the window reads code and severity, of a service what it sent itself (C3).
    expect(ok(await window.get(`needs/${need}`))).toMatchObject({ code, note: null });
    expect(ok(await window.get(`referrals/${referral}`))).toMatchObject({ needCode: code, message: canary(code) });
    expect((await window.get(`households/${household}/needs`)).text).toContain(`"${code}"`);
    expect((await window.get(`households/${household}/file`)).text).toContain(code);
    const deliveries = ok<{ items: object[] }>(await window.get(`referrals/${referral}/deliveries`));
    expect(deliveries.items).toMatchObject([{ units: 1, note: null }]);
    const timeline = (await window.get(`households/${household}/timeline?limit=100`)).text;
    expect(timeline).toContain(referral);
    expect(timeline).toContain(canary(code));
    const [plan] = walked.find((one) => one.code === code)!.ids.plans!;
    expect(
      ok<PlanView>(await window.get(`plans/${plan}`)).items.filter(({ goal }) => goal === canary(code)),
    ).toHaveLength(2);
  });

  it('are named to their provider one by one, and in its list only as special handling', async () => {
    const list = await firm.api.get('referrals?limit=100');
    for (const code of CODES) {
      expect(list.text).not.toContain(code);
      const { referral } = walked.find((one) => one.code === code)!;
      expect(ok(await firm.api.get(`referrals/${referral}`))).toMatchObject({ needCode: code, specialHandling: true });
    }
    const { items } = ok<{ items: Array<{ id: string }> }>(list);
    expect(items.find(({ id }) => id === walked[0]!.referral)).toMatchObject({ needCode: null, specialHandling: true });
    const visitor = new ConsoleVisitor(world.app);
    await visitor.signIn(firm.dispatcher.username);
    const page = (await visitor.get('/console/referrals')).text;
    for (const code of CODES) expect(page).not.toContain(world.app.get(Taxonomy).name(code, 'zh-CN'));
  });

  it('reach nobody else by any address of API and console', async () => {
    const lead = {
      name: 'lead worker',
      role: 'window-worker' as Role,
      login: world.logins.window,
      api: world.api.window,
    };
    expect((await sweep(lead, '/api/v1/', ['LE-04'])).length).toBeGreaterThan(8);
    for (const stranger of strangers) {
      const [first] = strangers;
      expect(await sweep(stranger, '/api/v1/', stranger === first ? CODES : ['LE-04'])).toEqual([]);
    }
    expect(await sweep(strangers[0]!, '/console', ['CH-01'])).toEqual([]);
  }, 120_000);

  /** Addresses at which somebody reads a canary, or the code of a household's need. */
  async function sweep(
    { name, role, api, login }: Stranger,
    start: string,
    codes: readonly string[],
  ): Promise<string[]> {
    const visitor = new ConsoleVisitor(world.app);
    if (start === '/console') await visitor.signIn(login.username);
    const told: string[] = [];
    let asked = 0;
    const open = routesOfReaders.filter(
      ({ path, permission }) => path.startsWith(start) && allows([role], permission as Permission),
    );
    for (const route of open) {
      for (const [path, code] of addresses(route, codes)) {
        asked += 1;
        const { text } = start === '/console' ? await visitor.get(path) : await api.get(path.slice(start.length));
        const named = CODES.some((one) => text.includes(canary(one)));
        if (named || (code !== null && start !== '/console' && text.includes(code))) told.push(`${name} ${path}`);
      }
    }
    expect(asked).toBeGreaterThan(0);
    return told;
  }

  it('leave no number: not of places, contract and ledgers, not in a match', async () => {
    const { offering, contract, referral } = walked.find(({ code }) => code === 'LE-04')!;
    const [supervisor, colleague] = [strangers.find(({ role }) => role === 'supervisor')!, strangers[0]!];
    const places = async (api: ApiClient) =>
      ok<{ periods: object[] }>(await api.get(`offerings/${offering}/capacity`)).periods[0];
    expect(await places(firm.api)).toMatchObject({ opened: 5, taken: 1, left: 4 });
    for (const api of [colleague.api, supervisor.api, world.api.centre])
      expect(await places(api)).toMatchObject({ opened: 5, reserved: null, taken: null, left: null });
    const visitor = await new ConsoleVisitor(world.app).signIn(supervisor.login.username);
    expect((await visitor.get(`/console/offerings/${offering}`)).text).toContain('不显示（少于 10）');

    const terms = async (api: ApiClient) => ok<object>(await api.get(`contracts/${contract}`));
    expect(await terms(world.api.centre)).toMatchObject({ spentUnits: 1, leftUnits: 9 });
    expect(await terms(supervisor.api)).toMatchObject({ spentUnits: null, leftFen: null, usedPercent: null });
    for (const address of ['/console/contracts', `/console/contracts/${contract}`])
      expect((await visitor.get(address)).text).toContain('不显示（少于 10）');
    const entries = async (api: ApiClient) =>
      ok<{ items: Array<{ kind: string }> }>(await api.get(`contracts/${contract}/entries`)).items.map(
        ({ kind }) => kind,
      );
    expect(await entries(firm.api)).toEqual(expect.arrayContaining(['committed', 'spent', 'opened']));
    for (const api of [supervisor.api, world.api.centre]) expect(await entries(api)).toEqual(['opened']);
    const kept = (login: Login) =>
      world.app.as({ ...login.actor, purpose: 'test' }, () =>
        world.app.get(Transactions).manager.query<object[]>(
          `select 'entry' as kind from capacity_entries where holder_id = $1
             union all select 'holding' from capacity_holdings where holder_id = $1`,
          [referral],
        ),
      );
    expect((await kept(world.logins.window)).length).toBeGreaterThan(1);
    expect(await kept(colleague.login)).toEqual([]);

    const mixed = await makeOffering(world.app, firm.provider, { code: 'LI-02', extraCodes: ['LE-04'] });
    const { id } = await world.needy(['LI-02']);
    const [need] = (await world.match(id)).needs;
    const found = need!.candidates.find((one) => one.offering.id === mixed.id)!;
    const phrases = [...found.notes, ...found.parts.map(({ because }) => because)].map(({ key }) => key);
    expect(phrases).toEqual(
      expect.arrayContaining(['matching.note.has-places', 'matching.part.quality-untold', 'matching.part.load-untold']),
    );
    expect(phrases).not.toContain('matching.note.places');
  });

  it('do not show by a request for money: named to the team and to those who decide on the pot', async () => {
    const { household } = walked.find(({ code }) => code === 'SO-05')!;
    const { api, logins } = world;
    const fund = ok(await api.centre.post('funds', { name: 'Fund', purpose: 'return home' }));
    await makeOffering(world.app, firm.provider, { code: 'SO-05', payer: 'fund', fundId: fund.id });
    const other = await world.needy(['LI-02']);
    for (const holderId of [household, other.id]) {
      const request = ok(
        await api.centre.post(`funds/${fund.id}/requests`, { holderId, amountFen: 100, purpose: 'first month' }),
      );
      ok(await api.officer.post(`funds/${fund.id}/requests/${request.id}/refuse`, { reason: holderId }));
    }
    const holders = async ({ actor }: Login) => {
      const found = await world.app.as({ ...actor, purpose: 'test' }, () =>
        world.app
          .get(Transactions)
          .manager.query<Array<{ holder: string }>>(
            'select holder_id as holder from fund_requests where fund_id = $1',
            [fund.id],
          ),
      );
      return found.map(({ holder }) => holder).sort();
    };
    const both = [household, other.id].sort();
    const refused = async ({ actor }: Login) => {
      const found = await world.app.as({ ...actor, purpose: 'test' }, () =>
        world.app
          .get(Transactions)
          .manager.query<Array<{ reason: string }>>('select reason from moves where reason = any ($1)', [both]),
      );
      return found.map(({ reason }) => reason).sort();
    };
    for (const login of [logins.window, logins.centre, logins.officer])
      expect([await holders(login), await refused(login)]).toEqual([both, both]);
    for (const login of [logins.station, strangers[0]!.login])
      expect([await holders(login), await refused(login)]).toEqual([[other.id], [other.id]]);
    expect((await api.station.get(`funds/${fund.id}/requests`)).text).not.toContain(household);
  });

  it('do not show by who looked: a shelter that asked for a phone is for the team alone', async () => {
    const { household, referral } = walked.find(({ code }) => code === 'CH-01')!;
    const recorded = await world.rows<{ action: string }>(
      "select action from audit_events where household_id = $1 and action = 'referral.contact-read' and subject_id = $2",
      [household, referral],
    );
    expect(recorded.length).toBeGreaterThan(0);
    const looks = async (api: ApiClient) =>
      ok<{ items: Array<{ action: string; role: string; ground: string }> }>(
        await api.get(`households/${household}/readings?limit=200`),
      ).items.filter(({ role }) => role === 'dispatcher');
    const told = await looks(world.api.window);
    expect(told.length).toBeGreaterThan(0);
    expect([...new Set(told.map(({ action }) => action))].sort()).toEqual(['referral.contact-read', 'referral.read']);
    for (const look of told) expect(look.ground).toBe('referral');
    for (const { api } of strangers.filter(({ role }) =>
      ['window-worker', 'centre-worker', 'supervisor'].includes(role),
    ))
      if ((await api.get(`households/${household}/readings`)).status === 200) expect(await looks(api)).toEqual([]);
    const record = async (who: Role) =>
      ok<{ items: Array<{ organisationId: string | null }> }>(
        await strangers.find(({ role }) => role === who)!.api.get(`audit-events?householdId=${household}&limit=200`),
      ).items.filter(({ organisationId }) => organisationId === firm.provider.id);
    expect(await record('supervisor')).toEqual([]);
    expect((await record('audit-administrator')).length).toBeGreaterThan(told.length);
  });

  it('are named in no event, job, message, deadline, record or repeat', async () => {
    const rows = await world.rows<{ told: string }>(
      `select e.type || e.data::text || e.actor::text as told from outbox_events e where household_id = any ($1::uuid[])
       union all select coalesce(d.last_error, '') from event_deliveries d
       union all select a.action || a.fields::text || a.purpose from audit_events a where household_id = any ($1::uuid[])
       union all select n.template || coalesce(n.state_reason, '') || coalesce(n.last_error, '') from notifications n
       union all select i.digest || coalesce(i.location, '') from idempotency_keys i`,
      [walked.map(({ household }) => household)],
    );
    expect(rows.length).toBeGreaterThan(50);
    const named = rows
      .map(({ told }) => told)
      .filter((told) => CODES.some((code) => told.includes(code) || told.includes(canary(code))));
    expect(named).toEqual([]);
  });

  const routesOfReaders = allRoutes().filter(
    ({ method, open, permission, path }) => method === 'GET' && !open && permission && !/:(?!id\b)/.test(path),
  );

  /** Lists once; an address with an id for what could stand there. */
  const addresses = ({ path }: Route, codes: readonly string[]): Array<[string, string | null]> => {
    if (!path.includes(':id')) return [[path, null]];
    const before = path.split('/:id')[0]!.split('/').at(-1)!;
    return walked
      .filter(({ code }) => codes.includes(code))
      .flatMap(({ code, ids }) => (ids[before] ?? []).map((id): [string, string] => [path.replace(':id', id), code]));
  };

  describe('have a team', () => {
    const seen = async (client: ApiClient, need: string) => (await client.get(`needs/${need}`)).status;
    const recorded = async (household: string, code = 'LE-04', client = world.api.window) =>
      ok(await client.post(`households/${household}/needs`, { code, severity: 3, reason: 'heard at the door' })).id;

    it('to which the lead worker names a colleague of another village, who then reaches the file; once off, no more', async () => {
      const { id } = await world.needy([]);
      const need = await recorded(id);
      const [unit] = await world.rows<{ id: string }>(
        "select u.id from units u join regions r on r.id = u.region_id where u.tier = 'window' and r.code = $1",
        [OTHER_VILLAGE],
      );
      const helper = await loginAs(world.app, 'window-worker', { unitId: unit!.id });
      const client = world.app.api(helper.token);
      expect(await seen(client, need)).toBe(404);
      const body = { accountId: helper.accountId, reason: 'knows the shelter' };
      expect((await client.post(`households/${id}/protected-team`, body)).status).toBe(404);
      expect((await world.api.station.post(`households/${id}/protected-team`, body)).status).toBe(403);
      const team = ok<{ items: object[] }>(await world.api.window.post(`households/${id}/protected-team`, body));
      expect(team.items).toHaveLength(2);
      expect([await seen(client, need), (await client.get(`households/${id}`)).status]).toEqual([200, 200]);
      expect((await world.api.window.post(`households/${id}/protected-team`, body)).status).toBe(409);
      const end = `households/${id}/protected-team/${helper.accountId}/end`;
      expect((await world.api.window.post(end, { reason: 'no more needed' })).status).toBe(200);
      expect([await seen(client, need), (await client.get(`households/${id}`)).status]).toEqual([404, 404]);
      const record = await world.rows<{ action: string }>(
        "select action from audit_events where household_id = $1 and action like 'household.access%' order by xid, id",
        [id],
      );
      expect(record.map(({ action }) => action)).toEqual(['household.access-given', 'household.access-ended']);
    });

    it('on which nobody takes a place himself', async () => {
      const { id } = await world.needy([]);
      const need = await recorded(id);
      const { accountId } = world.logins.centre;
      const answer = await world.api.centre.post(`households/${id}/protected-team`, { accountId, reason: 'I want to' });
      expect(answer.body).toMatchObject({ status: 403, code: 'protected-team-not-yourself' });
      const later = await recorded(id, 'CH-01', world.api.station);
      expect(await seen(world.api.station, need)).toBe(404);
      expect(await seen(world.api.station, later)).toBe(404);
      expect(await seen(world.api.window, later)).toBe(200);
    });

    it('that follows the case: who leads it is on, who led it is off', async () => {
      const { id } = await world.needy([]);
      const need = await recorded(id);
      const heir = strangers[0]!;
      const [row] = await world.rows<{ id: string }>('select id from cases where household_id = $1', [id]);
      ok(await world.api.window.post(`cases/${row!.id}/assign`, { leadWorkerId: heir.login.accountId }));
      expect([await seen(heir.api, need), await seen(world.api.window, need)]).toEqual([200, 404]);
    });

    it('and are kept from the household page until somebody of it finds them safe to show (C3)', async () => {
      const { id } = await world.needy([]);
      const need = await recorded(id);
      const { districtCodes } = world.worker;
      const actor = {
        ...anonymousActor('test'),
        kind: 'household' as const,
        roles: ['household'],
        householdId: id,
        districtCodes,
      };
      const atHome = () => world.app.as(actor, () => world.app.get(Needs).list(id));
      expect(await atHome()).toEqual([]);
      expect((await world.api.centre.post(`needs/${need}/show`, { shown: true })).status).toBe(404);
      ok(await world.api.window.post(`needs/${need}/show`, { shown: true }));
      expect((await atHome()).map(({ code }) => code)).toEqual(['LE-04']);
      ok(await world.api.window.post(`needs/${need}/show`, { shown: false }));
      expect(await atHome()).toEqual([]);
    });

    it('that is kept at the console too, with words on what is missing', async () => {
      const { id } = await world.needy([]);
      const visitor = new ConsoleVisitor(world.app);
      await visitor.signIn(world.logins.window.username);
      const page = `/console/households/${id}/protected-team`;
      const { accountId } = strangers[0]!.login;
      const refused = await visitor.submit(page, page, { accountId, reason: '' });
      expect([refused.status, refused.text.includes(`value="${accountId}" selected`)]).toEqual([422, true]);
      expect((await visitor.submit(page, page, { accountId, reason: '熟悉情况' })).status).toBe(303);
      const team = await visitor.get(page);
      expect(team.text).toContain('熟悉情况');
      const end = `${page}/${accountId}/end`;
      expect((await visitor.send(team.text, end, { reason: '不再需要' })).status).toBe(303);
      expect((await visitor.get(page)).text).not.toContain('熟悉情况');
    });
  });
});
