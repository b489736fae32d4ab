import { Transactions } from '../../../src/platform/database';
import { identityNumber, memberInput } from '../../factories/households.factory';
import { type Login, loginAs } from '../../support/district';
import { VILLAGE } from '../people/assessed-household';
import { openReferralWorld, type ReferralWorld } from '../referral/referral-world';

interface Body {
  id: string;
  code: string;
  leadWorkerId: string;
  items: Array<{ id: string }>;
  errors: Array<{ code: string }>;
}

/** What somebody with a conflict still sees, each with its reason. */
const SEEN: Record<string, string> = {
  conflicts: 'is the declaration itself',
  approvals: 'are the own requests',
  access_grants: 'holds ids and days only; the grants of a conflicted person open nothing',
  audit_events: 'are for audit administrators and supervisors',
};

describe('the conflict list', () => {
  let world: ReferralWorld;
  let relative: Login;
  let unitId: string;
  beforeAll(async () => {
    world = await openReferralWorld();
    const units = `select u.id from units u join regions r on r.id = u.region_id where u.tier = 'window' and r.code = $1`;
    unitId = (await world.rows<{ id: string }>(units, [VILLAGE]))[0]!.id;
    relative = await loginAs(world.app, 'window-worker', { unitId });
  });
  afterAll(() => world.close());

  const api = (login: Login) => world.app.api(login.token);
  const numberOf = async (id: string) =>
    (await world.rows<{ number: string }>('select number from households where id = $1', [id]))[0]!.number;
  const declare = async (by: Login, householdId: string, more: object = {}) => {
    const input = { householdKey: await numberOf(householdId), kind: 'relative', ...more };
    const answer = await api(by).post('conflicts', input);
    return { status: answer.status, body: answer.body as Body };
  };
  /** Every table that names a household and may be read, and how many rows of this one the actor sees in it. */
  const seen = async ({ actor }: Login, householdId: string) => {
    const tables = await world.rows<{ name: string; key: string }>(
      `select c.table_name as name, case c.table_name when 'households' then 'id' else 'household_id' end as key
        from information_schema.columns c join pg_class t on t.relname = c.table_name and not t.relispartition and t.relkind in ('r', 'p')
       where c.table_schema = 'public' and (c.column_name = 'household_id' or (c.table_name = 'households' and c.column_name = 'id'))
         and has_column_privilege('yuanlian_app', t.oid, c.column_name, 'select') order by 1`,
    );
    return world.app.as(actor, async () => {
      const counts: Record<string, number> = {};
      for (const { name, key } of tables) {
        const sql = `select count(*)::int as count from ${name} where ${key} = $1`;
        const [row] = await world.app.get(Transactions).manager.query<Array<{ count: number }>>(sql, [householdId]);
        if (row!.count > 0) counts[name] = row!.count;
      }
      return counts;
    });
  };

  it('closes the file and everything that hangs on it, in every table, list and search', async () => {
    const firm = await world.firm();
    const person = await world.person();
    await world.consent(person.id, firm.provider.id);
    await world.sent(person, await world.offering(firm));
    await world.app.drain();
    const before = Object.keys(await seen(relative, person.id));
    expect(before).toEqual(
      expect.arrayContaining([
        'cases',
        'consents',
        'household_grams',
        'household_members',
        'households',
        'moves',
        'needs',
      ]),
    );
    expect((await declare(relative, person.id)).status).toBe(201);
    const left = Object.keys(await seen(relative, person.id)).filter((name) => !(name in SEEN));
    expect(left).toEqual([]);
    for (const path of ['', '/cases', '/needs', '/consents', '/timeline', '/file'])
      expect([path, (await api(relative).get(`households/${person.id}${path}`)).status]).toEqual([path, 404]);
    for (const list of ['households', 'cases', 'referrals', 'plans', 'gaps', 'notifications', 'leads']) {
      const answer = await api(relative).get(`${list}?limit=200`).expect(200);
      expect([list, answer.text.includes(person.id)]).toEqual([list, false]);
    }
    // Colleagues go on; the closed file cannot be asked for either.
    expect((await world.api.window.get(`households/${person.id}`)).status).toBe(200);
    const asked = { kind: 'break-glass', householdKey: await numberOf(person.id), reason: '想看看亲戚家最近的档案' };
    expect(((await api(relative).post('approvals', asked)).body as Body).errors[0]!.code).toBe('household-not-found');
  });

  it('is lifted by somebody else only', async () => {
    const { id: householdId } = await world.household([memberInput({ name: '堂兄' })]);
    const { body } = await declare(world.logins.centre, householdId, { accountId: relative.accountId });
    expect((await api(relative).get(`households/${householdId}`)).status).toBe(404);
    const reason = { reason: '房屋已出租，不再是邻居' };
    expect((await api(relative).post(`conflicts/${body.id}/end`, reason)).status).toBe(403);
    const own = (await declare(world.logins.officer, householdId)).body;
    expect(((await world.api.officer.post(`conflicts/${own.id}/end`, reason)).body as Body).code).toBe('conflict-own');
    expect((await world.api.centre.post(`conflicts/${own.id}/end`, reason)).status).toBe(200);
    expect((await world.api.centre.post(`conflicts/${body.id}/end`, reason)).status).toBe(200);
    expect((await world.api.centre.post(`conflicts/${body.id}/end`, reason)).status).toBe(412);
    expect((await api(relative).get(`households/${householdId}`)).status).toBe(200);
    // Behind the rule stands the database.
    const self = await declare(relative, householdId);
    const sql = `update conflicts set ended_at = now(), ended_by = $2, end_reason = 'mine' where id = $1`;
    const lift = world.app.as(relative.actor, () =>
      world.app.get(Transactions).manager.query<[unknown, number]>(sql, [self.body.id, relative.accountId]),
    );
    expect((await lift)[1]).toBe(0);
    const stranger = { accountId: world.logins.centre.accountId };
    expect((await declare(relative, (await world.household()).id, stranger)).status).toBe(403);
  });

  it('notices an own file by the own identity number, whichever key indexed it', async () => {
    const number = identityNumber('1980-05-05');
    const self = await loginAs(world.app, 'station-worker', { unitId: world.logins.station.actor.unitId! });
    const member = memberInput({ birthDate: '1980-05-05', identityKind: 'resident-id', identityNumber: number });
    const { id } = await world.household([member]);
    expect((await api(self).get(`households/${id}`)).status).toBe(200);
    expect((await api(self).post('me/own-identity', { identityNumber: '123456789012345' })).status).toBe(422);
    const recorded = await api(self).post('me/own-identity', { identityNumber: number });
    expect([recorded.status, recorded.body]).toEqual([201, { self: '/api/v1/me/own-identity', recorded: true }]);
    expect((await api(self).get(`households/${id}`)).status).toBe(404);
    const again = await api(self).post('me/own-identity', { identityNumber: identityNumber() });
    expect((again.body as Body).code).toBe('own-identity-recorded');
    const kept = await world.rows<{ text: string }>('select a::text from account_identities a');
    expect(JSON.stringify(kept)).not.toContain(number);
  });

  it('asks the unit for another lead, and lets an upper tier give the case on', async () => {
    const leader = await loginAs(world.app, 'window-worker', { unitId });
    const { id: householdId } = await world.household([memberInput({ name: '邻家' })]);
    const opened = (await api(leader).post(`households/${householdId}/cases`)).body as Body;
    expect(opened.leadWorkerId).toBe(leader.accountId);
    await declare(leader, householdId, { kind: 'neighbour' });
    await world.app.drain();
    const told = await world.rows<{ id: string }>(
      "select recipient_id as id from notifications where template = 'case-needs-lead' and household_id = $1",
      [householdId],
    );
    const ids = told.map(({ id }) => id);
    expect(ids).toContain(world.logins.window.accountId);
    expect(ids).not.toContain(leader.accountId);
    const assign = async (by: Login, leadWorkerId: string) => {
      const answer = await api(by).post(`cases/${opened.id}/assign`, { leadWorkerId });
      return { status: answer.status, body: answer.body as Body };
    };
    expect((await assign(world.logins.window, leader.accountId)).body.errors[0]!.code).toBe('case-owner-conflicted');
    expect((await assign(world.logins.station, world.logins.station.accountId)).body.errors[0]!.code).toBe(
      'case-owner-other-unit',
    );
    expect((await assign(world.logins.station, world.logins.window.accountId)).status).toBe(200);
  });
});
