import { randomUUID } from 'node:crypto';
import { HouseholdLinks } from '../../../src/trust/accounts';
import type { Route } from '../../consistency/routes';
import { CANARIES } from './canaries';
import { isApi } from './cells';
import { made } from './made';
import { openFile, sendFurther, type Things } from './matrix-file';
import { type MatrixWorld, openMatrixWorld } from './matrix-world';
import { HOUSEHOLD_ROUTES, STAFF_ROUTES } from './route-record';
import { addressOf, namesOf, thingsOf } from './route-things';

const LINE = {
  scope: 'assessment',
  receiverKind: 'provider-kind',
  receiverName: 'charity',
  items: ['identity', 'need'],
};
/** What stays open while a member is barred who could hold the link is the start page, a call and the way out. */
const SHUT = /^\/h\/(?!home$|call$|sign-out$)/;

/** What is asked about a child, and the receipt of what was said. */
const OF_CHILD = /^\/h\/(consents\/:id$|sittings|receipts)/;

const nothing = (_route: Route): object => ({});

describe('the pages of a household, asked by households and by staff', () => {
  let world: MatrixWorld;
  let things: Things;
  let own: string;
  let other: string;
  let cells = 0;
  const secrets = new Map<string, string>();

  beforeAll(async () => {
    world = await openMatrixWorld();
    things = { ...world.things, ...(await waiting(world)) };
    own = await sessionOf(world.things.household!);
    other = await sessionOf((await openFile(world, { name: '周四户', phone: '13766667777' })).id);
  }, 240_000);
  afterAll(() => process.stdout.write(`${cells} cells of household pages\n`));

  /** Somebody holds link and PIN of the household. @returns the cookie */
  async function sessionOf(householdId: string): Promise<string> {
    const { app, logins, rows } = world;
    const [place] = await rows<{ districtCode: string; regionPath: string }>(
      'select district_code as "districtCode", region_path as "regionPath" from households where id = $1',
      [householdId],
    );
    const links = app.get(HouseholdLinks);
    const { token, pin } = await app.as({ ...logins.window.actor, purpose: 'test' }, () =>
      // Given to somebody by name, it stays when somebody else is barred.
      links.issue({ householdId, ...place!, holderMemberId: randomUUID() }),
    );
    return `household=${(await links.verify(token, pin, '127.0.0.1')).token}`;
  }

  async function send({ method, path }: Route, cookie: string, key: boolean, of = things, typed: object = {}) {
    const address = addressOf(path, thingsOf(path)!, of);
    const call = world.app.api();
    if (method === 'GET') return call.get(address).set('cookie', cookie);
    if (!secrets.has(cookie)) {
      const home = await call.get('/h/home').set('cookie', cookie);
      secrets.set(cookie, /name="_csrf" value="([^"]*)"/.exec(home.text)?.[1] ?? '');
    }
    const body = { ...typed, _csrf: secrets.get(cookie), ...(key && { _key: randomUUID() }) };
    return call.post(address, body).type('form').unset('idempotency-key').set('cookie', cookie);
  }

  async function asked(
    cookie: string,
    fits: (route: Route) => readonly number[],
    { key = false, only = /^(?!.h.sign-out)/, of = things, mine = cookie === own, typed = nothing, says = '' } = {},
  ): Promise<string[]> {
    const faults: string[] = [];
    for (const route of HOUSEHOLD_ROUTES.filter(({ path }) => only.test(path))) {
      const { status, text } = await send(route, cookie, key, of, typed(route));
      cells += 1;
      if (!fits(route).includes(status)) faults.push(`${route.name}: ${status}, not ${fits(route).join(' or ')}`);
      if (route.method === 'POST' && !text.includes(says)) faults.push(`${route.name}: does not say ${says}`);
      if (mine) continue;
      const told = CANARIES.filter((canary) => text.includes(canary.text)).map(({ group }) => `shows ${group}`);
      faults.push(...told.map((fault) => `${route.name}: ${fault}`));
    }
    return faults;
  }

  it('open to the household itself, and change nothing without the key of the repeat', async () => {
    expect(await asked(own, ({ method }) => (method === 'GET' ? [200] : [400, 422]))).toEqual([]);
  });

  it('know nothing of another household, whatever its address says', async () => {
    const fits = ({ method, path }: Route) => {
      const named = namesOf(thingsOf(path)!).length > 0;
      if (method === 'GET') return named ? [404] : [200];
      // What names nothing is done for the household that asks.
      return named ? [404, 422] : [303, 422];
    };
    expect(await asked(other, fits, { key: true })).toEqual([]);
  });

  it('are shut to strangers and to staff, and a household to every route of staff', async () => {
    expect(await asked('', () => [401])).toEqual([]);
    for (const asker of world.askers.filter(({ name }) => / (own|receiver)$/.test(name))) {
      expect(await asked(asker.cookie, () => [401, 403])).toEqual([]);
    }
    const faults: string[] = [];
    for (const route of STAFF_ROUTES.filter(({ method }) => method === 'GET')) {
      const { status } = await send(route, own, false);
      cells += 1;
      if (status !== (isApi(route) ? 401 : 303)) faults.push(`${route.name}: ${status}`);
    }
    expect(faults).toEqual([]);
  });

  it('say nothing of the household while a member is barred: neither consents nor copy, plan or who looked', async () => {
    const { household, member } = world.things;
    const bar = (barred: boolean) =>
      made(
        world.api.window.post(`households/${household}/members/${member}/guardian-bar`, {
          barred,
          reason: '据邻居反映有家庭暴力',
        }),
      );
    await bar(true);
    const faults = await asked(own, () => [409], { key: true, only: SHUT });
    await bar(false);
    expect(faults).toEqual([]);
  });

  it('show a guardian and a proxy what the household sees, let neither decide without the paper, and shut once one is barred', async () => {
    const { rows, api } = world;
    const { household, violent, guardian, proxy } = await family(world);
    const link = await sessionOf(household);
    const reading = ({ method }: Route) => (method === 'GET' ? [200] : [422]);
    const states = () => rows('select id, state from consents where household_id = $1 order by id', [household]);
    const before = await states();
    for (const [about, name] of [
      [guardian, 'guardian'],
      [proxy, 'proxy'],
    ] as const) {
      const whose = { key: true, only: OF_CHILD, of: { ...things, ...about }, typed: agreeing(about) };
      // Below 14 a guardian decides, with a paper that a worker has checked (PIPL 31): not by a page.
      const faults = await asked(link, reading, { ...whose, mine: true, says: '未满14周岁' });
      expect({ name, faults }).toEqual({ name, faults: [] });
      // Who speaks for this household has a link to another one: it opens nothing here.
      const elsewhere = ({ method }: Route) => (method === 'GET' ? [404] : [404, 422]);
      const told = await asked(other, elsewhere, whose);
      expect({ name, told }).toEqual({ name, told: [] });
    }
    const atHome = async () => {
      const { text } = await world.app.api().get('/h/home').set('cookie', link);
      return [guardian.consent!, proxy.consent!].filter((id) => text.includes(id));
    };
    expect(await atHome()).toHaveLength(1);
    await made(
      api.window.post(`households/${household}/members/${violent}/guardian-bar`, {
        barred: true,
        reason: '据邻居反映有家庭暴力',
      }),
    );
    for (const about of [guardian, proxy]) {
      const whose = { key: true, only: SHUT, of: { ...things, ...about }, typed: agreeing(about), mine: true };
      expect(await asked(link, () => [409], whose)).toEqual([]);
    }
    expect(await atHome()).toEqual([]);
    expect(await states()).toEqual(before);
  });
});

