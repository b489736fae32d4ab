import { randomUUID } from 'node:crypto';
import { Regions } from '../../../src/reference/regions';
import { allows, type Permission, systemActor } from '../../../src/trust/access';
import { CreateAccount } from '../../../src/trust/accounts';
import { allRoutes } from '../../consistency/routes';
import type { ApiClient } from '../../support/app';
import { ConsoleVisitor } from '../../support/console';
import { DISTRICT, PASSWORD } from '../../support/district';
import { openPeopleWorld, type PeopleWorld } from '../people/assessed-household';

const NEXT_DOOR = '990199';

/** Somebody of the province with a post in two districts (design 8.1). */
describe('an actor of several districts', () => {
  let world: PeopleWorld;
  let api: ApiClient;
  const username = `province-${randomUUID().slice(0, 8)}`;

  beforeAll(async () => {
    world = await openPeopleWorld();
    await world.rows(
      `insert into regions (code, name, level, parent_id, path, district_code, valid_from)
       select $1, '邻县', 'county', parent_id, path || '99/', $1, '2020-01-01' from regions where code = $2 and level = 'county'
       on conflict do nothing`,
      [NEXT_DOOR, DISTRICT],
    );
    await world.household();
    await world.app.as(systemActor(null, 'test'), async () => {
      const { path } = await world.app.get(Regions).byCode(DISTRICT);
      const posts = [DISTRICT, NEXT_DOOR].map((districtCode) => ({
        ...{ role: 'supervisor', organisationId: null, unitId: null, districtCode },
        regionPath: path.split('/')[0] ?? null,
      }));
      await world.app
        .get(CreateAccount)
        .execute({ username, displayName: '省督导', password: PASSWORD, posts, demonstration: true });
    });
    const { body } = await world.app.api().post('sessions', { username, password: PASSWORD });
    api = world.app.api((body as { token: string }).token);
  });
  afterAll(() => world?.close());

  it('is asked for one before any list of the API, and gets the list of that one', async () => {
    const lists = allRoutes().filter(
      ({ method, path, permission, open }) =>
        method === 'GET' &&
        path.startsWith('/api/v1') &&
        !path.includes(':') &&
        !open &&
        permission !== 'console:use' &&
        permission !== 'instruments:read' &&
        allows(['supervisor'], permission as Permission),
    );
    expect(lists.length).toBeGreaterThan(8);
    const wrong: string[] = [];
    for (const { path } of lists) {
      const asked = await api.get(path);
      const chosen = await api.get(`${path}?district=${DISTRICT}`);
      const foreign = await api.get(`${path}?district=110101`);
      const codes = [asked, chosen, foreign].map(({ status }) => status);
      if (codes.join() !== '422,200,422' || (asked.body as { code: string }).code !== 'district-needed') {
        wrong.push(`${path}: ${codes.join()} ${JSON.stringify(chosen.body).slice(0, 200)}`);
      }
    }
    expect(wrong).toEqual([]);
    const here = (await api.get(`households?district=${DISTRICT}`)).body as { items: unknown[] };
    const there = (await api.get(`households?district=${NEXT_DOOR}`)).body as { items: unknown[] };
    expect([here.items.length > 0, there.items.length]).toEqual([true, 0]);
  });

  it('opens one thing by its id in whichever district it lies', async () => {
    const { id } = await world.household();
    expect((await api.get(`households/${id}`)).status).toBe(200);
  });

  it('chooses once in the console, and comes back to where it was going', async () => {
    const visitor = await new ConsoleVisitor(world.app).signIn(username);
    const sent = await visitor.get('/console/households?class=2');
    expect(sent.status).toBe(303);
    const { location = '' } = sent.headers as { location?: string };
    expect(location).toBe(
      `/console/district?${new URLSearchParams({ next: '/console/households?class=2' }).toString()}`,
    );
    const wrong = await visitor.submit(location, '/console/district', { district: '110101' });
    expect([wrong.status, /请选择您负责的一个区县/.test(wrong.text)]).toEqual([422, true]);
    const chosen = await visitor.submit(location, '/console/district', { district: DISTRICT });
    expect([chosen.status, chosen.headers.location]).toEqual([303, '/console/households?class=2']);
    const list = await visitor.get('/console/households');
    const files = (text: string) => text.match(/href="\/console\/households\/[0-9a-f]{8}-/g) ?? [];
    expect([list.status, /更换区县/.test(list.text), files(list.text).length > 0]).toEqual([200, true, true]);
    await visitor.submit('/console/district', '/console/district', { district: NEXT_DOOR });
    const next = await visitor.get('/console/households');
    expect([next.status, files(next.text)]).toEqual([200, []]);
  });
});
