import { Transactions } from '../../../src/platform/database';
import type { ApiClient } from '../../support/app';
import { type Login, loginAs } from '../../support/district';
import { OTHER_VILLAGE } from '../people/assessed-household';
import { openReferralWorld, type ReferralWorld } from './referral-world';

/** Tables that know a household and a place, and stay where they are, each with its reason. */
const STAY: Record<string, string> = {
  leads: 'tell where somebody was seen (R54)',
  audit_events: 'are sealed',
  ledger_households: 'are taken along by a trigger of their own',
  rights_requests: 'are answered by the office that received them (C1)',
  closed_files: 'tell where the file was when it was closed',
};

describe('a household that moves to another village', () => {
  let world: ReferralWorld;
  let neighbour: ApiClient;
  let there: Login;
  beforeAll(async () => {
    world = await openReferralWorld();
    const [unit] = await world.rows<{ id: string }>(
      "select u.id from units u join regions r on r.id = u.region_id where u.tier = 'window' and r.code = $1",
      [OTHER_VILLAGE],
    );
    there = await loginAs(world.app, 'window-worker', { unitId: unit!.id });
    neighbour = world.app.api(there.token);
  });
  afterAll(() => world.close());

  it('has a trigger that names every table found by household and place', async () => {
    const tables = await world.rows<{ name: string }>(
      `select c.table_name as name from information_schema.columns c
        join information_schema.columns r using (table_schema, table_name)
        join pg_class t on t.relname = c.table_name and t.relkind in ('r', 'p') and not t.relispartition
       where c.table_schema = 'public' and c.column_name = 'household_id' and r.column_name = 'region_path' order by 1`,
    );
    const [trigger] = await world.rows<{ source: string }>(
      "select prosrc as source from pg_proc where proname = 'take_household_along'",
    );
    const forgotten = tables.filter(({ name }) => !trigger!.source.includes(`update ${name} set`) && !(name in STAY));
    expect(tables.length).toBeGreaterThan(10);
    expect(forgotten).toEqual([]);
  });

  it('takes its letters, case, needs, plan, referrals and messages along, all at once', async () => {
    const firm = await world.firm();
    const person = await world.person();
    await world.consent(person.id, firm.provider.id);
    const referral = await world.sent(person, await world.offering(firm));
    await world.app.drain();
    const [open] = (
      (await world.api.window.get(`households/${person.id}/cases`)).body as { items: Array<{ id: string }> }
    ).items;
    for (const path of [`households/${person.id}`, `needs/${person.needId}`, `referrals/${referral.id}`])
      expect([path, (await neighbour.get(path)).status]).toEqual([path, 404]);
    // Of each life cycle, consents too.
    const moves = async () =>
      (
        await world.app.as({ ...there.actor, purpose: 'test' }, () =>
          world.app
            .get(Transactions)
            .manager.query<Array<{ name: string }>>(
              'select distinct lifecycle as name from moves where household_id = $1 order by 1',
              [person.id],
            ),
        )
      ).map(({ name }) => name);
    expect(await moves()).toEqual([]);
    const { version } = (await world.api.station.get(`households/${person.id}`)).body as { version: number };
    const tooFar = await world.api.window.patch(`households/${person.id}`, { regionCode: OTHER_VILLAGE }, version);
    expect([tooFar.status, (tooFar.body as { code: string }).code]).toEqual([409, 'region-out-of-reach']);
    const moved = await world.api.centre.patch(`households/${person.id}`, { regionCode: OTHER_VILLAGE }, version);
    expect(moved.status).toBe(200);
    // Before any background work.
    for (const path of [
      `households/${person.id}`,
      `cases/${open!.id}`,
      `needs/${person.needId}`,
      `referrals/${referral.id}`,
    ])
      expect([path, (await neighbour.get(path)).status]).toEqual([path, 200]);
    expect(await moves()).toEqual(expect.arrayContaining(['consent', 'need', 'referral']));
    const timeline = (await neighbour.get(`households/${person.id}/timeline`)).body as { items: object[] };
    expect(timeline.items.length).toBeGreaterThan(3);
    const found = (await neighbour.get(`households?name=${encodeURIComponent('王桂')}`)).body as { items: object[] };
    expect(found.items).toEqual([expect.objectContaining({ id: person.id })]);
    const [path] = await world.rows<{ region_path: string }>('select region_path from households where id = $1', [
      person.id,
    ]);
    for (const table of ['household_grams', 'cases', 'needs', 'referrals', 'moves', 'notifications']) {
      const rows = await world.rows<{ region_path: string }>(
        `select distinct region_path from ${table} where household_id = $1`,
        [person.id],
      );
      expect([table, rows]).toEqual([table, [path]]);
    }
    // The lead worker of the old village keeps the case until somebody of the new one accepts it (R10).
    expect((await world.api.window.get(`cases/${open!.id}`)).status).toBe(200);
    const offer = (reasonCode: string) =>
      world.api.window.post(`cases/${open!.id}/handovers`, {
        ...{ tier: 'window', reasonCode, residualDifficulty: '搬到邻村' },
      });
    expect((await offer('step-down')).status).toBe(422);
    const sent = await offer('moved');
    expect(sent.status).toBe(201);
    const accepted = await neighbour.post(`handovers/${(sent.body as { id: string }).id}/accept`);
    expect(accepted.status).toBe(200);
    await world.app.drain();
    expect((await world.api.window.get(`households/${person.id}`)).status).toBe(404);
    expect((await neighbour.get(`cases/${open!.id}`)).body).toMatchObject({ tier: 'window', state: 'intake' });
  });

  it('is not handed over inside its unit', async () => {
    const person = await world.person();
    const [open] = (
      (await world.api.window.get(`households/${person.id}/cases`)).body as { items: Array<{ id: string }> }
    ).items;
    const answer = await world.api.window.post(`cases/${open!.id}/handovers`, {
      ...{ tier: 'window', reasonCode: 'moved', residualDifficulty: '没有搬' },
    });
    expect((answer.body as { errors: object[] }).errors).toEqual([
      expect.objectContaining({ field: 'tier', code: 'handover-same-unit' }),
    ]);
  });
});
