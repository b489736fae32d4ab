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
/** What an answer must not open while a member is barred who could hold the link. */
const SHUT = /^\/h\/(consents|sittings|receipts|shared)/;

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
      links.issue({ householdId, ...place! }),
    );
    return `household=${(await links.verify(token, pin, '127.0.0.1')).token}`;
  }

  async function send({ method, path }: Route, cookie: string, key: boolean) {
    const address = addressOf(path, thingsOf(path)!, things);
    const call = world.app.api();
    if (method === 'GET') return call.get(address).set('cookie', cookie);
    if (!secrets.has(cookie)) {
      const home = await call.get('/h/home').set('cookie', cookie);
      secrets.set(cookie, /name="_csrf" value="([^"]*)"/.exec(home.text)?.[1] ?? '');
    }
    const body = { _csrf: secrets.get(cookie), ...(key && { _key: randomUUID() }) };
    return call.post(address, body).type('form').unset('idempotency-key').set('cookie', cookie);
  }

  async function asked(
    cookie: string,
    fits: (route: Route) => readonly number[],
    { key = false, only = /^(?!.h.sign-out)/ } = {},
  ): Promise<string[]> {
    const faults: string[] = [];
    for (const route of HOUSEHOLD_ROUTES.filter(({ path }) => only.test(path))) {
      const { status, text } = await send(route, cookie, key);
      cells += 1;
      if (!fits(route).includes(status)) faults.push(`${route.name}: ${status}, not ${fits(route).join(' or ')}`);
      if (cookie === own) continue;
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

  it('say nothing of consents while a member is barred', async () => {
    const { household, member } = world.things;
    const bar = (barred: boolean) =>
      made(world.api.window.post(`households/${household}/members/${member}/guardian-bar`, { barred }));
    await bar(true);
    const faults = await asked(own, () => [409], { key: true, only: SHUT });
    await bar(false);
    expect(faults).toEqual([]);
  });
});

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