/** Yes to all that is asked. */
const agreeing =
  ({ line }: Things) =>
  ({ path }: Route): object => ({ answer: 'agree', told: 'identity', ...(/sittings/.test(path) && { lines: line }) });

/**
 * A child, the guardian, and somebody violent who may hold the link as well: it is the household's, and names nobody.
 * What waits about the child, and what guardian and proxy said before; the proxy is the head of another household.
 */
async function family(
  world: MatrixWorld,
): Promise<Record<'household' | 'violent', string> & Record<'guardian' | 'proxy', Things>> {
  const { api } = world;
  const { id: household, memberId: head } = await openFile(world, { name: '吴五户', phone: '13777778888' });
  const member = (body: object) => made(api.window.post(`households/${household}/members`, body));
  const { id: child } = await member({ name: '吴小', relation: 'child', birthDate: '2018-01-01' });
  const { id: violent } = await member({ name: '吴暴', relation: 'spouse', birthDate: '1985-01-01' });
  const sittings = `households/${household}/consent-sittings`;
  const waiting = async (giver: object, receiverName: string): Promise<Things> => {
    const line = { ...LINE, aboutMemberId: child, receiverName };
    const { id, lines } = await made(api.window.post(sittings, { lines: [line], answer: 'later', ...giver }));
    const [{ id: consent }] = lines as [{ id: string }];
    return { sitting: id, consent, line: consent };
  };
  const guardian = { mode: 'guardian', givenByMemberId: head, proofKind: 'household-register', proof: '户口簿第5页' };
  const proxy = { mode: 'proxy', givenByName: '周四户' };
  const said = await made(api.window.post(sittings, { lines: [{ ...LINE, aboutMemberId: child }], ...guardian }));
  const spoken = await made(api.window.post(sittings, { lines: [{ ...LINE, scope: 'referral' }], ...proxy }));
  return {
    ...{ household, violent },
    guardian: { ...(await waiting(guardian, 'agency')), receipt: said.id },
    proxy: { ...(await waiting(proxy, 'company')), receipt: spoken.id },
  };
}

/** What waits for an answer on the pages: a sheet, a sitting, help that has come; and the receipt of a sitting. */
async function waiting(world: MatrixWorld): Promise<Things> {
  const { api, app, firm1, things } = world;
  const household = `households/${things.household}`;
  const consent = await made(api.window.post(`${household}/consents`, { ...LINE, decision: 'asked' }));
  const sitting = await made(
    api.window.post(`${household}/consent-sittings`, { lines: [{ ...LINE, receiverName: 'agency' }], answer: 'later' }),
  );
  const id = await sendFurther(world, firm1, things.household!, 'LI-03');
  await world.act(firm1.api, { id }, 'accept');
  await world.act(firm1.api, { id }, 'start');
  await made(firm1.api.post(`referrals/${id}/deliveries`, { deliveredOn: app.clock.today(), units: 1 }));
  await world.act(firm1.api, { id }, 'complete');
  return { consent: consent.id, sitting: sitting.id, receipt: things.sitting!, referral: id };
}
