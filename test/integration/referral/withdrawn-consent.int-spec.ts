import { ConsoleVisitor } from '../../support/console';
import { type Firm, openReferralWorld, type Person, type ReferralBody, type ReferralWorld } from './referral-world';

const NAME = '王桂芳';

describe('consent withdrawn while a provider looks on (A11, R98)', () => {
  let world: ReferralWorld;
  let firm: Firm;
  let desk: ConsoleVisitor;

  const running = async (person: Person, ...acts: Array<[string, object?]>): Promise<ReferralBody> => {
    let referral = await world.sent(person, await world.offering(firm));
    referral = await world.act(firm.api, referral, 'accept');
    for (const [act, body] of acts) referral = await world.act(firm.api, referral, act, body);
    return referral;
  };
  const soon = () => new Date(world.app.clock.now().getTime() + 60_000).toISOString();
  const consentOf = async ({ id }: { id: string }) => String((await world.look({ id }))['consentId']);
  const withdraw = async (referral: { id: string }) => {
    const answer = await world.api.window.post(`consents/${await consentOf(referral)}/withdraw`, {});
    if (answer.status !== 200) throw new Error(answer.text);
  };

  beforeAll(async () => {
    world = await openReferralWorld();
    firm = await world.firm();
    desk = await new ConsoleVisitor(world.app).signIn(firm.dispatcher.username);
  });
  afterAll(() => world.close());

  it('closes rows and fields at the very next request, before any event is handled', async () => {
    const person = await world.person();
    const referral = await running(person);
    const page = `/console/referrals/${referral.id}`;
    expect((await desk.get(page)).text).toContain(NAME);
    await withdraw(referral);
    const [grant] = await world.rows<{ open: boolean }>(
      'select valid_until is null as open from access_grants where source_id = $1',
      [referral.id],
    );
    expect(grant).toEqual({ open: false });
    const next = await firm.api.get(`referrals/${referral.id}`);
    expect(next.body).toMatchObject({ contact: null, released: ['need'], sharingEnded: true, actions: ['stop'] });
    expect(next.text).not.toContain(NAME);
    const shown = (await desk.get(page)).text;
    expect(shown).not.toContain(NAME);
    expect(shown).toContain('这户人家不再分享信息');
    const late = await firm.api.post(`referrals/${referral.id}/schedule`, { scheduledFor: soon() });
    expect(late.body).toMatchObject({ status: 409, code: 'referral-sharing-ended' });
    await world.app.drain();
    expect(await world.look(referral)).toMatchObject({ state: 'recalled' });
  });

  it('leaves a running service with its owner as a task, and tells who read what', async () => {
    const person = await world.person();
    const referral = await running(person, ['start']);
    await firm.api.get(`referrals/${referral.id}`);
    await withdraw(referral);
    await world.app.drain();
    expect(await world.look(referral)).toMatchObject({ state: 'in-service', task: 'ask-consent' });
    expect(await world.look(referral, firm.api)).toMatchObject({ contact: null, actions: ['complete', 'stop'] });
    const { body } = await world.api.window.get(`households/${person.id}/shared`);
    const [shared] = (body as { items: Array<{ contactRead: { times: number; fields: string[] } }> }).items;
    expect(shared).toMatchObject({ referralId: referral.id, contactRead: { fields: ['name', 'phone'] } });
    expect(shared!.contactRead.times).toBeGreaterThan(0);
    expect((await firm.api.get(`households/${person.id}/shared`)).status).toBe(403);
  });

  it('cannot be accepted any more, and the right to read does not come back with a new consent', async () => {
    const person = await world.person();
    const referral = await world.sent(person, await world.offering(firm));
    await withdraw(referral);
    await world.consent(person.id, firm.provider.id);
    const answer = await firm.api.post(`referrals/${referral.id}/accept`, {});
    expect(answer.body).toMatchObject({ code: 'referral-sharing-ended' });
    expect(await world.look(referral, firm.api)).toMatchObject({ released: ['need'], ageBand: null });
  });

  it('ends through a newer sheet as well, whose struck lines are not released', async () => {
    const person = await world.person();
    const referral = await running(person, ['schedule', { scheduledFor: soon() }]);
    expect(await world.look(referral, firm.api)).toMatchObject({ contact: { address: expect.any(String) } });
    const sheet = { scope: 'referral', receiverKind: 'provider', receiverId: firm.provider.id, receiverName: 'P' };
    const items = ['identity', 'contact', 'address', 'need'];
    const answer = { decision: 'given', struckItems: ['address', 'contact'] };
    await world.api.window.post(`households/${person.id}/consents`, { ...sheet, items, ...answer });
    expect(await world.look(referral, firm.api)).toMatchObject({ contact: { name: NAME, phone: null, address: null } });
    await withdraw(referral);
    expect(await world.look(referral, firm.api)).toMatchObject({ contact: null });
  });

  it('stands on a legal ground instead, covers no more than that, and is reviewed by a second person', async () => {
    const person = await world.person();
    const referral = await world.draft(person, await world.offering(firm));
    const reason = { legalGround: 'mandatory-report', legalReason: '孩子身上有伤，依法报告' };
    await world.act(world.api.window, referral, 'consent', reason);
    await world.act(world.api.window, referral, 'send');
    await world.act(firm.api, referral, 'accept');
    expect(await world.look(referral, firm.api)).toMatchObject({ contact: { name: NAME } });
    const shared = await world.api.window.get(`households/${person.id}/shared`);
    expect(shared.body).toMatchObject({ items: [{ legalGround: 'mandatory-report', legalReview: null }] });
    expect(shared.body.items[0].legalBasis.article).toEqual({
      zh: '未成年人保护法第十一条、反家庭暴力法第十四条',
      en: 'Law on the Protection of Minors, article 11; Anti-Domestic Violence Law, article 14',
    });
    const review = (verdict: string) => world.api.station.post(`referrals/${referral.id}/review-ground`, { verdict });
    expect((await world.api.window.post(`referrals/${referral.id}/review-ground`, { verdict: 'upheld' })).status).toBe(
      403,
    );
    expect((await review('not-upheld')).body).toMatchObject({ legalReview: 'not-upheld' });
    expect(await world.look(referral, firm.api)).toMatchObject({ contact: null, sharingEnded: true });
    expect((await review('upheld')).body).toMatchObject({ code: 'referral-ground-reviewed' });
  });
});
