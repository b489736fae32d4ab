import { openReferralWorld, type Person, type ReferralWorld } from '../integration/referral/referral-world';
import { ConsoleVisitor } from '../support/console';
import { identityNumber } from '../factories/households.factory';

const OWN = {
  side: 'self',
  field: 'capability',
  goal: 'Walk daily',
  action: 'Walks after breakfast',
  ownerName: 'Wang',
};
const STRANGERS_LINK = '/h/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

interface Way {
  path: string;
  pin: string;
  page: string;
}

describe('household pages', () => {
  let world: ReferralWorld;
  let worker: ConsoleVisitor;

  beforeAll(async () => {
    world = await openReferralWorld();
    worker = await new ConsoleVisitor(world.app).signIn(world.logins.window.username);
  }, 60_000);
  afterAll(() => world?.close());

  /** The worker makes link and PIN on the console's page. */
  const issue = async (householdId: string): Promise<Way> => {
    const address = `/console/households/${householdId}/link`;
    const { status, text: page } = await worker.submit(address, address, {});
    expect(status).toBe(200);
    const [, path = ''] = /href="[^"]*(\/h\/[\w-]{20,})"/.exec(page) ?? [];
    const [, pin = ''] = />(\d{3} \d{3})</.exec(page) ?? [];
    return { path, pin, page };
  };
  const enter = async ({ path, pin }: Way): Promise<ConsoleVisitor> => {
    const visitor = new ConsoleVisitor(world.app);
    const answer = await visitor.submit(path, path, { pin });
    expect([answer.status, answer.headers.location]).toEqual([303, '/h/home']);
    return visitor;
  };
  const wrong = (pin: string) => (pin === '000 000' ? '000 001' : '000 000');

  describe('at the door', () => {
    let person: Person;
    beforeAll(async () => {
      person = await world.person();
    });

    it('the worker gets link, picture and PIN once', async () => {
      const { path, pin, page } = await issue(person.id);
      expect(path).toMatch(/^\/h\//);
      expect(pin).toMatch(/^\d{3} \d{3}$/);
      expect(page).toContain('src="data:image/svg+xml;base64,');
      expect((await worker.get(`/console/households/${person.id}/link`)).text).not.toContain(pin);
    });

    it('nothing personal is told before the PIN, but a number to ring', async () => {
      const { path } = await issue(person.id);
      const door = await new ConsoleVisitor(world.app).get(path);
      expect(door.status).toBe(200);
      expect(door.text).toContain('autocomplete="one-time-code"');
      expect(door.text).toContain('tel:028-5550-0321');
      expect(door.text).not.toContain('王桂芳');
    });

    it('a wrong PIN is refused, five lock the link and name the number to ring', async () => {
      const way = await issue(person.id);
      const visitor = new ConsoleVisitor(world.app);
      const attempt = () => visitor.submit(way.path, way.path, { pin: wrong(way.pin) });
      const first = await attempt();
      expect(first.status).toBe(401);
      expect(first.text).toContain('govuk-error-summary');
      expect(first.text).not.toContain('王桂芳');
      for (let round = 0; round < 3; round += 1) await attempt();
      const last = await attempt();
      expect(last.status).toBe(423);
      expect(last.text).toContain('链接锁住了');
      expect(last.text).toContain('tel:028-5550-0321');
      expect((await visitor.get(way.path)).status).toBe(423);
    });

    it('a new link ends the old one and who is inside', async () => {
      const old = await issue(person.id);
      const visitor = await enter(old);
      expect((await visitor.get('/h/home')).status).toBe(200);
      await issue(person.id);
      expect((await visitor.get('/h/home')).status).toBe(401);
      expect((await new ConsoleVisitor(world.app).get(old.path)).status).toBe(410);
    });

    it('says in both languages that a link has ended', async () => {
      const visitor = new ConsoleVisitor(world.app);
      expect((await visitor.get(STRANGERS_LINK)).text).toContain('这个链接不能用了');
      const english = await visitor.get(`${STRANGERS_LINK}?lang=en`);
      expect(english.status).toBe(410);
      expect(english.text).toContain('<html lang="en"');
      expect(english.text).toContain('This link has ended');
    });

    it('keeps strangers out without sending them to the staff’s sign-in', async () => {
      const answer = await new ConsoleVisitor(world.app).get('/h/home');
      expect(answer.status).toBe(401);
      expect(answer.text).toContain('请重新打开链接');
      expect(answer.text).not.toContain('/console/sign-in');
    });
  });

  it('greets by name and shows no identity number', async () => {
    const number = identityNumber('1949-03-02');
    const members = [{ name: '王桂芳', relation: 'head', identityKind: 'resident-id', identityNumber: number }];
    const made = await world.api.window.post('households', { regionCode: '990101001001', members });
    const visitor = await enter(await issue((made.body as { id: string }).id));
    const { text } = await visitor.get('/h/home');
    expect(text).toContain('王桂芳');
    expect(text).toContain('现在没有要您做的事');
    expect(text).toContain('tel:028-5550-0321');
    expect(text).not.toContain(number);
    expect(text).not.toMatch(/\d{17}[\dX]/);
    expect((await visitor.get('/h/home?lang=en')).text).toContain('There is nothing you have to do now.');
  });

  it('changes the language and keeps it', async () => {
    const visitor = await enter(await issue((await world.person()).id));
    const answer = await visitor.submit('/h/home', '/h/language', { lang: 'en', back: '/h/home' });
    expect([answer.status, answer.headers.location]).toEqual([303, '/h/home']);
    expect((await visitor.get('/h/home')).text).toContain('Hello, 王桂芳');
  });

  it('lets strike lines of a consent and agree, or refuse', async () => {
    const person = await world.person();
    const visitor = await enter(await issue(person.id));
    const ask = async () => {
      const items = ['identity', 'contact', 'address', 'health'];
      const sheet = { scope: 'referral', receiverKind: 'provider-kind', receiverName: '送餐机构', items };
      return ((await world.api.window.post(`households/${person.id}/consents`, sheet)).body as { id: string }).id;
    };
    const first = await ask();
    const address = `/h/consents/${first}`;
    expect((await visitor.get('/h/home')).text).toContain(`href="${address}"`);
    const nothing = await visitor.submit(address, address, { answer: 'agree' });
    expect(nothing.status).toBe(422);
    const told = ['identity', 'contact', 'address'];
    expect((await visitor.submit(address, address, { answer: 'agree', told })).status).toBe(303);
    const consents = 'select state, mode, struck_items from consents where id = $1';
    expect(await world.rows(consents, [first])).toEqual([{ state: 'given', mode: 'self', struck_items: ['health'] }]);
    expect((await visitor.get(address)).status).toBe(409);
    const second = await ask();
    await visitor.submit(`/h/consents/${second}`, `/h/consents/${second}`, { answer: 'refuse' });
    expect(await world.rows('select state from consents where id = $1', [second])).toEqual([{ state: 'refused' }]);
  });

  it('refuses a form without the session’s token', async () => {
    const visitor = await enter(await issue((await world.person()).id));
    const page = (await visitor.get('/h/call')).text.replace(/name="_csrf" value="[^"]*"/g, 'name="_csrf" value="x"');
    expect((await visitor.send(page, '/h/call', {})).status).toBe(403);
  });

  it('does not open what belongs to another household', async () => {
    const [mine, other] = [await world.person(), await world.person()];
    const sheet = { scope: 'referral', receiverKind: 'provider-kind', receiverName: 'X', items: ['identity'] };
    const made = await world.api.window.post(`households/${other.id}/consents`, sheet);
    const visitor = await enter(await issue(mine.id));
    expect((await visitor.get(`/h/consents/${(made.body as { id: string }).id}`)).status).toBe(404);
  });

  it('turns "call me" into a call in the worker’s list', async () => {
    const person = await world.person();
    const visitor = await enter(await issue(person.id));
    expect((await visitor.submit('/h/call', '/h/call', {})).status).toBe(303);
    expect((await visitor.get('/h/home')).text).toContain('工作人员会给您打电话');
    await world.app.drain();
    const list = await worker.get(`/console/messages?show=todo&householdId=${person.id}`);
    expect(list.text).toContain('这户人家请您回电话');
    const [, href = ''] = /href="(\/console\/messages\/[0-9a-f-]{36})">这户人家/.exec(list.text) ?? [];
    const done = await worker.submit(href, `${href}/handle`, { result: 'done', note: '明天上门' });
    expect(done.status).toBe(303);
    expect((await worker.get(`/console/messages?show=todo&householdId=${person.id}`)).text).not.toContain(
      '这户人家请您回电话',
    );
  });

  describe('when the provider says that it is done', () => {
    const served = async () => {
      const firm = await world.firm();
      const offering = await world.offering(firm);
      const person = await world.person();
      const referral = await world.sent(person, offering);
      await world.act(firm.api, referral, 'accept');
      const when = new Date(world.app.clock.now().getTime() + 86_400_000).toISOString();
      await world.act(firm.api, referral, 'schedule', { scheduledFor: when });
      return { firm, person, referral, visitor: await enter(await issue(person.id)) };
    };

    it('shows the visit with its lunar date, then asks, and takes the household’s word', async () => {
      const { firm, referral, visitor } = await served();
      expect((await visitor.get('/h/home')).text).toContain('农历');
      await world.act(firm.practitioner, referral, 'start');
      await world.act(firm.practitioner, referral, 'complete');
      const ask = `/h/help/${referral.id}`;
      expect((await visitor.get('/h/home')).text).toContain(`href="${ask}"`);
      expect((await visitor.get(ask)).text).toContain(`href="${ask}/came"`);
      expect((await world.look(referral)).state).toBe('completed');
      expect((await visitor.submit(`${ask}/came`, `${ask}/came`, { rating: 'helped' })).status).toBe(303);
      expect((await world.look(referral)).state).toBe('confirmed-by-household');
      await world.app.drain();
      expect((await worker.get('/console/messages?show=mine')).text).toContain('家庭说：帮上忙了');
    });

    it('opens a dispute when it did not come', async () => {
      const { referral, visitor } = await served();
      const missing = `/h/help/${referral.id}/missing`;
      expect((await visitor.submit(missing, missing, { text: '等了一天' })).status).toBe(303);
      expect((await world.look(referral)).state).toBe('disputed');
    });
  });

  it('asks the menu card by card and takes the signature', async () => {
    const firm = await world.firm();
    await world.offering(firm);
    const person = await world.person();
    const match = await world.match(person.id);
    const made = await world.api.window.post('plans', { householdId: person.id, matchId: match.id, items: [OWN] });
    const plan = made.body as { id: string };
    expect((await world.api.window.post(`plans/${plan.id}/offer`)).status).toBe(200);
    const visitor = await enter(await issue(person.id));
    const address = `/h/plans/${plan.id}`;
    const field = (page: string, name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(page)?.[1] ?? '';
    const first = (await visitor.get(address)).text;
    const word = { needId: field(first, 'needId'), offeringId: field(first, 'offeringId') };
    expect((await visitor.submit(address, address, { ...word, choice: 'explain' })).status).toBe(303);
    for (
      let page = (await visitor.get(address)).text;
      page.includes('name="offeringId"');
      page = (await visitor.get(address)).text
    ) {
      const next = { needId: field(page, 'needId'), offeringId: field(page, 'offeringId'), choice: 'wanted' };
      expect((await visitor.submit(address, address, next)).status).toBe(303);
    }
    const signed = await visitor.submit(address, `${address}/agree`, {});
    expect([signed.status, signed.headers.location]).toEqual([303, '/h/home']);
    const rows = await world.rows('select state, signed_mode from plans where id = $1', [plan.id]);
    expect(rows).toEqual([{ state: 'confirmed', signed_mode: 'self' }]);
  });

  it('is left at once for a page that says nothing, and not found again by going back', async () => {
    const visitor = await enter(await issue((await world.person()).id));
    expect((await visitor.get('/h/home')).text).toContain('href="/h/exit"');
    const away = await visitor.get('/h/exit');
    expect([away.status, away.headers['location']]).toEqual([303, 'https://www.weather.com.cn/']);
    expect(away.headers['cache-control']).toBe('no-store');
    expect((await visitor.get('/h/home')).status).toBe(401);
    for (const path of ['/h', STRANGERS_LINK]) expect((await visitor.get(path)).text).toContain('href="/h/exit"');
  });

  it('signs out for good', async () => {
    const visitor = await enter(await issue((await world.person()).id));
    expect((await visitor.submit('/h/home', '/h/sign-out', {})).status).toBe(303);
    expect((await visitor.get('/h/home')).status).toBe(401);
  });
});
