import { Client } from 'pg';
import { OpenHousehold } from '../../../src/people/households';
import type { CreateHousehold } from '../../../src/people/households';
import { type Actor, newId } from '../../../src/platform/database';
import { Events } from '../../../src/platform/queue';
import { systemActor } from '../../../src/trust/access';
import { type TestApp, testActor } from '../../support/app';
import { DISTRICT, type Login, loginAs, openDistrict } from '../../support/district';
import { ConsoleVisitor } from '../../support/console';
import { decoded, MailServer } from '../../support/mail-server';

interface Row {
  id: string;
  channel: string;
  template: string;
  state: string;
  stateReason: string | null;
  attempts: number;
  recipientKind: string;
  householdId: string | null;
}

describe('notifications', () => {
  const server = new MailServer();
  let app: TestApp;
  let worker: Login;
  let smtpUrl: string;
  let acting: Actor;

  beforeAll(async () => {
    app = await openDistrict({ alone: true });
    worker = await loginAs(app, 'station-worker');
    acting = testActor({ ...worker.actor, userId: worker.accountId, purpose: 'test' });
    smtpUrl = await server.listen();
  });
  afterAll(async () => {
    await app?.close();
    await server.close();
  });
  beforeEach(() => {
    server.letters.length = 0;
    server.reply = null;
    app.config.smtpUrl = smtpUrl;
  });

  const household = async (contact: Partial<CreateHousehold> = {}) => {
    const input = {
      regionCode: '990101001001',
      languages: ['zh'],
      contactChannel: 'email',
      email: 'li@example.cn',
      locale: 'zh-CN',
      specialHandling: false,
      members: [
        {
          name: '李秀英',
          relation: 'head',
          sex: 'female',
          identityKind: 'none-yet',
          workCapacity: 'none',
          inEducation: false,
        },
      ],
      ...contact,
    } as CreateHousehold;
    return app.as(acting, () => app.get(OpenHousehold).execute(input));
  };
  const publish = (type: string, householdId: string, aggregateId = newId()) =>
    app.as(systemActor(DISTRICT, 'test'), () =>
      app.get(Events).publish({ type, aggregateId, aggregateVersion: 1, householdId, districtCode: DISTRICT }),
    );
  const rowsOf = async (householdId: string): Promise<Row[]> => {
    const answer = await app.api(worker.token).get(`notifications?householdId=${householdId}`);
    expect(answer.status).toBe(200);
    return (answer.body as { items: Row[] }).items;
  };
  const reopen = async (eventId: string) => {
    const owner = new Client({ connectionString: app.database.ownerUrl });
    await owner.connect();
    const again = 'set done_at = null, enqueued_at = null, next_at = clock_timestamp()';
    await owner.query(`update event_deliveries ${again} where event_id = $1`, [eventId]);
    await owner.end();
  };
  const opened = async (id: string) =>
    (await app.api(worker.token).get(`notifications/${id}`)).body as Row & { subject: string; body: string };

  it('hands an e-mail to the server with a Chinese subject and nothing personal in it', async () => {
    const { id } = await household();
    await publish('plan.offered', id);
    await app.drain();
    const [row] = await rowsOf(id);
    expect(row).toMatchObject({ channel: 'email', template: 'plan-offered', state: 'sent', attempts: 1 });
    const { head, subject, text } = decoded(server.letters[0]!);
    expect(subject).toBe('援链：您有一条新消息');
    expect(head).toContain(`Message-ID: <${row!.id}@localhost>`);
    expect(text).toContain('/h/home');
    expect(text).not.toContain('李秀英');
    expect(text).toContain('028-5550-0321');
  });

  it('writes in the language of the household', async () => {
    const { id } = await household({ locale: 'en' });
    await publish('plan.offered', id);
    await app.drain();
    expect(decoded(server.letters[0]!).subject).toBe('Yuanlian: there is news for you');
  });

  it('writes nothing twice when the same event is handled twice', async () => {
    const { id } = await household();
    const eventId = await publish('plan.offered', id);
    await app.drain();
    await reopen(eventId);
    await app.drain();
    expect(await rowsOf(id)).toHaveLength(1);
    expect(server.letters).toHaveLength(1);
  });

  it('takes a 550 as final and has the household called instead', async () => {
    server.reply = { code: 550, text: 'No such mailbox li@example.cn' };
    const { id } = await household();
    await publish('plan.offered', id);
    await app.drain();
    const rows = await rowsOf(id);
    const mail = rows.find((row) => row.channel === 'email')!;
    expect(mail).toMatchObject({ state: 'failed-permanent', stateReason: 'server-refused', attempts: 1 });
    expect(JSON.stringify(mail)).not.toContain('li@example.cn');
    expect(rows.find((row) => row.channel === 'phone-task')).toMatchObject({ state: 'queued' });
  });

  it('tries again later after a 451, and delivers when the server takes it', async () => {
    server.reply = { code: 451, text: 'Try later' };
    const { id } = await household();
    await publish('plan.offered', id);
    await app.drain();
    expect((await rowsOf(id))[0]).toMatchObject({ state: 'failed-temporary', attempts: 1 });
    expect(await app.drain()).toBe(0);
    server.reply = null;
    const now = app.clock.now();
    app.clock.set(new Date(now.getTime() + 61_000));
    await app.drain();
    app.clock.reset();
    expect((await rowsOf(id))[0]).toMatchObject({ state: 'sent', attempts: 2 });
  });

  it('gives up after the last attempt, and can be sent again by hand', async () => {
    server.reply = { code: 451, text: 'Try later' };
    const { id } = await household();
    await publish('plan.offered', id);
    const start = app.clock.now().getTime();
    for (let hours = 0; hours < 30; hours += 4) {
      app.clock.set(new Date(start + hours * 3_600_000));
      await app.drain();
    }
    app.clock.reset();
    const dead = (await rowsOf(id)).find((row) => row.channel === 'email')!;
    expect(dead).toMatchObject({ state: 'dead', attempts: 6 });
    server.reply = null;
    expect((await app.api(worker.token).post(`notifications/${dead.id}/retry`)).status).toBe(200);
    await app.drain();
    expect((await rowsOf(id)).find((row) => row.channel === 'email')).toMatchObject({ state: 'sent', attempts: 1 });
  });

  it('keeps mail in the outbox when there is no mail server, readable there', async () => {
    app.config.smtpUrl = undefined;
    const { id } = await household();
    await publish('plan.offered', id);
    await app.drain();
    const [row] = await rowsOf(id);
    expect(row).toMatchObject({ state: 'held', stateReason: 'no-mail-server' });
    expect(await opened(row!.id)).toMatchObject({ subject: '援链：您有一条新消息' });
    expect((await app.api(worker.token).post(`notifications/${row!.id}/retry`)).body).toMatchObject({
      code: 'notification-not-sendable',
    });
  });

  it('prints a letter for a household without e-mail', async () => {
    const { id } = await household({ contactChannel: 'letter', email: undefined });
    await publish('plan.offered', id);
    await app.drain();
    const [row] = await rowsOf(id);
    expect(row).toMatchObject({ channel: 'letter', state: 'queued' });
    const { subject, body } = await opened(row!.id);
    expect(subject).toBe('有几项帮助，请您挑一挑');
    expect(body).toContain('李秀英');
    expect(body).toContain('028-5550-0321');
  });

  it('says that no short-message service is connected', async () => {
    const { id } = await household({ contactChannel: 'sms', email: undefined });
    await publish('plan.offered', id);
    await app.drain();
    expect((await rowsOf(id))[0]).toMatchObject({ channel: 'sms', state: 'held', stateReason: 'no-message-service' });
  });

  it('turns three vain calls into a letter, and a call that was answered into done', async () => {
    const { id } = await household({ contactChannel: 'via-worker', email: undefined });
    await publish('plan.offered', id);
    await app.drain();
    const [task] = await rowsOf(id);
    const handle = (result: string) => app.api(worker.token).post(`notifications/${task!.id}/handle`, { result });
    expect((await handle('unreachable')).body).toMatchObject({ state: 'failed-temporary', attempts: 1 });
    await handle('unreachable');
    expect((await handle('unreachable')).body).toMatchObject({ state: 'failed-permanent' });
    await app.drain();
    expect((await rowsOf(id)).map((row) => row.channel).sort()).toEqual(['letter', 'phone-task']);
    expect((await handle('done')).body).toMatchObject({ state: 'done', handledBy: worker.accountId });
    expect((await handle('done')).body).toMatchObject({ code: 'notification-ended' });
    const reopen = () => app.api(worker.token).post(`notifications/${task!.id}/reopen`);
    expect((await reopen()).body).toMatchObject({ state: 'queued', handledBy: null, handledAt: null });
    expect((await reopen()).body).toMatchObject({ code: 'notification-not-done' });
    const mail = await app.api(worker.token).get(`notifications/${task!.id}/mail`);
    expect(mail.body).toMatchObject({ code: 'notification-no-mail' });
  });

  it('writes no letter of a restricted service after calls in vain (R46)', async () => {
    const owner = new Client({ connectionString: app.database.ownerUrl });
    await owner.connect();
    const channels = async (id: string) => {
      const kept = 'select channel from notifications where household_id = $1 order by channel';
      return (await owner.query<{ channel: string }>(kept, [id])).rows.map(({ channel }) => channel);
    };
    for (const [restricted, ways] of [
      [false, ['letter', 'phone-task']],
      [true, ['phone-task']],
    ] as const) {
      const { id } = await household({ contactChannel: 'via-worker', email: undefined });
      await publish('plan.offered', id);
      await app.drain();
      const [task] = await rowsOf(id);
      await owner.query('update notifications set restricted = $2 where id = $1', [task!.id, restricted]);
      await publish('notification.given-up', id, task!.id);
      await app.drain();
      expect(await channels(id)).toEqual(ways);
    }
    await owner.end();
  });

  it('goes through the worker alone while a member must not be told, who may have mail, phone and letters (B30, B31)', async () => {
    const api = app.api(worker.token);
    app.config.smtpUrl = undefined;
    const { id } = await household();
    await publish('plan.offered', id);
    await app.drain();
    const waiting = (await rowsOf(id))[0]!;
    expect(waiting).toMatchObject({ channel: 'email', state: 'held' });
    await publish('plan.offered', id);
    await app.drain();
    const said = (await rowsOf(id)).find((row) => row.id !== waiting.id && row.recipientKind === 'household')!;
    expect((await api.post(`notifications/${said.id}/handle`, { result: 'done' })).status).toBe(200);
    const { members } = (await api.get(`households/${id}`)).body as { members: Array<{ id: string }> };
    const bar = (barred: boolean) =>
      api.post(`households/${id}/members/${members[0]!.id}/guardian-bar`, { barred, reason: '据邻居反映有家庭暴力' });
    const sister = await api.post(`households/${id}/members`, { name: '李护', relation: 'sibling' });
    const { id: newHeadMemberId } = sister.body as { id: string };
    expect((await bar(true)).status).toBe(200);
    app.config.smtpUrl = smtpUrl;

    // What waited from before goes to nobody but the worker, and so does what comes.
    await app.drain();
    expect((await api.post(`notifications/${waiting.id}/retry`)).body).toMatchObject({ code: 'notification-ended' });
    expect((await api.post(`notifications/${said.id}/reopen`)).body).toMatchObject({ code: 'notification-by-worker' });
    await publish('case.opened', id);
    await app.drain();
    expect(server.letters).toEqual([]);
    const rows = await rowsOf(id);
    expect(rows.find((row) => row.id === waiting.id)).toMatchObject({
      state: 'cancelled',
      stateReason: 'told-by-worker',
    });
    const before = [waiting.id, said.id];
    const rest = rows.filter((row) => !before.includes(row.id) && row.recipientKind === 'household');
    expect(rest.map(({ channel, state }) => [channel, state])).toEqual([
      ['phone-task', 'queued'],
      ['phone-task', 'queued'],
    ]);
    const task = rest[0]!.id;
    const visitor = await new ConsoleVisitor(app).signIn(worker.username);
    expect((await visitor.get(`/console/messages/${task}`)).text).toContain('这家有人不得知情');
    // The caller asks for somebody who may be told.
    const bodies = await Promise.all(rest.map(async (row) => (await opened(row.id)).body));
    expect(bodies.map((body) => [body.includes('李护'), body.includes('李秀英')])).toEqual([
      [true, false],
      [true, false],
    ]);

    // No letter follows calls in vain: it would lie at home.
    for (let call = 0; call < 4; call += 1) await api.post(`notifications/${task}/handle`, { result: 'unreachable' });
    await app.drain();
    expect((await rowsOf(id)).map(({ channel }) => channel)).not.toContain('letter');
    expect((await rowsOf(id)).find((row) => row.id === task)).toMatchObject({ state: 'failed-temporary', attempts: 4 });

    // Nobody knows whose the address is, also after the one who must not be told has left.
    const leaving = { reason: 'moved-away', newHeadMemberId };
    expect((await api.post(`members/${members[0]!.id}/leave`, leaving)).status).toBe(200);
    await publish('case.opened', id);
    await app.drain();
    expect(server.letters).toEqual([]);
    expect((await bar(false)).status).toBe(200);
    await publish('plan.offered', id);
    await app.drain();
    expect(server.letters).toHaveLength(1);
  });

  it('turns letters and calls that wait to the worker when a member is barred (B30, B31)', async () => {
    const api = app.api(worker.token);
    const { id } = await household({ contactChannel: 'letter' });
    for (const event of ['plan.offered', 'case.opened', 'household.call-asked']) await publish(event, id);
    await app.drain();
    const waiting = await rowsOf(id);
    expect(waiting.map(({ channel }) => channel).sort()).toEqual(['letter', 'letter', 'phone-task']);
    expect(await opened(waiting[0]!.id)).toMatchObject({ barred: false });
    await api.post(`households/${id}/members`, { name: '李护', relation: 'sibling' });
    const { members } = (await api.get(`households/${id}`)).body as { members: Array<{ id: string }> };
    const input = { barred: true, reason: '据邻居反映有家庭暴力' };
    expect((await api.post(`households/${id}/members/${members[0]!.id}/guardian-bar`, input)).status).toBe(200);
    await app.drain();
    const before = new Set(waiting.map((row) => row.id));
    const rows = await rowsOf(id);
    const [old, anew] = [rows.filter((row) => before.has(row.id)), rows.filter((row) => !before.has(row.id))];
    expect(new Set(old.map(({ state, stateReason }) => `${state} ${stateReason}`))).toEqual(
      new Set(['cancelled told-by-worker']),
    );
    expect(anew.map(({ channel, state }) => `${channel} ${state}`)).toEqual(Array(3).fill('phone-task queued'));
    expect(anew.map(({ template }) => template).sort()).toEqual(waiting.map(({ template }) => template).sort());
    for (const row of anew) {
      const message = await opened(row.id);
      expect(message).toMatchObject({ barred: true });
      expect(message.body).toContain('李护');
      expect(message.body).not.toContain('李秀英');
    }
  });

  it('is downloaded as the mail that its receiver gets, with the address for those who may see it (C3)', async () => {
    app.config.smtpUrl = undefined;
    const { id } = await household();
    await publish('plan.offered', id);
    await app.drain();
    const [row] = await rowsOf(id);
    const visitor = await new ConsoleVisitor(app).signIn(worker.username);
    expect((await visitor.get(`/console/messages/${row!.id}`)).text).toContain(`/console/messages/${row!.id}/mail`);
    const officer = await loginAs(app, 'officer');
    const calls: Array<[ReturnType<ConsoleVisitor['get']>, boolean]> = [
      [visitor.get(`/console/messages/${row!.id}/mail`), false],
      [app.api(worker.token).get(`notifications/${row!.id}/mail`), false],
      [app.api(officer.token).get(`notifications/${row!.id}/mail`), true],
    ];
    for (const [call, address] of calls) {
      const answer = await call.buffer(true).parse((response, done) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => done(null, Buffer.concat(parts).toString('utf8')));
      });
      expect([answer.status, answer.headers['content-type'], answer.headers['content-disposition']]).toEqual([
        200,
        'message/rfc822',
        'attachment; filename="message.eml"',
      ]);
      const { head, text } = decoded(answer.body as string);
      expect(head.includes('To: li@example.cn')).toBe(address);
      expect(head).toContain(`<${row!.id}@`);
      expect(text).not.toMatch(/李秀英|\d{17}/);
    }
  });

  it('is out of reach of another township and of a provider', async () => {
    const { id } = await household();
    await publish('plan.offered', id);
    await app.drain();
    const [row] = await rowsOf(id);
    const stranger = await loginAs(app, 'window-worker', { regionPath: '999999' });
    expect((await app.api(stranger.token).get(`notifications/${row!.id}`)).status).toBe(404);
    const dispatcher = await loginAs(app, 'dispatcher', { organisationId: newId() });
    expect((await app.api(dispatcher.token).get('notifications')).status).toBe(403);
  });
});
