import { ConsoleVisitor } from '../../support/console';
import type { Login } from '../../support/district';
import { ADDRESS, openReferralWorld, PHONE, type Firm, type Person, type ReferralWorld } from './referral-world';

describe('pages about referrals', () => {
  let world: ReferralWorld;
  let firm: Firm;
  let worker: ConsoleVisitor;
  let station: ConsoleVisitor;
  let dispatcher: ConsoleVisitor;
  beforeAll(async () => {
    world = await openReferralWorld();
    firm = await world.firm();
    const enter = ({ username }: Login) => new ConsoleVisitor(world.app).signIn(username);
    worker = await enter(world.logins.window);
    station = await enter(world.logins.station);
    dispatcher = await enter(firm.dispatcher);
  }, 120_000);
  afterAll(() => world?.close());

  const idOf = (location: string) => /referrals\/([0-9a-f-]{36})/.exec(location)?.[1] ?? '';
  const text = async (visitor: ConsoleVisitor, path: string) => {
    const page = await visitor.get(path);
    expect([path, page.status]).toEqual([path, 200]);
    return page.text.replaceAll('&#x3D;', '=');
  };
  /** Drafts a referral in the console and sends it from the review page. */
  async function send(person: Person, offeringId: string): Promise<string> {
    const page = `/console/referrals/new?needId=${person.needId}&offeringId=${offeringId}`;
    const drafted = await worker.submit(page, '/console/referrals/new', {
      message: '喜欢安静',
      safetyNote: '家里有狗',
    });
    expect(drafted.status).toBe(303);
    const id = idOf(drafted.headers.location!);
    const sent = await worker.submit(`/console/referrals/${id}/send`, `/console/referrals/${id}/send`, {
      ground: 'consent',
    });
    expect([sent.status, sent.headers.location]).toEqual([303, `/console/referrals/${id}`]);
    return id;
  }

  it('walk from the draft to the end', async () => {
    const person = await world.person();
    const offering = await world.offering(firm);
    const page = `/console/referrals/new?needId=${person.needId}&offeringId=${offering.id}`;
    const drafted = await worker.submit(page, '/console/referrals/new', { message: '喜欢安静' });
    const id = idOf(drafted.headers.location!);
    const path = `/console/referrals/${id}`;
    expect(await text(worker, page)).toContain(path);

    const refused = await worker.submit(`${path}/send`, `${path}/send`, { ground: 'consent' });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('没有覆盖这家机构');
    const unexplained = await worker.submit(`${path}/send`, `${path}/send`, { ground: 'vital-interest' });
    expect(unexplained.status).toBe(422);
    await world.consent(person.id, firm.provider.id);
    const review = await text(worker, `${path}/send`);
    for (const words of [offering.name, firm.provider.name, '王桂芳', '发送 1 份转介']) expect(review).toContain(words);
    expect((await worker.send(review, `${path}/send`, { ground: 'consent' })).status).toBe(303);

    const inbox = await text(dispatcher, '/console/referrals?state=sent');
    expect(inbox).toContain(path);
    expect(inbox).not.toContain('王桂芳');
    expect(await text(dispatcher, '/console')).toContain('/console/referrals?state=sent');
    expect((await dispatcher.send(inbox, `${path}/accept`)).status).toBe(303);
    const accepted = await text(dispatcher, path);
    for (const words of ['王桂芳', PHONE, '喜欢安静']) expect(accepted).toContain(words);
    expect(accepted).not.toContain(ADDRESS);

    const day = world.app.clock.today();
    const [year, month, date] = day.split('-') as [string, string, string];
    const visit = { 'day-year': year, 'day-month': month, 'day-day': date, time: '23:59' };
    const odd = await dispatcher.submit(`${path}/schedule`, `${path}/schedule`, { ...visit, time: 'noon' });
    expect(odd.status).toBe(422);
    expect(odd.text).toContain('value="noon"');
    expect((await dispatcher.submit(`${path}/schedule`, `${path}/schedule`, visit)).status).toBe(303);
    expect(await text(dispatcher, path)).toContain(ADDRESS);

    const deliveries = `/console/deliveries/${id}`;
    const delivered = {
      'deliveredOn-year': year,
      'deliveredOn-month': month,
      'deliveredOn-day': date,
      units: '2',
      note: '洗了被褥',
    };
    expect((await dispatcher.submit(deliveries, deliveries, { ...delivered, units: '1.5' })).status).toBe(422);
    expect((await dispatcher.submit(deliveries, deliveries, delivered)).status).toBe(303);
    // The window sees that it was done, not the note (C3).
    expect(await text(dispatcher, deliveries)).toContain('洗了被褥');
    expect(await text(worker, deliveries)).not.toContain('洗了被褥');
    expect(await text(worker, deliveries)).toContain('未向本角色开放');
    expect((await dispatcher.submit(`${path}/complete`, `${path}/complete`)).status).toBe(303);

    expect(await text(worker, '/console/referrals?owner=me&task=true')).toContain('请联系家庭确认服务');
    expect((await worker.submit(`${path}/confirm`, `${path}/confirm`, { mode: 'assisted' })).status).toBe(303);
    expect((await worker.submit(`${path}/close`, `${path}/close`)).status).toBe(422);
    expect((await worker.submit(`${path}/close`, `${path}/close`, { outcome: 'helped' })).status).toBe(303);
    const end = await text(worker, path);
    for (const words of ['已结束', '有帮助', '家庭确认']) expect(end).toContain(words);
    expect((await worker.get(`${path}/resolve`)).status).toBe(403);
  }, 60_000);

  it('take a no in three steps, and the worker turns to another', async () => {
    const person = await world.person();
    const [one, two] = [await world.offering(firm), await world.offering(firm)];
    await world.consent(person.id, firm.provider.id);
    const id = await send(person, one.id);
    const path = `/console/referrals/${id}`;
    const empty = await dispatcher.submit(`${path}/decline`, `${path}/decline`, { message: '暂时没有人手' });
    expect(empty.status).toBe(422);
    expect(empty.text).toContain('暂时没有人手');
    const fields = { reason: 'papers-missing', message: '请补材料', shared: 'true', privateNote: '缺残疾证' };
    expect((await dispatcher.submit(`${path}/decline`, `${path}/decline`, fields)).status).toBe(303);
    await world.app.drain();
    const page = await text(worker, path);
    for (const words of ['请向家庭补要材料', '需要补充材料', '缺残疾证']) expect(page).toContain(words);
    const forward = await text(worker, `${path}/forward`);
    expect(forward).toContain(two.name);
    expect(forward).not.toContain(one.name);
    const forwarded = await worker.send(forward, `${path}/forward`, { offeringId: two.id, reason: '另一项' });
    expect(forwarded.status).toBe(303);
    expect(idOf(forwarded.headers.location!)).not.toBe(id);
  }, 60_000);

  it('settle what the household reports', async () => {
    const person = await world.person();
    await world.consent(person.id, firm.provider.id);
    const path = `/console/referrals/${await send(person, (await world.offering(firm)).id)}`;
    await dispatcher.send(await text(dispatcher, path), `${path}/accept`);
    expect((await worker.submit(`${path}/dispute`, `${path}/dispute`, { text: '没有人来过' })).status).toBe(303);
    expect(await text(station, '/console')).toContain('/console/referrals?state=disputed');
    expect(await text(station, `${path}/resolve`)).toContain('没有人来过');
    const decided = await station.submit(`${path}/resolve`, `${path}/resolve`, {
      decision: 'continue',
      reason: '重新约定',
    });
    expect(decided.status).toBe(303);
    for (const [act, words] of [
      ['hold', '住院'],
      ['stop', '搬走'],
    ] as const) {
      expect((await dispatcher.submit(`${path}/${act}`, `${path}/${act}`, { reason: words })).status).toBe(303);
    }
    expect(await text(dispatcher, path)).toContain('提前停止');
  }, 60_000);

  it('show nothing to another provider, and every list and language renders', async () => {
    const person = await world.person();
    await world.consent(person.id, firm.provider.id);
    const id = await send(person, (await world.offering(firm)).id);
    const stranger = await new ConsoleVisitor(world.app).signIn((await world.firm()).dispatcher.username);
    expect((await stranger.get(`/console/referrals/${id}`)).status).toBe(404);
    expect((await stranger.get(`/console/deliveries/${id}`)).status).toBe(404);
    for (const query of [
      '',
      '?owner=me&open=true',
      '?open=true',
      '?limit=1',
      '?state=nonsense',
      `?household=${person.id}`,
    ]) {
      await text(worker, `/console/referrals${query}`);
      await text(dispatcher, `/console/referrals${query}`);
    }
    await worker.speak('en');
    for (const act of ['send', 'forward', 'recall', 'confirm', 'dispute', 'close']) {
      const page = await worker.get(`/console/referrals/${id}/${act}`);
      expect([act, page.status, page.text.includes('lang="en"')]).toEqual([act, 200, true]);
    }
    await worker.speak('zh-CN');
    expect((await worker.get(`/console/referrals/${id}/expire`)).status).toBe(404);
    expect((await worker.get('/console/referrals/new')).status).toBe(422);
  }, 60_000);
});
