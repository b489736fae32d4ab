import { randomUUID } from 'node:crypto';
import { DeactivateAccount } from '../../../src/trust/accounts';
import { systemActor } from '../../../src/trust/access';
import { ConsoleVisitor } from '../../support/console';
import { DISTRICT } from '../../support/district';
import { decoded, MailServer } from '../../support/mail-server';
import { ADDRESS, type Firm, openReferralWorld, type Person, PHONE, type ReferralWorld } from './referral-world';

const SECRET = new RegExp(`王桂芳|${PHONE}|${ADDRESS}`);

describe('links of named contacts', () => {
  const server = new MailServer();
  let world: ReferralWorld;
  beforeAll(async () => {
    world = await openReferralWorld({ alone: true });
    world.app.config.smtpUrl = await server.listen();
  }, 120_000);
  afterAll(async () => {
    await world?.close();
    await server.close();
  });

  /** A provider whose dispatcher has an address, asked; and the path of the link in the mail. */
  async function asked(): Promise<{ firm: Firm; person: Person; referral: { id: string }; path: string }> {
    const firm = await world.firm();
    await world.rows('update accounts set email = $2 where id = $1', [firm.dispatcher.accountId, 'desk@provider.cn']);
    const person = await world.person();
    const referral = await world.sent(person, await world.offering(firm));
    server.letters.length = 0;
    await world.app.drain();
    // What a mail server that was slow for once would have said; the next attempt is minutes away.
    expect(await world.rows(`select state_reason, last_error from notifications where last_error is not null`)).toEqual(
      [],
    );
    const mails = server.letters.map(decoded).filter(({ text }) => text.includes('/p/'));
    expect(mails).toHaveLength(1);
    expect(mails[0]!.text + mails[0]!.subject).not.toMatch(SECRET);
    const [, path = ''] = /https?:\/\/[^/\s]+(\/p\/[\w-]{40,})/.exec(mails[0]!.text) ?? [];
    return { firm, person, referral, path };
  }
  const visitor = () => new ConsoleVisitor(world.app);
  const state = async (id: string) =>
    (await world.rows<{ state: string }>('select state from referrals where id = $1', [id]))[0]!.state;

  it('show what C3 releases before acceptance, change nothing when opened, and accept once', async () => {
    const { firm, person, referral, path } = await asked();
    const page = await visitor().get(path);
    expect(page.status).toBe(200);
    for (const text of ['喜欢安静', '家里有狗', '70', '接受转介']) expect(page.text).toContain(text);
    expect(page.text).not.toMatch(SECRET);
    expect(page.text).not.toContain(person.id);
    expect(await state(referral.id)).toBe('sent');

    const guest = visitor();
    const forged = page.text.replace(/name="form" value="[^"]*"/g, `name="form" value="${'x'.repeat(43)}"`);
    const wrong = await guest.send(forged, path, { answer: 'accept' });
    expect(wrong.status).toBe(409);
    expect(await state(referral.id)).toBe('sent');
    const taken = await guest.send(page.text, path, { answer: 'accept' });
    expect([taken.status, taken.headers['location']]).toEqual([303, '/p/answered?answer=accept']);
    expect((await guest.get('/p/answered?answer=accept')).text).toContain('谢谢您的答复');
    expect(await state(referral.id)).toBe('accepted');
    const [move] = await world.rows<{ actor_id: string }>(
      `select actor_id from moves where subject_id = $1 and move = 'accept'`,
      [referral.id],
    );
    expect(move?.actor_id).toBe(firm.dispatcher.accountId);
    const record = await world.rows('select actor_id from audit_events where action = $1 and household_id = $2', [
      'provider-link.answered',
      person.id,
    ]);
    expect(record).toEqual([{ actor_id: firm.dispatcher.accountId }]);

    expect((await guest.get(path)).status).toBe(410);
    expect((await guest.send(page.text, path, { answer: 'decline', reason: 'full', _key: randomUUID() })).status).toBe(
      410,
    );
    expect(await state(referral.id)).toBe('accepted');
  });

  it('decline with a reason, which is asked for', async () => {
    const { referral, path } = await asked();
    const guest = visitor();
    const page = (await guest.get(path)).text;
    const bare = await guest.send(page, path, { answer: 'decline', message: '本周人手不够' });
    expect([bare.status, bare.text.includes('本周人手不够')]).toEqual([422, true]);
    const sent = await guest.send(page, path, { answer: 'decline', reason: 'full', message: '本周人手不够' });
    expect(sent.headers['location']).toBe('/p/answered?answer=decline');
    const rows = await world.rows('select state, decline_reason, decline_message from referrals where id = $1', [
      referral.id,
    ]);
    expect(rows).toEqual([{ state: 'declined', decline_reason: 'full', decline_message: '本周人手不够' }]);
  });

  it('die with recall, clock and account, and say whom to ring', async () => {
    const [recalled, late, closed] = [await asked(), await asked(), await asked()];
    await world.act(world.api.window, recalled.referral, 'recall', { reason: '换了机构' });
    await world.app.as(systemActor(DISTRICT, 'test'), () =>
      world.app.get(DeactivateAccount).execute(closed.firm.dispatcher.accountId),
    );
    const dead = async (path: string) => {
      const { status, text } = await visitor().get(path);
      expect([status, text.includes('这个链接已经失效'), text.includes('/console/sign-in')]).toEqual([410, true, true]);
      return text;
    };
    for (const { path } of [recalled, closed]) expect(await dead(path)).toContain('href="tel:');
    expect((await visitor().get(late.path)).status).toBe(200);
    world.app.clock.set(new Date(world.app.clock.now().getTime() + 20 * 864e5));
    await dead(late.path);
    world.app.clock.reset();
    await dead(`/p/${'a'.repeat(43)}`);
    await dead('/p/x');
  });

  it('are shown to nobody in the outbox, and not written down', async () => {
    const { firm, referral, path } = await asked();
    const [mail] = await world.rows<{ id: string }>(
      `select id from notifications where subject_id = $1 and template = 'referral-asked'`,
      [referral.id],
    );
    for (const api of [world.api.centre, firm.api]) {
      const answer = await api.get(`notifications/${mail!.id}`);
      if (answer.status === 200) expect(answer.text).toContain('专用链接');
      expect(answer.text).not.toContain(path);
    }
    const rows = await world.rows<{ hash: string }>(
      `select encode(token_hash, 'hex') as hash from provider_links where referral_id = $1`,
      [referral.id],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]!.hash).not.toContain(path.slice(3));
  });
});
