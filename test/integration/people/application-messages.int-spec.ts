import { FallBack } from '../../../src/exchange/notifications/fall-back';
import { NotificationsStore } from '../../../src/exchange/notifications/notifications.store';
import { Transactions } from '../../../src/platform/database';
import { plusDays } from '../../../src/reference/calendar';
import { systemActor } from '../../../src/trust/access';
import { ConsoleVisitor } from '../../support/console';
import { DISTRICT } from '../../support/district';
import { openPeopleWorld, type PeopleWorld } from './assessed-household';

interface Row {
  id: string;
  number: string;
  householdId: string;
  publishedUntil: string | null;
  remedyUntil: string | null;
  dueAt: string | null;
}
interface Message {
  id: string;
  channel: string;
  template: string;
  recipientKind: string;
  state: string;
}
type Who = 'window' | 'station' | 'centre' | 'officer';

const HEAD = { name: '王桂芳', relation: 'head', birthDate: '1949-03-02' };
const SON = { name: '王大山', relation: 'child', birthDate: '1975-03-02' };
const GROUND = '入户核实，老人患病多年，家庭确无其他收入';

describe('events and messages of applications (B10, B14, B52)', () => {
  let world: PeopleWorld;
  beforeAll(async () => {
    world = await openPeopleWorld({ alone: true });
  });
  afterEach(() => world.app.clock.reset());
  afterAll(() => world.close());

  const file = async (channel = 'phone', members?: object[]) => {
    const { id, memberIds } = await world.household(members);
    await world.rows("update households set contact_channel = $2, email = 'home@example.cn' where id = $1", [
      id,
      channel,
    ]);
    const row = (await world.api.window.post(`households/${id}/applications`, { act: 'dibao' })).body as Row;
    return { memberIds, row };
  };
  const done = async (who: Who, { id }: { id: string }, move: string, body?: object) => {
    const answer = await world.api[who].post(`applications/${id}/${move}`, body);
    expect([answer.status, answer.body.code]).toEqual([200, undefined]);
    return answer.body as Row;
  };
  const visit = () => ({
    ...{ visitedOn: world.app.clock.today(), result: 'meets', note: '房屋简陋，老人独居' },
    investigatorIds: [world.logins.window.actor.userId, world.logins.station.actor.userId],
  });
  const messages = async (subjectId: string) => {
    await world.app.drain();
    return world.rows<Message>(
      `select id, channel, template, recipient_kind as "recipientKind", state from notifications
        where subject_id = $1 order by id`,
      [subjectId],
    );
  };
  const read = async ({ id }: { id: string }) => {
    const { subject, body } = (await world.api.centre.get(`notifications/${id}`)).body as Record<string, string>;
    return `${subject}\n${body}`;
  };
  const chinese = (day: string) => {
    const [year, month, date] = day.split('-').map(Number);
    return `${year}年${month}月${date}日`;
  };
  /** Names of acts, grounds and trouble: none of them goes out. */
  const SENSITIVE = /低保|最低生活保障|特困|患病|独居|贫困|困难|残疾/;

  it('write an event with each move, in its transaction: ids and codes only', async () => {
    const { row } = await file();
    await done('station', row, 'return', { missing: ['income-proof'] });
    await done('window', row, 'complete');
    await done('station', row, 'accept');
    await done('station', row, 'check', visit());
    const open = await done('station', row, 'publish', { amountFen: 90_000 });
    await done('window', row, 'object', { words: '邻居反映该户有固定收入' });
    await done('station', row, 'answer', { words: '经再次核实，该收入已经停止' });
    await done('station', row, 'forward');
    world.app.clock.set(new Date(`${plusDays(open.publishedUntil!, 1)}T02:00:00Z`));
    await done('officer', row, 'decide', { outcome: 'granted', ground: GROUND });
    await done('station', row, 'notify');
    const events = await world.rows<{ type: string; data: Record<string, string>; version: number }>(
      'select type, data, aggregate_version as version from outbox_events where aggregate_id = $1 order by occurred_at, id',
      [row.id],
    );
    expect(events.map(({ type }) => type)).toEqual(
      [
        ...['filed', 'returned', 'completed', 'accepted', 'checked', 'published', 'objected', 'answered', 'forwarded'],
        ...['granted', 'notified'],
      ].map((name) => `application.${name}`),
    );
    expect(events.map(({ version }) => version)).toEqual(events.map((_, at) => at + 1));
    for (const { data } of events) expect(Object.keys(data).sort()).toEqual(['act', 'level', 'state']);
    // A move that is refused leaves no event.
    expect((await world.api.station.post(`applications/${row.id}/accept`)).status).toBe(409);
    const [{ count } = { count: 0 }] = await world.rows<{ count: number }>(
      'select count(*)::int as count from outbox_events where aggregate_id = $1',
      [row.id],
    );
    expect(count).toBe(events.length);
    expect((await messages(row.id)).filter(({ recipientKind }) => recipientKind === 'household')).toHaveLength(4);
  });

  it('tell the household that it was received, what is missing, until when it hangs out, and how it was decided', async () => {
    const { row } = await file();
    await done('station', row, 'return', { missing: ['income-proof', 'rent-contract'] });
    await done('window', row, 'complete');
    await done('station', row, 'accept');
    await done('station', row, 'check', visit());
    const open = await done('station', row, 'publish', { amountFen: 40_000 });
    world.app.clock.set(new Date(`${plusDays(open.publishedUntil!, 1)}T02:00:00Z`));
    await done('officer', row, 'decide', { outcome: 'refused', ground: GROUND });
    const told = await done('station', row, 'notify');
    const home = (await messages(row.id)).filter(({ recipientKind }) => recipientKind === 'household');
    expect(home.map(({ channel, template }) => [channel, template])).toEqual([
      ['phone-task', 'application-filed'],
      ['phone-task', 'application-returned'],
      ['phone-task', 'application-published'],
      ['phone-task', 'application-notified'],
    ]);
    const [filed, returned, published, notified] = await Promise.all(home.map(read));
    for (const text of [filed, returned, published, notified]) {
      expect(text).toContain(row.number);
      expect(text).not.toMatch(SENSITIVE);
    }
    expect(returned).toContain('收入情况说明');
    expect(returned).toContain('租房合同');
    expect(published).toContain(chinese(open.publishedUntil!));
    expect(notified).toContain('没有同意');
    expect(notified).toContain(chinese(told.remedyUntil!));
    expect(notified).toContain('行政复议');
  });

  it('say by mail and short message only that there is news', async () => {
    for (const channel of ['email', 'sms']) {
      const { row } = await file(channel);
      await done('station', row, 'return', { missing: ['income-proof'] });
      const home = (await messages(row.id)).filter(({ recipientKind }) => recipientKind === 'household');
      expect(home.map((one) => one.channel)).toEqual([channel, channel]);
      for (const one of home) expect(await read(one)).not.toMatch(new RegExp(`${row.number}|收入情况说明|申请`));
    }
  });

  it('go through the worker while somebody of the household must not be told, with the same list', async () => {
    const { row, memberIds } = await file('letter', [HEAD, SON]);
    await done('station', row, 'return', { missing: ['income-proof'] });
    expect((await messages(row.id)).map(({ channel }) => channel)).toEqual(['letter', 'letter']);
    const bar = { barred: true, reason: '正在核实侵害情况' };
    expect(
      (await world.api.window.post(`households/${row.householdId}/members/${memberIds[1]!}/guardian-bar`, bar)).status,
    ).toBe(200);
    // What lay waiting as a letter became a call, with the same list.
    const again = (await messages(row.id)).filter(({ channel }) => channel === 'phone-task');
    expect(again.map(({ template }) => template).sort()).toEqual(['application-filed', 'application-returned']);
    expect(await read(again.find(({ template }) => template === 'application-returned')!)).toContain('收入情况说明');
    await done('window', row, 'complete');
    await done('station', row, 'accept');
    await done('station', row, 'check', visit());
    await done('station', row, 'publish', { amountFen: 40_000 });
    const calls = (await messages(row.id)).filter(({ template }) => template === 'application-published');
    expect(calls.map(({ channel }) => channel)).toEqual(['phone-task']);
  });

  it('are told again by hand with number and list when the mail does not arrive', async () => {
    const { row } = await file('email');
    await done('station', row, 'return', { missing: ['rent-contract'] });
    await world.app.drain();
    const [mail] = (await messages(row.id)).filter(({ template }) => template === 'application-returned');
    const store = await world.app.worker(NotificationsStore);
    const fallBack = await world.app.worker(FallBack);
    await (
      await world.app.worker(Transactions)
    ).run(systemActor(DISTRICT, 'test'), async () => fallBack.to(await store.get(mail!.id)));
    const call = (await messages(row.id)).find(
      ({ template, channel }) => template === 'application-returned' && channel === 'phone-task',
    )!;
    expect(await read(call)).toContain('租房合同');
    expect(await read(call)).toContain(row.number);
  });

  it('put the late steps before the township and what waits for the district before the district, each with its list', async () => {
    const { row: late } = await file();
    const { row: up } = await file();
    await done('station', up, 'accept');
    await done('station', up, 'check', visit());
    await done('station', up, 'forward');
    const ids = async (filter: string) =>
      ((await world.api.officer.get(`applications?limit=200&${filter}`)).body.items as Row[]).map(({ id }) => id);
    expect(await ids('turn=district')).toContain(up.id);
    expect(await ids('turn=district')).not.toContain(late.id);
    expect(await ids('turn=township')).toContain(late.id);
    expect(await ids('turn=township')).not.toContain(up.id);
    world.app.clock.set(new Date(new Date(late.dueAt!).getTime() + 60_000));
    const home = async (who: 'station' | 'officer') => {
      const page = await new ConsoleVisitor(world.app).signIn(world.logins[who].username);
      return (await page.get('/console')).text.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=');
    };
    const station = await home('station');
    expect(station).toContain('/console/applications?turn=township&overdue=true');
    expect(station).not.toContain('turn=district');
    const officer = await home('officer');
    expect(officer).toContain('/console/applications?turn=district');
    const late2 = await ids('turn=township&overdue=true');
    expect(late2).toContain(late.id);
    expect(officer).toContain(`${late2.length}件申请已超期`);
  });
});
