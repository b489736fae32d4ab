import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { identityCheckCharacter } from '../../../src/people/households';
import { Transactions } from '../../../src/platform/database';
import { systemActor } from '../../../src/trust/access';
import { ConsoleVisitor } from '../../support/console';
import { DISTRICT, type Login, loginAs } from '../../support/district';
import { openPeopleWorld, OTHER_VILLAGE, type PeopleWorld, VILLAGE } from '../people/assessed-household';

interface Row {
  id: string;
  [field: string]: unknown;
}
interface Resident {
  id: string;
  number: string;
  identityNumber: string;
}
interface List extends Row {
  code: string;
  counts: Record<string, number>;
}

const HEADINGS = '姓名,身份证号,户类型,认定日期';
const COUNT = 'select count(*)::int as count from households';
const numberOf = (serial: number) => {
  const first = `9901011961020${String(1000 + serial)}`;
  return first + identityCheckCharacter(first);
};

describe('a list of the agriculture desk and readers who may not open every file (R105, C3)', () => {
  let world: PeopleWorld;
  let relative: Login;
  let local: Login;
  beforeAll(async () => {
    world = await openPeopleWorld({ alone: true });
    relative = await loginAs(world.app, 'centre-worker');
    const [{ path }] = (await world.rows<{ path: string }>('select path from regions where code = $1', [
      VILLAGE.slice(0, 9),
    ])) as [{ path: string }];
    local = await loginAs(world.app, 'officer', { regionPath: path.replace(/\/$/, '') });
  });
  afterAll(() => world.close());

  let serial = 0;
  const resident = async (regionCode = VILLAGE): Promise<Resident> => {
    serial += 1;
    const identityNumber = numberOf(serial);
    const member = { name: `孙${serial}`, relation: 'head', identityKind: 'resident-id', identityNumber };
    const { id } = await world.household([member], regionCode);
    const [row] = await world.rows<{ number: string }>('select number from households where id = $1', [id]);
    return { id, identityNumber, number: row!.number };
  };
  const kin = async () => {
    const one = await resident();
    const input = { householdKey: one.number, kind: 'relative' };
    expect((await world.app.api(relative.token).post('conflicts', input)).status).toBe(201);
    return one;
  };
  const line = ({ identityNumber }: Pick<Resident, 'identityNumber'>) => `甲,${identityNumber},脱贫户,2021-03-05`;
  const upload = async (login: Login, rows: string[], listedOn: string) => {
    const answer = await request(world.app.app.getHttpServer())
      .post('/api/v1/watch-lists')
      .set('authorization', `Bearer ${login.token}`)
      .set('idempotency-key', randomUUID())
      .field('source', '县农业农村局')
      .field('listedOn', listedOn)
      .attach('file', Buffer.from([HEADINGS, ...rows].join('\r\n')), 'list.csv');
    expect([answer.status, answer.body.errors]).toEqual([201, undefined]);
    return answer.body as List;
  };
  const inForce = async (login: Login, rows: string[], listedOn: string) => {
    const { id, counts } = await upload(login, rows, listedOn);
    const answer = await world.app.api(login.token).post(`watch-lists/${id}/confirm`);
    expect([answer.status, answer.body.code]).toEqual([200, undefined]);
    expect((answer.body as List).counts).toEqual(counts);
    return answer.body as List;
  };
  const standing = async (login: Login) =>
    (await world.app.api(login.token).get('watch-differences?limit=200&open=true')).body.items as Row[];
  const of = async (login: Login, { id }: Pick<Resident, 'id'>) =>
    (await standing(login)).find(({ householdId }) => householdId === id);
  const labelled = ({ id }: Resident) =>
    world.rows(
      `insert into entitlements (id, household_id, line, state, granted_from, updated_at, version)
        values (gen_random_uuid(), $1, 'out-of-poverty', 'granted', '2026-01-01', now(), 1)`,
      [id],
    );

  it('knows people of hidden households, counts them, and gives their rows to somebody who can open them', async () => {
    const [known, hidden, hiddenOurs] = [await resident(), await kin(), await kin()];
    await labelled(hiddenOurs);
    const rows = [line(known), line(hidden), line({ identityNumber: numberOf(900) })];
    const list = await inForce(relative, rows, '2026-10-01');
    expect(list.counts).toMatchObject({ rows: 3, known: 1, unknown: 1, outOfReach: 1, theirs: 2, ours: 0 });
    const theirs = await of(world.logins.officer, hidden);
    expect(theirs).toMatchObject({ side: 'theirs-not-ours', state: 'open' });
    expect(await of(world.logins.officer, hiddenOurs)).toMatchObject({ side: 'ours-not-theirs' });
    expect(theirs!.ownerId).not.toBe(relative.accountId);
    const people = (await standing(world.logins.officer)).filter(({ householdId }) => householdId === null);
    expect(people).toHaveLength(1);
    expect(await of(relative, hidden)).toBeUndefined();
    expect(JSON.stringify([list, await standing(relative)])).not.toContain(hidden.id);
    // The reader of the work list is told how many rows there are besides, and nobody else is told of any.
    const told = async (login: Login, filter = '') =>
      (await world.app.api(login.token).get(`watch-differences?open=true&${filter}`)).body.outOfReach as number | null;
    expect([await told(relative), await told(relative, 'side=ours-not-theirs')]).toEqual([2, 1]);
    expect(await told(relative, 'mine=true')).toBe(0);
    expect([await told(world.logins.officer), await told(world.logins.window)]).toEqual([0, null]);
    const work = await (
      await new ConsoleVisitor(world.app).signIn(relative.username)
    ).get('/console/watch-differences');
    expect(work.text).toContain('另有 2 行涉及超出您权限的档案');
    const labels = 'select 1 from watch_labels where household_id = $1';
    expect(await world.rows(labels, [hidden.id])).toHaveLength(1);
    const page = (await new ConsoleVisitor(world.app).signIn(relative.username)).get(`/console/watch-lists/${list.id}`);
    expect((await page).text).toContain('涉及超出您权限的档案的行');
    // The next list settles what no longer differs there too, whoever confirms it, and keeps what does.
    const kept = await of(world.logins.officer, hiddenOurs);
    await inForce(relative, [line(known)], '2026-10-02');
    expect(await of(world.logins.officer, hidden)).toBeUndefined();
    expect(await of(world.logins.officer, hiddenOurs)).toEqual(kept);
  });

  it('does the same for an officer of one township', async () => {
    const [here, elsewhere] = [await resident(), await resident(OTHER_VILLAGE)];
    const list = await inForce(local, [line(here), line(elsewhere)], '2026-10-03');
    expect(list.counts).toMatchObject({ known: 1, unknown: 0, outOfReach: 1 });
    const row = await of(world.logins.officer, elsewhere);
    expect(row).toMatchObject({ householdId: elsewhere.id });
    expect(row!.ownerId).not.toBe(local.accountId);
    expect(await of(local, here)).toMatchObject({ ownerId: local.accountId });
    expect(await of(local, elsewhere)).toBeUndefined();
  });

  it('hands a row to nobody who cannot open the household, and offers only those who can', async () => {
    const mine = await kin();
    await inForce(world.logins.centre, [line(mine)], '2026-10-04');
    const row = (await of(world.logins.officer, mine))!;
    const [other] = await world.rows<{ id: string }>(
      `select u.id from units u join regions r on r.id = u.region_id where u.tier = 'window' and r.code = $1`,
      [OTHER_VILLAGE],
    );
    const stranger = await loginAs(world.app, 'window-worker', { unitId: other!.id });
    for (const { accountId } of [relative, stranger]) {
      const answer = await world.api.officer.post(`watch-differences/${row.id}/assign`, { ownerId: accountId });
      expect([answer.status, answer.body.errors]).toMatchObject([
        422,
        [{ field: 'ownerId', code: 'watch-owner-out-of-reach' }],
      ]);
    }
    const visitor = await new ConsoleVisitor(world.app).signIn(world.logins.officer.username);
    const address = `/console/watch-differences/${row.id}`;
    const page = (await visitor.get(address)).text;
    expect(page).toContain(`value="${world.logins.window.accountId}"`);
    for (const { accountId } of [relative, stranger]) expect(page).not.toContain(`value="${accountId}"`);
    const refused = await visitor.submit(address, address, { act: 'assign', ownerId: relative.accountId });
    expect([refused.status, refused.text.includes('该同事不能查看这户的档案')]).toEqual([422, true]);
    const answer = await world.api.officer.post(`watch-differences/${row.id}/assign`, {
      ownerId: world.logins.window.accountId,
    });
    expect([answer.status, answer.body.ownerId]).toEqual([200, world.logins.window.accountId]);
  });

  it('lends the district’s view for the comparison only, also where that fails', async () => {
    await kin();
    await world.app.as(relative.actor, async () => {
      const transactions = world.app.get(Transactions);
      const count = async () => (await transactions.manager.query<Array<{ count: number }>>(COUNT))[0]!.count;
      const own = await count();
      const lent = await transactions.runAs(systemActor(DISTRICT, 'test'), count);
      expect(lent).toBeGreaterThan(own);
      const failing = transactions.runAs(systemActor(DISTRICT, 'test'), () => Promise.reject(new Error('stop')));
      await expect(failing).rejects.toThrow('stop');
      expect([await count(), transactions.actor.userId]).toEqual([own, relative.accountId]);
      const broken = transactions.savepoint(() =>
        transactions.runAs(systemActor(DISTRICT, 'test'), () => transactions.manager.query('select 1 / 0')),
      );
      await expect(broken).rejects.toThrow('division by zero');
      expect(await count()).toBe(own);
    });
  });
});
