import { ConsoleVisitor } from '../../support/console';
import { type Login, loginAs } from '../../support/district';
import { openPeopleWorld, OTHER_VILLAGE, type PeopleWorld } from '../people/assessed-household';

interface Print {
  id: string;
  number: string;
  state: string;
  doneCount: number;
  totalCount: number;
  leftOut: number;
  failure: string | null;
}
type Paper = Record<string, unknown> & { householdId: string; leftOut: string | null; withheld: string[] };

const DAY = 24 * 3_600_000;
const PHONE = '13900007788';
const STREET = '柳溪村三组 8 号';
const head = (name: string, birthDate = '1955-05-05') => ({ name, relation: 'head', birthDate, phone: PHONE });

/** One paper for many files (R26, R28, B15, C3). */
describe('a paper for several files', () => {
  let world: PeopleWorld;
  beforeAll(async () => {
    world = await openPeopleWorld();
  });
  afterAll(() => world.close());
  afterEach(() => world.app.clock.reset());

  const order = async (login: Login, paper: string, householdIds: string[]): Promise<Print> => {
    const answer = await world.app.api(login.token).post('batch-prints', { paper, householdIds });
    expect({ status: answer.status, text: answer.status === 201 ? '' : answer.text }).toEqual({
      status: 201,
      text: '',
    });
    return answer.body as Print;
  };
  const one = async (login: Login, id: string) =>
    (await world.app.api(login.token).get(`batch-prints/${id}`)).body as Print;
  const papers = async (login: Login, id: string): Promise<Paper[]> => {
    const answer = await world.app.api(login.token).get(`batch-prints/${id}/files?limit=200`);
    expect(answer.status).toBe(200);
    return (answer.body as { items: Paper[] }).items;
  };
  const stored = async (id: string) => {
    const [row] = await world.rows<{ state: string; end_reason: string | null; files: string; key: boolean | null }>(
      `select state, end_reason, (select count(*) from batch_print_files f where f.batch_print_id = b.id) as files,
         (select wrapped is not null from subject_keys s where s.subject_id = b.id) as key from batch_prints b where id = $1`,
      [id],
    );
    return row;
  };
  const readings = ({ number }: Print) =>
    world.rows<{ household_id: string; action: string; purpose: string }>(
      'select household_id, action, purpose from audit_events where household_id is not null and fields ? $1',
      [number],
    );
  const household = (name: string, birthDate?: string) => world.household([head(name, birthDate)]);

  it('is made at once for few: each file is read once on the record, in the order of choice', async () => {
    const files = [await household('甲一'), await household('甲二'), await household('甲三')];
    const ids = files.map(({ id }) => id).reverse();
    const print = await order(world.logins.window, 'visit', [...ids, ids[0]!]);
    expect(print).toMatchObject({ state: 'ready', doneCount: 3, totalCount: 3, leftOut: 0 });
    expect((await papers(world.logins.window, print.id)).map(({ householdId }) => householdId)).toEqual(ids);
    const read = await readings(print);
    expect(read.map(({ household_id }) => household_id).sort()).toEqual([...ids].sort());
    expect(read.every(({ action, purpose }) => action === 'household.file-read' && purpose.includes('走访记录'))).toBe(
      true,
    );
    const [plain] = await world.rows<{ count: number }>(
      'select count(*)::int as count from batch_print_files where position($1::bytea in content) > 0',
      [Buffer.from('甲一')],
    );
    expect(plain!.count).toBe(0);
    const [looked] = await world.rows<{ count: number }>(
      "select count(*)::int as count from audit_events where action = 'batch-print.papers-read' and subject_id = $1",
      [print.id],
    );
    expect(looked!.count).toBe(1);
  });

  it('tells a role what the table of fields lets it see, and nothing that the paper does not name', async () => {
    const { id } = await household('乙一');
    const file = await world.api.window.get(`households/${id}`);
    await world.api.window.patch(`households/${id}`, { address: STREET }, (file.body as { version: number }).version);
    const [mine] = await papers(world.logins.window, (await order(world.logins.window, 'investigation', [id])).id);
    expect(mine).toMatchObject({ displayName: '乙一', address: STREET, phone: PHONE });
    const strange = await loginAs(world.app, 'centre-worker');
    const [theirs] = await papers(strange, (await order(strange, 'investigation', [id])).id);
    expect(theirs).toMatchObject({ displayName: '乙一', address: null, phone: `*******${PHONE.slice(-4)}` });
    const [list] = await papers(strange, (await order(strange, 'meeting', [id])).id);
    expect(Object.keys(list!).sort()).toEqual([
      'circle',
      'displayName',
      'householdId',
      'leftOut',
      'memberCount',
      'number',
      'position',
      'primaryClass',
      'regionName',
      'withheld',
    ]);
  });

  it('hangs out nobody but those with a granted payment, by name, number and amount, and never a child or the protected', async () => {
    const [granted, reported, child, protectedOne] = [
      await household('丙一'),
      await household('丙二'),
      await household('丙三', '2012-01-01'),
      await household('丙四'),
    ];
    for (const { id } of [granted, reported, child, protectedOne]) {
      const { items } = (await world.api.officer.get(`households/${id}/entitlements`)).body as {
        items: Array<{ id: string; line: string; version: number }>;
      };
      const line = items.find((entry) => entry.line === 'dibao')!;
      // What a household only reports has no number of a decision (R3).
      const answer =
        id === reported.id
          ? await world.api.window.patch(`entitlements/${line.id}`, { state: 'granted' }, line.version)
          : await world.api.officer.patch(
              `entitlements/${line.id}`,
              { state: 'granted', documentNumber: `MZ-${id.slice(-4)}` },
              line.version,
            );
      expect({ status: answer.status, text: answer.status === 200 ? '' : answer.text }).toEqual({
        status: 200,
        text: '',
      });
    }
    const need = { code: 'CH-01', severity: 3, reason: 'heard at the door' };
    expect((await world.api.centre.post(`households/${protectedOne.id}/needs`, need)).status).toBe(201);
    const ids = [granted.id, reported.id, child.id, protectedOne.id];
    const print = await order(world.logins.station, 'publicity', ids);
    expect(print).toMatchObject({ state: 'ready', leftOut: 3 });
    const [first, ...others] = await papers(world.logins.station, print.id);
    expect(first).toMatchObject({ householdId: granted.id, displayName: '丙一', memberCount: 1, leftOut: null });
    expect(Object.keys(first!).sort()).toEqual([
      'amountFen',
      'displayName',
      'householdId',
      'leftOut',
      'memberCount',
      'position',
      'withheld',
    ]);
    expect(others.map(({ leftOut }) => leftOut)).toEqual(Array(3).fill('not-for-publicity'));
    expect(others.every((paper) => !('memberCount' in paper))).toBe(true);
    const visitor = await new ConsoleVisitor(world.app).signIn(world.logins.station.username);
    const { text } = await visitor.get(`/console/batch-prints/${print.id}/papers`);
    expect([text.includes('丙一'), /丙[二三四]/.test(text)]).toEqual([true, false]);
  });

  describe('for more than thirty', () => {
    let ids: string[];
    beforeAll(async () => {
      ids = [];
      for (let count = 0; count < 31; count += 1) ids.push((await household(`丁${count}`)).id);
    }, 120_000);

    it('is made by a job, with progress, each file read once also when it is done again', async () => {
      const waiting = await order(world.logins.window, 'check-authorisation', ids);
      expect(waiting).toMatchObject({ state: 'waiting', doneCount: 0, totalCount: 31 });
      expect((await world.api.window.get(`batch-prints/${waiting.id}/files`)).status).toBe(409);
      await world.app.drain();
      expect(await one(world.logins.window, waiting.id)).toMatchObject({ state: 'ready', doneCount: 31, leftOut: 0 });
      expect(await papers(world.logins.window, waiting.id)).toHaveLength(31);
      await world.rows(
        "update job_runs set state = 'queued', finished_at = null, next_at = now() where name = 'print-batch'",
      );
      await world.app.drain();
      expect(await readings(waiting)).toHaveLength(31);
    }, 60_000);

    it('can be stopped, and nothing of it is left', async () => {
      const { id } = await order(world.logins.window, 'visit', ids);
      const stopped = await world.api.window.post(`batch-prints/${id}/cancel`);
      expect(stopped.body).toMatchObject({ state: 'cancelled' });
      await world.app.drain();
      expect(await stored(id)).toMatchObject({ state: 'cancelled', files: '0' });
      expect((await world.api.window.post(`batch-prints/${id}/cancel`)).status).toBe(409);
      expect((await world.api.window.get(`batch-prints/${id}/files`)).status).toBe(410);
    });
  });

  it('goes after a day, by hand, with the post and with the file of the household', async () => {
    const [stays, closed] = [await household('戊一'), await household('戊二')];
    const { window } = world.logins;
    const print = await order(window, 'visit', [stays.id, closed.id]);
    const removed = await order(window, 'visit', [stays.id]);
    expect((await world.api.window.delete(`batch-prints/${removed.id}`)).status).toBe(204);
    expect(await stored(removed.id)).toEqual({ state: 'ended', end_reason: 'deleted', files: '0', key: false });
    await world.rows(
      `with machine as materialized (select set_config('app.kind', 'system', true))
        select app.erase_household($1) as done from machine`,
      [closed.id],
    );
    expect((await papers(window, print.id)).map(({ householdId }) => householdId)).toEqual([stays.id]);
    world.app.clock.set(new Date(world.app.clock.now().getTime() + DAY + 1000));
    expect((await world.api.window.get(`batch-prints/${print.id}/files`)).status).toBe(410);
    await world.app.drain();
    expect(await stored(print.id)).toEqual({ state: 'ended', end_reason: 'expired', files: '0', key: false });
    world.app.clock.reset();
    expect((await world.api.window.get(`batch-prints/${print.id}/files`)).status).toBe(410);
    const leaver = await loginAs(world.app, 'officer');
    const kept = await order(leaver, 'visit', [stays.id]);
    await world.rows('update account_roles set ended_at = now() where account_id = $1', [leaver.accountId]);
    expect(await stored(kept.id)).toEqual({ state: 'ended', end_reason: 'post-ended', files: '0', key: false });
  });

  it('is refused in words for an unknown paper, for files out of reach, and shown to nobody else', async () => {
    const [mine, other] = [await household('己一'), await world.household([head('己二')], OTHER_VILLAGE)];
    const wrong: Array<[object, string]> = [
      [{ paper: 'visit', householdIds: [mine.id, other.id] }, 'print-file-unknown'],
      [{ paper: 'no-such-paper', householdIds: [mine.id] }, 'print-paper-unknown'],
      [{ paper: 'visit', householdIds: [] }, 'householdIds'],
    ];
    for (const [input, code] of wrong) {
      const answer = await world.api.window.post('batch-prints', input);
      expect([answer.status, answer.text.includes(code)]).toEqual([422, true]);
    }
    const print = await order(world.logins.window, 'visit', [mine.id]);
    expect((await world.api.station.get(`batch-prints/${print.id}`)).status).toBe(404);
    expect((await world.api.dispatcher.post('batch-prints', { paper: 'visit', householdIds: [mine.id] })).status).toBe(
      403,
    );
    const offered = (await world.api.window.get('batch-prints/papers')).body as { items: Array<{ code: string }> };
    expect(offered.items.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['check-authorisation', 'investigation', 'visit', 'publicity', 'meeting']),
    );
  });

  it('is chosen in a list at the console; a wrong choice keeps what was ticked', async () => {
    const { id } = await household('庚一');
    const visitor = await new ConsoleVisitor(world.app).signIn(world.logins.window.username);
    const action = '/console/batch-prints/new';
    const list = (await visitor.get('/console/households')).text;
    expect(list).toContain(`value="${id}" form="batch-print"`);
    const refused = await visitor.send(list, action, { householdIds: [id] });
    expect(refused.status).toBe(422);
    expect(refused.text).toMatch(new RegExp(`value="${id}" checked`));
    const nothing = await visitor.send(list, action, { paper: 'visit' });
    expect([nothing.status, nothing.text.includes('请至少勾选一份档案')]).toEqual([422, true]);
    const sent = await visitor.send(refused.text, action, { householdIds: [id], paper: 'visit' });
    expect([sent.status, String(sent.headers.location)]).toEqual([303, expect.stringMatching(/\/papers$/)]);
    const shown = await visitor.get(String(sent.headers.location));
    expect(shown.text).toContain('庚一');
    expect(shown.text).toContain('看到的情况');
    for (const page of ['/console/rechecks', '/console/classifications', '/console/batch-prints', action])
      expect((await visitor.get(page)).status).toBe(200);
    const all = await visitor.send(list, action, { paper: 'meeting', all: 'true' });
    expect(all.status).toBe(303);
  });
});
