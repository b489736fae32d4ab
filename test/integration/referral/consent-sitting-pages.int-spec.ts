import { ConsoleVisitor } from '../../support/console';
import { openReferralWorld, type Person, type ReferralWorld } from './referral-world';

const RIGHTS = '不影响您依法享有的权利和救助';

describe('pages of a consent sitting (R98)', () => {
  let world: ReferralWorld;
  let window: ConsoleVisitor;
  let person: Person;

  const enter = async (): Promise<ConsoleVisitor> => {
    const address = `/console/households/${person.id}/link`;
    const { text: page } = await window.submit(address, address, {});
    const [, path = ''] = /href="[^"]*(\/h\/[\w-]{20,})"/.exec(page) ?? [];
    const [, pin = ''] = />(\d{3} \d{3})</.exec(page) ?? [];
    const visitor = new ConsoleVisitor(world.app);
    await visitor.submit(path, path, { pin });
    return visitor;
  };
  const states = () =>
    world.rows<{ receiver_name: string; state: string; struck_items: string[] }>(
      'select receiver_name, state, struck_items from consents where household_id = $1 order by id',
      [person.id],
    );

  beforeAll(async () => {
    world = await openReferralWorld();
    window = await new ConsoleVisitor(world.app).signIn(world.logins.window.username);
    person = await world.person();
  });
  afterAll(() => world.close());

  it('write down a sheet with two lines struck and print its receipt, which can be checked', async () => {
    const address = `/console/households/${person.id}/consent-sittings/new`;
    expect((await window.get(`${address}?lang=zh-CN`)).text).toContain(RIGHTS);
    const kept = ['identity', 'contact', 'need'];
    const refused = await window.submit(address, address, { answer: 'now', mode: 'self', kept });
    expect([refused.status, refused.text.includes('请至少选择一条')]).toEqual([422, true]);
    const said = { 'lines.social-work': 'given', 'lines.charity': 'struck', 'lines.medical': 'struck' };
    const guardian = { answer: 'now', mode: 'guardian', kept, ...said };
    const unproven = await window.submit(address, address, guardian);
    expect([unproven.status, unproven.text.includes('href="#f-proofKind"')]).toEqual([422, true]);
    const saved = await window.submit(address, address, { answer: 'now', mode: 'self', kept, ...said });
    expect(saved.status).toBe(303);
    expect(await states()).toEqual([
      { receiver_name: 'social-work-agency', state: 'given', struck_items: ['address', 'care-notes'] },
      { receiver_name: 'charity', state: 'refused', struck_items: [] },
      { receiver_name: 'medical', state: 'refused', struck_items: [] },
    ]);
    const page = saved.headers.location!;
    const receipt = (await window.get(`${page}/print`)).text;
    const [digest = ''] = /[0-9a-f]{64}/.exec(receipt) ?? [];
    expect(receipt).toContain(RIGHTS);
    expect((await window.get(`${page}/check?digest=${digest}`)).text).toContain('内容没有改动');
    expect((await window.get(`${page}/check?digest=${digest.replace(/^./, 'g')}`)).text).toContain('不一致');
  });

  it('let the household answer a sheet, keep the receipt and take it back', async () => {
    const address = `/console/households/${person.id}/consent-sittings/new`;
    const kept = ['identity', 'contact', 'address', 'need'];
    const said = { 'lines.social-work': 'given', 'lines.charity': 'given', 'lines.volunteers': 'given' };
    const saved = await window.submit(address, address, { answer: 'later', mode: 'self', kept, ...said });
    const sitting = saved.headers.location!.split('/').pop()!;
    const shown = await window.get(saved.headers.location!);
    const silent = await window.send(shown.text, `/console/consent-sittings/${sitting}/answer`, { mode: 'self', kept });
    expect([silent.status, silent.text.includes('请逐条选择')]).toEqual([422, true]);
    const visitor = await enter();
    const sheet = `/h/sittings/${sitting}`;
    expect((await visitor.get('/h/home')).text).toContain(`href="${sheet}"`);
    const page = (await visitor.get(sheet)).text;
    expect(page).toContain(RIGHTS);
    const [line = ''] = /name="lines" type="checkbox" value="([^"]+)"/.exec(page)?.slice(1) ?? [];
    const answered = await visitor.send(page, sheet, { answer: 'agree', lines: [line], told: ['identity', 'need'] });
    expect(answered.headers.location).toBe(`/h/receipts/${sitting}`);
    expect((await visitor.get(`/h/receipts/${sitting}`)).text).toMatch(/[0-9a-f]{64}/);
    expect((await visitor.get(sheet)).status).toBe(409);
    expect((await states()).slice(3).map(({ state }) => state)).toEqual(['given', 'refused', 'refused']);
    const withdraw = `/h/consents/${line}/withdraw`;
    expect((await visitor.submit('/h/shared', withdraw)).status).toBe(303);
    expect((await states())[3]).toMatchObject({ state: 'withdrawn' });
    expect((await visitor.get('/h/shared')).text).not.toContain(withdraw);
  });

  it('stay shut on the household’s page while somebody there must not be told', async () => {
    const bar = (barred: boolean) =>
      world.api.window.post(`households/${person.id}/members/${person.memberId}/guardian-bar`, { barred });
    const visitor = await enter();
    expect((await visitor.get('/h/shared')).status).toBe(200);
    await bar(true);
    expect((await visitor.get('/h/shared')).status).toBe(409);
    await bar(false);
  });

  it('tell who got what: the providers, when, and what they opened', async () => {
    const firm = await world.firm();
    const referral = await world.sent(person, await world.offering(firm));
    await world.act(firm.api, referral, 'accept');
    await firm.api.get(`referrals/${referral.id}`);
    for (const text of [
      (await window.get(`/console/households/${person.id}/shared`)).text,
      (await (await enter()).get('/h/shared')).text,
    ]) {
      expect(text).toContain(firm.provider.name);
      expect(text).toContain('姓名、电话');
    }
  });
});
