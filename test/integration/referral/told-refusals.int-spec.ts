import { makeOffering } from '../../factories/supply.factory';
import { ConsoleVisitor } from '../../support/console';
import { confirmedNeed } from './matched-household';
import { openReferralWorld, type ReferralWorld } from './referral-world';

const DAY = 24 * 3_600_000;

describe('what a household hears from a provider who said no (ux.md pattern 17)', () => {
  let world: ReferralWorld;
  let window: ConsoleVisitor;
  beforeAll(async () => {
    world = await openReferralWorld();
    window = await new ConsoleVisitor(world.app).signIn(world.logins.window.username);
  }, 60_000);
  afterAll(() => world?.close());
  afterEach(() => world.app.clock.reset());

  const enter = async (householdId: string): Promise<ConsoleVisitor> => {
    const address = `/console/households/${householdId}/link`;
    const { text: page } = await window.submit(address, address, {});
    const [, path = ''] = /href="[^"]*(\/h\/[\w-]{20,})"/.exec(page) ?? [];
    const [, pin = ''] = />(\d{3} \d{3})</.exec(page) ?? [];
    const visitor = new ConsoleVisitor(world.app);
    await visitor.submit(path, path, { pin });
    return visitor;
  };

  it('is the message and, where it may, the reason; never the note for the sender; for a month', async () => {
    const firm = await world.firm();
    const [person, other] = [await world.person(), await world.person()];
    const offering = await world.offering(firm, 9);
    const no = { message: '下个月有空位，<b>欢迎</b>再来', privateNote: '家里有狗，没有人敢去', reason: 'full' };
    await world.act(firm.api, await world.sent(person, offering), 'decline', { ...no, shared: true });
    await world.act(firm.api, await world.sent(other, offering), 'decline', { ...no, shared: false });
    const visitor = await enter(person.id);
    const { text } = await visitor.get('/h/home');
    for (const words of ['这次没有办成的', '对方说：下个月有空位，&lt;b&gt;欢迎&lt;/b&gt;再来', '原因：名额已满'])
      expect(text).toContain(words);
    expect(text).not.toContain('家里有狗');
    expect((await visitor.get('/h/home?lang=en')).text).toContain('What did not work out');
    const silent = (await (await enter(other.id)).get('/h/home')).text;
    expect([silent.includes('欢迎'), silent.includes('原因：')]).toEqual([true, false]);
    world.app.clock.set(new Date(world.app.clock.now().getTime() + 31 * DAY));
    expect((await (await enter(person.id)).get('/h/home')).text).not.toContain('这次没有办成的');
  });

  it('is nothing of a service that may not be named, nor of one that says nothing', async () => {
    const firm = await world.firm();
    const person = await world.person();
    const needId = await confirmedNeed(world, person.id, 'LE-04');
    const named = await makeOffering(world.app, firm.provider, { code: 'LE-04' });
    const no = { reason: 'full', message: '我们的庇护所满了', shared: true };
    await world.act(firm.api, await world.sent({ ...person, needId }, named), 'decline', no);
    await world.act(firm.api, await world.sent(person, await world.offering(firm)), 'decline', { reason: 'full' });
    const { text } = await (await enter(person.id)).get('/h/home');
    expect([text.includes('庇护所'), text.includes('这次没有办成的')]).toEqual([false, false]);
  });
});
