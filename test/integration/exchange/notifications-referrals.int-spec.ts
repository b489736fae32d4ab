import { makeOffering } from '../../factories/supply.factory';
import { ConsoleVisitor } from '../../support/console';
import { confirmedNeed } from '../referral/matched-household';
import { openReferralWorld, type ReferralWorld } from '../referral/referral-world';

interface Row {
  id: string;
  channel: string;
  template: string;
  recipientKind: string;
  state: string;
}

describe('news of a referral', () => {
  let world: ReferralWorld;
  beforeAll(async () => {
    world = await openReferralWorld();
  }, 60_000);
  afterAll(() => world?.close());

  const rowsAbout = (subjectId: string) =>
    world.rows<Row>(
      `select id, channel, template, recipient_kind as "recipientKind", state from notifications
       where subject_id = $1 order by id`,
      [subjectId],
    );
  const opened = async (id: string, reader = world.api.centre) =>
    (await reader.get(`notifications/${id}`)).body as { subject: string; body: string };

  it('tells the provider that a referral waits, and nothing about the household', async () => {
    const firm = await world.firm();
    await world.rows('update providers set email = $2 where id = $1', [firm.provider.id, 'desk@provider.example']);
    const person = await world.person();
    const referral = await world.sent(person, await world.offering(firm));
    await world.app.drain();
    const rows = await rowsAbout(referral.id);
    const mail = rows.find((row) => row.recipientKind === 'provider')!;
    expect(mail).toMatchObject({ channel: 'email', template: 'referral-sent', state: 'held' });
    const { subject, body } = await opened(mail.id);
    expect(subject).toBe('有一条新的转介等您答复');
    expect(body).toContain(`/console/referrals/${referral.id}`);
    expect(subject + body).not.toMatch(/王桂芳|13912345678|LI-02/);
  });

  it('tells household and worker each step, in words that name who acts next', async () => {
    const firm = await world.firm();
    const person = await world.person();
    const referral = await world.sent(person, await world.offering(firm));
    await world.act(firm.api, referral, 'accept');
    await world.app.drain();
    const rows = await rowsAbout(referral.id);
    const of = (kind: string) => rows.filter((row) => row.recipientKind === kind).map((row) => row.template);
    expect(of('household')).toEqual(['referral-sent', 'referral-accepted']);
    expect(of('account')).toEqual(['referral-accepted']);
  });

  it('goes through the worker alone for a restricted service, and names it nowhere', async () => {
    const firm = await world.firm();
    const person = await world.person();
    await world.rows(`update households set contact_channel = 'email', email = 'home@example.cn' where id = $1`, [
      person.id,
    ]);
    const needId = await confirmedNeed(world, person.id, 'LE-04');
    const offering = await makeOffering(world.app, firm.provider, { code: 'LE-04' });
    const referral = await world.sent({ ...person, needId }, offering);
    await world.app.drain();
    const rows = (await rowsAbout(referral.id)).filter((row) => row.recipientKind === 'household');
    expect(rows.map((row) => row.channel)).toEqual(['phone-task']);
    // The sheet that names the receiver is told no louder than the service.
    const sheets = await world.rows<{ channel: string; template: string; restricted: boolean }>(
      `select channel, template, restricted from notifications where household_id = $1 and recipient_kind = 'household'
       and event_type like 'consent.%' order by id`,
      [person.id],
    );
    expect(sheets).toEqual([
      { channel: 'phone-task', template: 'consent-asked', restricted: true },
      { channel: 'phone-task', template: 'consent-given', restricted: true },
    ]);
    for (const row of await rowsAbout(referral.id)) {
      expect((await world.api.centre.get(`notifications/${row.id}`)).status).toBe(404);
      // Whoever sent the referral rings the provider too.
      const { subject, body } = await opened(row.id, world.api.window);
      expect(subject + body).not.toMatch(/LE-04|家暴|虐待|violence/);
    }
  });

  it('prints a letter in large type, with the day of the visit in both calendars', async () => {
    const firm = await world.firm();
    const person = await world.person();
    await world.rows(`update households set contact_channel = 'letter' where id = $1`, [person.id]);
    const referral = await world.sent(person, await world.offering(firm));
    await world.act(firm.api, referral, 'accept');
    await world.act(firm.api, referral, 'schedule', {
      scheduledFor: new Date(world.app.clock.now().getTime() + 864e5).toISOString(),
    });
    await world.app.drain();
    const letter = (await rowsAbout(referral.id)).find(
      (row) => row.template === 'referral-scheduled' && row.channel === 'letter',
    )!;
    const visitor = await new ConsoleVisitor(world.app).signIn(world.logins.window.username);
    const page = await visitor.get(`/console/messages/${letter.id}/print`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('yl-print');
    expect(page.text).toContain('农历');
    const shown = await visitor.get(`/console/messages/${letter.id}`);
    expect(shown.text).toContain('yl-letter');
    expect((await visitor.get('/console/messages?channel=letter&show=todo')).text).toContain(letter.id);
    expect((await visitor.get('/console')).text).toContain('/console/messages?show&#x3D;todo');
    const done = await visitor.submit(`/console/messages/${letter.id}`, `/console/messages/${letter.id}/handle`, {
      result: 'done',
    });
    expect(done.status).toBe(303);
    const rows = await world.rows('select state, handled_by from notifications where id = $1', [letter.id]);
    expect(rows).toEqual([{ state: 'done', handled_by: world.logins.window.accountId }]);
    const undone = await visitor.submit(`/console/messages/${letter.id}`, `/console/messages/${letter.id}/reopen`);
    expect(undone.status).toBe(303);
    expect((await visitor.get('/console/messages?channel=letter&show=todo')).text).toContain(letter.id);
  });
});
