import { Consents } from '../../../src/people/consents';
import { systemActor } from '../../../src/trust/access';
import { memberInput } from '../../factories/households.factory';
import { DISTRICT } from '../../support/district';
import { openPeopleWorld, type PeopleWorld } from './assessed-household';

const PROVIDER = '0196a000-0000-7000-8000-000000000009';
const ITEMS = ['identity', 'contact', 'need', 'health'];

interface Consent {
  id: string;
  state: string;
  items: string[];
}

describe('people/consents', () => {
  let world: PeopleWorld;
  let householdId: string;
  let memberIds: string[];
  const sheet = (changes: object = {}) => ({
    scope: 'referral',
    receiverKind: 'provider',
    receiverId: PROVIDER,
    receiverName: '暖心服务中心',
    items: ITEMS,
    decision: 'given',
    ...changes,
  });
  const give = (changes: object = {}) => world.api.window.post(`households/${householdId}/consents`, sheet(changes));
  const covering = (items: string[], providerId = PROVIDER) =>
    world.app.as(world.logins.window.actor, () => world.app.get(Consents).covering({ householdId, providerId, items }));

  beforeAll(async () => {
    world = await openPeopleWorld();
    const head = memberInput({ name: '同意人' });
    ({ id: householdId, memberIds } = await world.household([
      head,
      memberInput({ name: '小孩', relation: 'child', birthDate: '2018-01-01' }),
    ]));
  });
  afterAll(() => world.close());

  it('covers what was left standing, for that provider only', async () => {
    const given = await give({ struckItems: ['health'] });
    expect(given.status).toBe(201);
    expect(given.body).toMatchObject({
      state: 'given',
      items: ['identity', 'contact', 'need'],
      struckItems: ['health'],
      givenByName: '同意人',
    });
    expect(await covering(['identity', 'need'])).toMatchObject({ id: (given.body as Consent).id });
    expect(await covering(['identity', 'health'])).toBeNull();
    expect(await covering(['identity'], '0196a000-0000-7000-8000-000000000008')).toBeNull();
  });

  it('replaces the older one for the same receiver', async () => {
    const older = (await give()).body as Consent;
    const newer = (await give()).body as Consent;
    expect((await world.api.window.get(`consents/${older.id}`)).body).toMatchObject({ state: 'superseded' });
    expect(await covering(['identity'])).toMatchObject({ id: newer.id });
  });

  it('stops the same minute when it is withdrawn, and says so', async () => {
    const given = (await give()).body as Consent;
    expect((await world.api.window.post(`consents/${given.id}/withdraw`, { reason: '改变主意' })).body).toMatchObject({
      state: 'withdrawn',
    });
    expect(await covering(['identity'])).toBeNull();
    const events = await world.rows<{ type: string }>(
      'select type from outbox_events where aggregate_id = $1 order by id',
      [given.id],
    );
    expect(events.map((event) => event.type)).toEqual(['consent.asked', 'consent.given', 'consent.withdrawn']);
    expect((await world.api.window.post(`consents/${given.id}/withdraw`)).status).toBe(409);
  });

  it('needs a guardian below 14, an item of the pack and a day to come', async () => {
    const codes = async (changes: object) =>
      ((await give(changes)).body as { errors: Array<{ code: string }> }).errors.map(({ code }) => code);
    expect(await codes({ givenByMemberId: memberIds[1] })).toEqual(['consent-guardian-needed']);
    expect(await codes({ mode: 'guardian', givenByMemberId: memberIds[1] })).toEqual(['consent-guardian-too-young']);
    expect(await codes({ items: ['blood-group'] })).toEqual(['consent-item-unknown']);
    expect(await codes({ until: '2020-01-01' })).toEqual(['consent-until-past']);
    expect(await codes({ receiverId: undefined })).toEqual(['consent-receiver-needed']);
    expect(await codes({ struckItems: ITEMS })).toEqual(['consent-nothing-left']);
  });

  it('is asked first and answered later, once', async () => {
    const asked = (await give({ decision: 'asked' })).body as Consent;
    expect(asked.state).toBe('asked');
    expect((await world.api.window.post(`consents/${asked.id}/refuse`, { mode: 'self' })).body).toMatchObject({
      state: 'refused',
    });
    expect((await world.api.window.post(`consents/${asked.id}/give`, { mode: 'self' })).status).toBe(409);
  });

  it('runs out after its last day', async () => {
    const given = (await give({ until: world.app.clock.today() })).body as Consent;
    world.app.clock.set(new Date(world.app.clock.now().getTime() + 36 * 3_600_000));
    await world.app.drain();
    const row = await world.app.as(systemActor(DISTRICT, 'test'), () => world.app.get(Consents).get(given.id));
    expect(row.state).toBe('expired');
    world.app.clock.reset();
  });

  it('is nothing for providers', async () => {
    expect((await world.api.dispatcher.get(`households/${householdId}/consents`)).status).toBe(403);
  });
});
